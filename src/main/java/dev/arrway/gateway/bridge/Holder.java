package dev.arrway.gateway.bridge;

import dev.arrway.event.EventFilter;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.NamedCalls;
import dev.arrway.gateway.stream.EventDoor;
import dev.arrway.gateway.stream.EventStream;
import dev.arrway.gateway.stream.Seat;
import dev.arrway.identity.Caller;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who a socket belongs to, and the place that it takes among the streams of that user: a seat, or a
 * stream when it follows.
 */
final class Holder {
  /** Whose checks, permissions and limits following has on every door. */
  static final String OPERATION = "streamEvents";

  private final Bridge bridge;
  private final Words words;
  private final Outlet outlet;
  private final Consumer<EventDoor.End> ended;
  private @Nullable Credential credential;
  private @Nullable Caller user;
  private @Nullable Seat seat;
  private @Nullable BridgeDoor door;
  private @Nullable EventStream stream;
  private boolean gone;

  /**
   * Nobody yet.
   *
   * @param ended told when the socket has to end
   */
  Holder(Bridge bridge, Words words, Outlet outlet, Consumer<EventDoor.End> ended) {
    this.bridge = bridge;
    this.words = words;
    this.outlet = outlet;
    this.ended = ended;
  }

  /** Whether it is known whose the socket is. */
  boolean known() {
    return user != null;
  }

  /**
   * Who asks now: by what is shown with the frame, else by what was shown before.
   *
   * @return empty when nothing was shown; fails when it does not hold, or is another user's
   */
  Future<Optional<Caller>> enter(Optional<Credential> shown, String address) {
    Credential used = shown.orElse(credential);
    if (used == null) {
      return Future.succeededFuture(Optional.empty());
    }
    return used.verify(bridge.authenticator(), address)
        .compose(caller -> take(used.after(caller), caller));
  }

  private Future<Optional<Caller>> take(Credential used, Caller caller) {
    if (user != null && user.userId() != caller.userId()) {
      return Future.failedFuture(
          FailureException.of(FailureCode.FORBIDDEN, "This socket is another user's."));
    }
    if (gone) {
      return Future.succeededFuture(Optional.empty());
    }
    Future<Void> seated = user == null ? sit(caller) : Future.succeededFuture();
    return seated.map(
        placed -> {
          user = caller;
          credential = used;
          return Optional.of(caller);
        });
  }

  private Future<Void> sit(Caller caller) {
    return bridge
        .streams()
        .sit(caller.userId(), () -> ended.accept(EventDoor.End.COME_BACK))
        .map(
            taken -> {
              seat = taken;
              return null;
            });
  }

  /** Whether the socket follows, or is about to. */
  boolean follows() {
    return door != null;
  }

  /** Begins to follow in place of the seat; fails as the operation does. */
  Future<Void> follow(NamedCalls.Asked asked) {
    BridgeDoor opened = new BridgeDoor(words, outlet, ended);
    door = opened;
    return bridge
        .calls()
        .instead(asked, call -> open(call, opened))
        .map(
            begun -> {
              if (door == opened) {
                stream = begun;
              } else { // unwanted meanwhile
                begun.closed();
              }
              return (Void) null;
            })
        .recover(
            cause -> {
              if (door == opened) {
                door = null;
                sitAgain();
              }
              return Future.failedFuture(cause);
            });
  }

  private Future<EventStream> open(Call call, BridgeDoor opened) {
    leaveSeat();
    EventFilter filter =
        new EventFilter(call.texts("types"), call.optionalLong("instance_id").orElse(null));
    return bridge.streams().open(call.user().userId(), filter, call.text("after"), opened);
  }

  /** Follows no more; whether it did. */
  boolean unfollow() {
    if (!shut()) {
      return false;
    }
    sitAgain();
    return true;
  }

  private boolean shut() {
    BridgeDoor open = door;
    EventStream following = stream;
    door = null;
    stream = null;
    if (open != null) {
      open.shut();
    }
    if (following != null) {
      following.closed();
    }
    return open != null;
  }

  /** Somebody else may have taken the place meanwhile; then the socket ends. */
  private void sitAgain() {
    Caller caller = user;
    if (seat == null && caller != null && !gone) {
      sit(caller).onFailure(full -> ended.accept(EventDoor.End.COME_BACK));
    }
  }

  private void leaveSeat() {
    Seat left = seat;
    seat = null;
    if (left != null) {
      left.leave();
    }
  }

  /** The client has gone. */
  void leave() {
    gone = true;
    boolean unused = shut();
    leaveSeat();
  }
}
