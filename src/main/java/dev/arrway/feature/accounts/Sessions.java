package dev.arrway.feature.accounts;

import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Slice;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** Where users are logged in. */
public final class Sessions {
  private final Database database;
  private final AccessChanges changes;
  private final Clock clock;

  Sessions(Database database, AccessChanges changes, Clock clock) {
    this.database = database;
    this.changes = changes;
    this.clock = clock;
  }

  /** The caller's live sessions, newest first. */
  public Future<Slice<Session>> list(Caller caller, int limit, int offset) {
    return database.asUser(
        caller.userId(),
        c ->
            SessionRows.list(
                c, caller.userId(), caller.sessionId(), clock.instant(), limit, offset));
  }

  /** Ends one of the caller's; fails with {@code not_found} for any other. */
  public Future<Void> end(Caller caller, long sessionId) {
    return Keyed.mayChange(caller)
        .compose(may -> revoke(caller.userId(), sessionId))
        .compose(
            ended ->
                ended
                    ? Future.succeededFuture()
                    : Future.failedFuture(Failure.notFound("session").asException()));
  }

  /** Ends the session of the caller; fails with {@code conflict} for a personal key. */
  public Future<Void> logout(Caller caller) {
    Long sessionId = caller.sessionId();
    return sessionId == null
        ? Future.failedFuture(Refusals.NO_SESSION.asException())
        : revoke(caller.userId(), sessionId).mapEmpty();
  }

  private Future<Boolean> revoke(long userId, long sessionId) {
    return database
        .asUser(userId, c -> SessionRows.revoke(c, userId, sessionId, clock.instant()))
        .map(
            ended -> {
              if (ended) {
                changes.publish(userId);
              }
              return ended;
            });
  }

  /** Forgets what ended so long ago, at most so many; how many that were. */
  Future<Integer> purge(Duration ago, int most) {
    return database.asSystem(c -> SessionRows.purge(c, clock.instant().minus(ago), most));
  }
}
