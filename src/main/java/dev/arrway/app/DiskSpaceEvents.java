package dev.arrway.app;

import dev.arrway.event.EventDraft;
import dev.arrway.event.SqlEventLog;
import dev.arrway.identity.User;
import dev.arrway.identity.Users;
import dev.arrway.monitoring.GatewayAlerts;
import dev.arrway.store.Database;
import dev.arrway.store.DiskSpaceGuard;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events and alerts that tell each administrator when disk space runs low and when there is enough
 * again.
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

  /** Begins to tell; what is low already is told at once. */
  static void start(Database database, Users users, DiskSpaceGuard disk, GatewayAlerts alerts) {
    DiskSpaceEvents telling = new DiskSpaceEvents(database, users, disk, alerts);
    disk.onChange(telling::tell);
    if (disk.isLow()) {
      telling.tell(true);
    } else {
      telling.alert(false); // one may be open since before the gateway was stopped
    }
  }

  private void alert(boolean low) {
    Future<Void> told =
        low ? alerts.openStorageLow(disk.free(), disk.minFreeSpace()) : alerts.closeStorageLow();
    told.onFailure(
        cause -> log.warn("the alert of low disk space was not set: {}", cause.getMessage()));
  }

  private void tell(boolean low) {
    alert(low);
    users
        .administrators()
        .compose(all -> database.asSystem(c -> events.append(c, drafts(all, low))))
        .onFailure(cause -> log.warn("low disk space was not told: {}", cause.getMessage()));
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
