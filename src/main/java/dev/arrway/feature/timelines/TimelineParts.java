package dev.arrway.feature.timelines;

import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.Function;

/**
 * What timelines need.
 *
 * @param catalog finds a vendor by its type
 * @param clock when media servers are asked again
 */
public record TimelineParts(
    Vertx vertx,
    Database database,
    Bus bus,
    EventLog events,
    EventHistory history,
    InstanceDirectory directory,
    InstanceClient instances,
    Function<String, Upstream> catalog,
    Clock clock) {}
