package dev.arrway.feature.schedules;

import java.time.Instant;

/**
 * The right to do one run of a schedule, for as long as its lease.
 *
 * @param runId names the lease, and the run's row
 * @param scheduled whether its time had come; otherwise somebody asked for it
 */
record Claim(Schedule schedule, long runId, boolean scheduled, Instant startedAt) {
  String traceId() {
    return "search-" + schedule.id() + "-" + runId;
  }
}
