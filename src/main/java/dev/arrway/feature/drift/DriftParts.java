package dev.arrway.feature.drift;

import dev.arrway.feature.outbox.Outbox;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import java.time.Clock;

/** The services that the detection of drift uses. */
public record DriftParts(
    Database database,
    EventLog events,
    InstanceDirectory directory,
    InstanceClient instances,
    Outbox outbox,
    Offload offload,
    Clock clock) {}
