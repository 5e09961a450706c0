package dev.arrway.feature.schedules;

import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import java.time.Clock;

/**
 * What schedules are made of.
 *
 * @param runsPerUser runs of one user's schedules that are under way at once
 */
public record ScheduleParts(
    Database database,
    EventLog events,
    Servers servers,
    SearchOutbox outbox,
    Clock clock,
    int runsPerUser) {}
