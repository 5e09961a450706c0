package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.AlertType;
import dev.arrway.domain.monitor.Severity;
import dev.arrway.feature.monitoring.GatewayAlertRows.NewAlert;
import dev.arrway.platform.event.EventDraft;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Alerts about the gateway itself: accounts whose logins are on hold after many wrong passwords,
 * and low disk space. Each active administrator has an alert of their own.
 */
public final class GatewayAlerts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private static final long MEGABYTE = 1_000_000;

  private final MonitoringParts parts;

  GatewayAlerts(MonitoringParts parts) {
    this.parts = parts;
  }

  /**
   * Opens alerts for an account on hold, or extends those that are open.
   *
   * @param until when the hold ends
   * @param known whether the wrong passwords came from a network from which the account has logged
   *     in before
   */
  public Future<Void> openLoginHold(String username, Instant until, boolean known) {
    String message =
        "Account '%s': logins from %s are on hold until %s after 10 wrong passwords"
            .formatted(username, known ? "one known address" : "new addresses", TIME.format(until));
    return open(new NewAlert(AlertType.LOGIN_HOLD, username, Severity.WARNING, message), until);
  }

  /** Closes the alerts of an account that is no longer on hold. */
  public Future<Void> closeLoginHold(String username) {
    return close(AlertType.LOGIN_HOLD, username);
  }

  /**
   * Opens alerts for low disk space, or keeps those that are open.
   *
   * @param free the free space in bytes
   * @param limit the free space below which the alert opens, in bytes
   */
  public Future<Void> openStorageLow(long free, long limit) {
    String message =
        ("The disk of Arrway's data has %d MB free, less than the %d MB of data.min_free_space:"
                + " nothing more is imported")
            .formatted(free / MEGABYTE, limit / MEGABYTE);
    return open(new NewAlert(AlertType.STORAGE_LOW, "", Severity.CRITICAL, message), null);
  }

  /** Closes the alerts for low disk space. */
  public Future<Void> closeStorageLow() {
    return close(AlertType.STORAGE_LOW, "");
  }

  /** Closes the alerts of holds that have ended. */
  Future<Void> closeEnded() {
    return told(
        AlertEvents::closed,
        c -> GatewayAlertRows.closeEnded(c, AlertType.LOGIN_HOLD, parts.clock().instant()));
  }

  private Future<Void> open(NewAlert alert, @Nullable Instant until) {
    return told(
        AlertEvents::opened, c -> GatewayAlertRows.open(c, alert, parts.clock().instant(), until));
  }

  private Future<Void> close(AlertType type, String subject) {
    return told(
        AlertEvents::closed,
        c -> GatewayAlertRows.close(c, type, subject, parts.clock().instant()));
  }

  private Future<Void> told(
      BiFunction<Long, Alert, EventDraft> event,
      Function<SqlConnection, Future<List<AlertRows.Owned>>> change) {
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
