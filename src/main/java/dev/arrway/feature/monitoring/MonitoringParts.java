package dev.arrway.feature.monitoring;

import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What monitoring works with.
 *
 * @param expectedVersions the versions of a type that the gateway was made for
 * @param interval between two samples of one instance; zero for none
 * @param rawRetention how long samples are kept
 * @param hourlyRetention how long hours and closed alerts are kept
 */
public record MonitoringParts(
    Database database,
    EventLog events,
    InstanceDirectory directory,
    InstanceClient instances,
    Function<String, List<String>> expectedVersions,
    Clock clock,
    Duration interval,
    Duration rawRetention,
    Duration hourlyRetention) {}
