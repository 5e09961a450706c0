package dev.arrway.gateway.stream;

import dev.arrway.gateway.Call;
import dev.arrway.gateway.connection.ClientConnection;
import dev.arrway.gateway.connection.ConnectionPeer;
import dev.arrway.gateway.connection.EndReason;
import dev.arrway.gateway.connection.ReconnectHint;
import dev.arrway.platform.event.EventFilter;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** One client that follows events over SSE, from its request to its end. */
public final class SseSession implements ConnectionPeer {
  private final StreamServices services;
  private final SseTransport transport;
  private final HttpServerResponse response;
  private @Nullable ClientConnection connection;
  private @Nullable EventStream stream;
  private @Nullable EndReason ended;
  private boolean gone;

  private SseSession(StreamServices services, HttpServerRequest request, boolean unnamed) {
    this.services = services;
    this.response = request.response();
    this.transport = new SseTransport(services, request, unnamed, () -> end(EndReason.TOO_SLOW));
  }

  /**
   * Streams events as the response of a request, of which nothing is written yet; called on the
   * client's context.
   *
   * @param call the caller, the cursor to continue after, and the format of events
   * @return done when the stream has begun; fails, with nothing written, when it cannot
   */
  public static Future<Void> open(
      StreamServices services, HttpServerRequest request, Call call, EventFilter filter) {
    SseSession session = new SseSession(services, request, call.flag("unnamed").orElse(false));
    session.response.closeHandler(closed -> session.leave());
    return services
        .connections()
        .open(call.user(), session)
        .compose(opened -> session.follow(opened, call, filter));
  }

  private Future<Void> follow(ClientConnection opened, Call call, EventFilter filter) {
    connection = opened;
    if (response.closed()) {
      leave();
    }
    return services
        .streams()
        .open(call.user().userId(), filter, EventStreams.cursor(call), transport)
        .compose(this::begun)
        .onFailure(cause -> leave());
  }

  private Future<Void> begun(EventStream begun) {
    EndReason reason = ended;
    if (reason != null) { // before anything was written
      begun.stop();
      return transport.begun()
          ? Future.succeededFuture()
          : Future.failedFuture(reason.failure().asException());
    }
    stream = begun;
    if (gone) {
      leave();
    }
    return Future.succeededFuture();
  }

  @Override
  public void announceEnd(ReconnectHint hint) {
    transport.announce(hint, cursor());
  }

  @Override
  public void end(EndReason reason) {
    if (ended == null && !gone) {
      ended = reason;
      String last = cursor();
      leave();
      transport.end(reason, last);
    }
  }

  private @Nullable String cursor() {
    EventStream following = stream;
    return following == null ? null : following.cursor();
  }

  private void leave() {
    gone = true;
    ClientConnection held = connection;
    EventStream following = stream;
    if (held != null) {
      held.close();
    }
    if (following != null) {
      following.stop();
    }
    transport.close();
  }
}
