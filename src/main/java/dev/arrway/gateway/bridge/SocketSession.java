package dev.arrway.gateway.bridge;

import dev.arrway.event.EventFilter;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.NamedCalls;
import dev.arrway.gateway.connection.ClientConnection;
import dev.arrway.gateway.connection.OutboundQueue;
import dev.arrway.gateway.stream.EventStream;
import dev.arrway.gateway.stream.EventStreams;
import dev.arrway.identity.Caller;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The identity of a bridge socket's client, and the events that it follows. */
final class SocketSession {
  /** The operation whose checks, permissions and limits following has on every transport. */
  static final String OPERATION = "streamEvents";

  private final Bridge bridge;
  private final Words words;
  private final OutboundQueue queue;
  private final ClientConnection connection;
  private @Nullable Caller caller;
  private @Nullable BridgeTransport transport;
  private @Nullable EventStream stream;

  /** Creates a session of which nobody is known yet. */
  SocketSession(Bridge bridge, Words words, OutboundQueue queue, ClientConnection connection) {
    this.bridge = bridge;
    this.words = words;
    this.queue = queue;
    this.connection = connection;
  }

  /** Whether it is known whose the socket is. */
  boolean known() {
    return caller != null;
  }

  /** Returns who was identified last; null before that. */
  @Nullable Caller caller() {
    return caller;
  }

  /**
   * Identifies the caller: by what is shown with the frame, else by the connection's credential,
   * which is checked again.
   *
   * @return empty when nothing was shown ever; fails when it does not count, or is another user's
   */
  Future<Optional<Caller>> enter(Optional<Credential> shown, String address) {
    if (shown.isPresent()) {
      return shown
          .get()
          .verify(bridge.authenticator(), address)
          .compose(found -> connection.identify(found).map(counted -> identified(found)));
    }
    return known()
        ? connection.recheck().map(Optional::of)
        : Future.succeededFuture(Optional.empty());
  }

  private Optional<Caller> identified(Caller shown) {
    caller = shown;
    return Optional.of(shown);
  }

  /** Whether the socket follows, or is about to. */
  boolean follows() {
    return transport != null;
  }

  /** Begins to follow; fails as the operation does. */
  Future<Void> follow(NamedCalls.Asked asked) {
    BridgeTransport opened = new BridgeTransport(words, queue);
    transport = opened;
    return bridge
        .calls()
        .instead(asked, call -> open(call, opened))
        .map(
            begun -> {
              if (transport == opened) {
                stream = begun;
              } else { // unwanted meanwhile
                begun.stop();
              }
              return (Void) null;
            })
        .recover(
            cause -> {
              if (transport == opened) {
                transport = null;
              }
              return Future.failedFuture(cause);
            });
  }

  private Future<EventStream> open(Call call, BridgeTransport opened) {
    EventFilter filter =
        new EventFilter(call.texts("types"), call.optionalLong("instance_id").orElse(null));
    return bridge
        .services()
        .streams()
        .open(call.user().userId(), filter, EventStreams.cursor(call), opened);
  }

  /** Follows no more; returns whether it did. */
  boolean unfollow() {
    BridgeTransport open = transport;
    EventStream following = stream;
    transport = null;
    stream = null;
    if (open != null) {
      open.close();
    }
    if (following != null) {
      following.stop();
    }
    return open != null;
  }

  /** Returns where the client's events ended so far; null when it follows none. */
  @Nullable String cursor() {
    EventStream following = stream;
    return following == null ? null : following.cursor();
  }
}
