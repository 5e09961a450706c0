package dev.arrway.schedule;

import dev.arrway.event.EventLog;
import dev.arrway.store.Database;
import java.time.Clock;

/** What schedules are made of. */
public record ScheduleParts(
    Database database, EventLog events, Servers servers, SearchOutbox outbox, Clock clock) {}
