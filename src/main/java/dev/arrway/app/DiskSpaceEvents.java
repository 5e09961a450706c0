package dev.arrway.app;

import dev.arrway.feature.accounts.User;
import dev.arrway.feature.accounts.Users;
import dev.arrway.feature.monitoring.GatewayAlerts;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.DiskSpaceGuard;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events and alerts for each administrator when disk space runs low and when it has
 * recovered.
 */
final class DiskSpaceEvents {
  private static final Logger log = LoggerFactory.getLogger(DiskSpaceEvents.class);

  private final Database database;
  private final Users users;
  private final DiskSpaceGuard disk;
  private final GatewayAlerts alerts;
  private final SqlEventLog events = new SqlEventLog();

  private DiskSpaceEvents(
      Database database, Users users, DiskSpaceGuard disk, GatewayAlerts alerts) {
    this.database = database;
    this.users = users;
    this.disk = disk;
    this.alerts = alerts;
  }

  /** Starts reporting changes; reports at once if disk space is low already. */
  static void start(Database database, Users users, DiskSpaceGuard disk, GatewayAlerts alerts) {
    DiskSpaceEvents reporter = new DiskSpaceEvents(database, users, disk, alerts);
    disk.onChange(reporter::report);
    if (disk.isLow()) {
      reporter.report(true);
    } else {
      reporter.updateAlert(false); // an alert may still be open from before a restart
    }
  }

  private void updateAlert(boolean low) {
    Future<Void> updated =
        low ? alerts.openStorageLow(disk.free(), disk.minFreeSpace()) : alerts.closeStorageLow();
    updated.onFailure(
        cause ->
            log.warn("the alert about low disk space was not updated: {}", cause.getMessage()));
  }

  private void report(boolean low) {
    updateAlert(low);
    users
        .administrators()
        .compose(all -> database.asSystem(c -> events.append(c, drafts(all, low))))
        .onFailure(
            cause ->
                log.warn("the event about disk space was not written: {}", cause.getMessage()));
  }

  private List<EventDraft> drafts(List<User> administrators, boolean low) {
    String type = low ? "gateway.storage_low" : "gateway.storage_recovered";
    Map<String, Object> data =
        Map.of("free_space", disk.free(), "min_free_space", disk.minFreeSpace());
    return administrators.stream()
        .map(user -> new EventDraft(user.id(), null, type, data))
        .toList();
  }
}
