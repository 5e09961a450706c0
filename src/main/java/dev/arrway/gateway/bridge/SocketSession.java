package dev.arrway.gateway.bridge;

import dev.arrway.gateway.Call;
import dev.arrway.gateway.NamedCalls;
import dev.arrway.gateway.connection.ClientConnection;
import dev.arrway.gateway.connection.OutboundQueue;
import dev.arrway.gateway.stream.EventStream;
import dev.arrway.gateway.stream.EventStreams;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.protocol.Caller;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The authenticated caller of a bridge socket, and the event stream that it has registered for. */
final class SocketSession {
  /**
   * The operation whose checks, permissions and limits apply to event streams on every transport.
   */
  static final String OPERATION = "streamEvents";

  private final Bridge bridge;
  private final Words words;
  private final OutboundQueue queue;
  private final ClientConnection connection;
  private @Nullable Caller caller;
  private @Nullable BridgeTransport transport;
  private @Nullable EventStream stream;

  /** Creates a session without a caller. */
  SocketSession(Bridge bridge, Words words, OutboundQueue queue, ClientConnection connection) {
    this.bridge = bridge;
    this.words = words;
    this.queue = queue;
    this.connection = connection;
  }

  /** Returns whether the caller has been authenticated. */
  boolean known() {
    return caller != null;
  }

  /** Returns the caller that was authenticated last; null before the first. */
  @Nullable Caller caller() {
    return caller;
  }

  /**
   * Authenticates the caller: by the credential of the frame, otherwise by that of the connection,
   * which is checked again.
   *
   * @return empty when no credential was ever sent; fails when it is invalid or belongs to another
   *     user
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

  /** Returns whether an event stream is open or being opened. */
  boolean follows() {
    return transport != null;
  }

  /** Opens the event stream; fails as the operation does. */
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
              } else { // closed meanwhile
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

  /** Closes the event stream; returns whether there was one. */
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

  /** Returns the cursor of the last event that was sent; null without an event stream. */
  @Nullable String cursor() {
    EventStream following = stream;
    return following == null ? null : following.cursor();
  }
}
