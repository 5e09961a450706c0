package dev.arrway.feature.monitoring;

import dev.arrway.platform.store.Slice;
import java.time.Instant;

/**
 * A part of what was measured in a period.
 *
 * @param points the oldest first
 */
public record History(Instant from, Instant to, Resolution resolution, Slice<MetricPoint> points) {}
