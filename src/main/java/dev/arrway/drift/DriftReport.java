package dev.arrway.drift;

import dev.arrway.domain.arr.SystemStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed on an instance since its baseline.
 *
 * @param currentVersion the version that runs now
 * @param qualityProfilesCount quality profiles there now, null for kinds that have none
 * @param systemStatus what the instance says of itself now
 */
public record DriftReport(
    long instanceId,
    List<DriftDetail> details,
    String currentVersion,
    @Nullable Integer qualityProfilesCount,
    @Nullable SystemStatus systemStatus) {
  public DriftReport {
    details = List.copyOf(details);
  }
}
