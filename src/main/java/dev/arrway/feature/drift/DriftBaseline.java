package dev.arrway.feature.drift;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One accepted state of an instance.
 *
 * @param version counts up from 1
 * @param current whether drift is measured against this one
 * @param upstreamVersion the version that ran then
 * @param counts objects by section, such as {@code quality_profiles} to 6
 * @param acceptedBy who accepted it, null when the gateway took it by itself
 */
public record DriftBaseline(
    long id,
    long instanceId,
    int version,
    boolean current,
    String upstreamVersion,
    Map<String, Integer> counts,
    @Nullable String acceptedBy,
    Instant acceptedAt) {}
