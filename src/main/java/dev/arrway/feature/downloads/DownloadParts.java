package dev.arrway.feature.downloads;

import dev.arrway.feature.outbox.Outbox;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.InstanceFanOut;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * What downloads work with.
 *
 * @param catalog finds a vendor by its type
 * @param mayRun whether an instance's failures allow work that nobody asked for
 * @param sources where new downloads come from
 * @param pollInterval how often each client is looked at; zero for never
 * @param torrentClient the name of the client that takes torrents, or empty
 * @param usenetClient the name of the client that takes Usenet downloads, or empty
 */
public record DownloadParts(
    Vertx vertx,
    Database database,
    EventLog events,
    InstanceDirectory directory,
    InstanceClient instances,
    Function<String, Upstream> catalog,
    InstanceFanOut every,
    Outbox outbox,
    LongPredicate mayRun,
    Sources sources,
    Duration pollInterval,
    String torrentClient,
    String usenetClient,
    Clock clock) {}
