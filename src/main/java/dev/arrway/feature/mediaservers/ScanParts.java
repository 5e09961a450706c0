package dev.arrway.feature.mediaservers;

import dev.arrway.feature.outbox.Outbox;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.platform.store.Database;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/**
 * What scans after imports work with.
 *
 * @param catalog finds a vendor by its type
 * @param window imports into one folder within this time lead to one scan
 */
public record ScanParts(
    Vertx vertx,
    Database database,
    Bus bus,
    EventHistory history,
    InstanceDirectory directory,
    Function<String, Upstream> catalog,
    Outbox outbox,
    Clock clock,
    Duration window) {
  /** The usual window. */
  public static final Duration WINDOW = Duration.ofSeconds(10);
}
