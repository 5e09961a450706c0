package dev.arrway.drift;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One accepted state of an instance.
 *
 * @param version counts up from 1
 * @param current whether drift is measured against this one
 * @param upstreamVersion the version that ran then
 * @param acceptedBy who accepted it, null when the gateway took it by itself
 */
public record DriftBaseline(
    long id,
    long instanceId,
    int version,
    boolean current,
    String upstreamVersion,
    @Nullable String acceptedBy,
    Instant acceptedAt) {}
