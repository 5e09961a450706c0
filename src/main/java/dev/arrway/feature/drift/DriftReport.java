package dev.arrway.feature.drift;

import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.drift.Difference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed on an instance since a baseline.
 *
 * @param baseline the baseline's version
 * @param acceptedAt when the baseline was taken
 * @param details the differences, by path
 * @param ignored differences that are left out because their paths are ignored
 * @param currentVersion the version that runs now
 * @param qualityProfilesCount quality profiles there now, null for kinds that have none
 * @param systemStatus what the instance says of itself now
 */
public record DriftReport(
    long instanceId,
    int baseline,
    Instant acceptedAt,
    List<Difference> details,
    int ignored,
    String currentVersion,
    @Nullable Integer qualityProfilesCount,
    @Nullable SystemStatus systemStatus) {
  public DriftReport {
    details = List.copyOf(details);
  }
}
