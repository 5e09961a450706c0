package dev.arrway.monitoring;

import dev.arrway.event.EventDraft;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Alerts of accounts whose logins are on hold after many wrong passwords. Every active
 * administrator has an alert of his own, which closes when the hold ends.
 */
public final class LoginAlerts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final MonitoringParts parts;

  LoginAlerts(MonitoringParts parts) {
    this.parts = parts;
  }

  /**
   * Opens alerts for an account, or prolongs those that are open.
   *
   * @param until when the hold ends
   * @param known whether the wrong passwords came from a network from which the account has logged
   *     in before
   */
  public Future<Void> open(String username, Instant until, boolean known) {
    String message =
        "Account '%s': logins from %s are on hold until %s after 10 wrong passwords"
            .formatted(username, known ? "one known address" : "new addresses", TIME.format(until));
    return told(
        AlertEvents::opened,
        c -> LoginAlertRows.open(c, username, message, parts.clock().instant(), until));
  }

  /** Closes the alerts of an account. */
  public Future<Void> close(long userId) {
    return told(AlertEvents::closed, c -> LoginAlertRows.close(c, userId, parts.clock().instant()));
  }

  /** Closes the alerts whose holds have ended. */
  Future<Void> closeEnded() {
    return told(AlertEvents::closed, c -> LoginAlertRows.closeEnded(c, parts.clock().instant()));
  }

  private Future<Void> told(
      BiFunction<Long, Alert, EventDraft> event,
      java.util.function.Function<SqlConnection, Future<List<AlertRows.Owned>>> change) {
    return parts
        .database()
        .asSystem(
            c ->
                change
                    .apply(c)
                    .compose(
                        changed ->
                            parts
                                .events()
                                .append(
                                    c,
                                    changed.stream()
                                        .map(one -> event.apply(one.ownerId(), one.alert()))
                                        .toList())));
  }
}
