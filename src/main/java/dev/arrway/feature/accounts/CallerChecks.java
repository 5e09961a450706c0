package dev.arrway.feature.accounts;

import dev.arrway.platform.access.CredentialChecks;
import dev.arrway.platform.store.Database;
import dev.arrway.protocol.Caller;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks of callers by what the database has of their sessions and personal keys. */
final class CallerChecks implements CredentialChecks {
  /** Callers that are read with one query. */
  private static final int MOST_AT_ONCE = 1_000;

  private final Database database;
  private final Standings<Long> sessions;
  private final Standings<Long> keys;
  private final Clock clock;
  private final LongConsumer forget;

  /**
   * Creates checks.
   *
   * @param sessions by the session's id
   * @param keys by the key's id
   * @param forget has what is known of a user dropped, once it is found to be old
   */
  CallerChecks(
      Database database,
      Standings<Long> sessions,
      Standings<Long> keys,
      Clock clock,
      LongConsumer forget) {
    this.database = database;
    this.sessions = sessions;
    this.keys = keys;
    this.clock = clock;
    this.forget = forget;
  }

  @Override
  public Future<Caller> recheck(Caller caller) {
    Long session = caller.sessionId();
    Long key = caller.keyId();
    if (session == null && key == null) {
      return refuse(Optional.empty());
    }
    return (session != null ? sessions.get(session) : keys.get(Objects.requireNonNull(key)))
        .compose(
            found ->
                found.filter(now -> counts(caller, now)).isPresent()
                    ? Future.succeededFuture(caller)
                    : refuse(found));
  }

  private static Future<Caller> refuse(Optional<Standing> found) {
    boolean lockedOut = found.isPresent() && !found.get().active();
    return Future.failedFuture(
        (lockedOut ? Refusals.LOCKED_OUT : Refusals.NO_CREDENTIALS).asException());
  }

  @Override
  public Future<Set<Caller>> findEnded(Collection<Caller> callers) {
    Set<Caller> ended = new HashSet<>();
    List<Caller> all = List.copyOf(new HashSet<>(callers));
    Future<Void> checked = Future.succeededFuture();
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      List<Caller> some = all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE));
      checked = checked.compose(done -> addEnded(some, ended));
    }
    return checked.map(ended);
  }

  private Future<Void> addEnded(List<Caller> callers, Set<Caller> ended) {
    return database
        .asSystem(
            c ->
                Standing.findSessions(c, ids(callers, Caller::sessionId))
                    .compose(
                        ofSessions ->
                            Standing.findKeys(c, ids(callers, Caller::keyId))
                                .map(ofKeys -> List.of(byId(ofSessions), byId(ofKeys)))))
        .map(
            known -> {
              callers.stream()
                  .filter(caller -> !stillCounts(caller, known.get(0), known.get(1)))
                  .forEach(
                      caller -> {
                        forget.accept(caller.userId());
                        ended.add(caller);
                      });
              return null;
            });
  }

  private boolean stillCounts(
      Caller caller, Map<Long, Standing> sessions, Map<Long, Standing> keys) {
    Standing now =
        caller.sessionId() != null ? sessions.get(caller.sessionId()) : keys.get(caller.keyId());
    return now != null && counts(caller, now);
  }

  private static List<Long> ids(List<Caller> callers, Function<Caller, @Nullable Long> id) {
    return callers.stream().map(id).filter(Objects::nonNull).toList();
  }

  private static Map<Long, Standing> byId(List<Standing> standings) {
    return standings.stream().collect(Collectors.toMap(Standing::id, Function.identity()));
  }

  /** Whether a credential gives now what it gave when the caller was authenticated with it. */
  private boolean counts(Caller caller, Standing now) {
    return now.active()
        && now.live()
        && now.userId() == caller.userId()
        && now.role() == caller.role()
        && now.version() == caller.tokenVersion()
        && clock.instant().isBefore(now.expiresAt())
        && clock.instant().isBefore(caller.expiresAt());
  }
}
