package dev.arrway.feature.webhooks;

import dev.arrway.feature.libraries.LibraryEdits;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * What webhooks and the reading of histories work with.
 *
 * @param catalog finds a vendor by its type
 * @param mayRun whether an instance's failures allow work that nobody asked for
 * @param pollInterval between two looks at the history of an instance without a webhook; zero for
 *     none
 * @param reconcileInterval the same with a webhook, for what it did not tell; zero for none
 */
public record NewsParts(
    Vertx vertx,
    Database database,
    EventLog events,
    InstanceDirectory directory,
    InstanceClient instances,
    Function<String, Upstream> catalog,
    LibraryEdits library,
    Outbox outbox,
    LongPredicate mayRun,
    Duration pollInterval,
    Duration reconcileInterval,
    Clock clock) {}
