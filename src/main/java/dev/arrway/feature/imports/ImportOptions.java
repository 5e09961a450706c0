package dev.arrway.feature.imports;

import dev.arrway.feature.arrs.AddDefaults.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How titles are added.
 *
 * @param qualityProfileId a profile of the instance, or null for the usual one
 * @param rootFolder a root folder of the instance, or null for the usual one
 * @param minimumAvailability {@code announced}, {@code in_cinemas} or {@code released}; null for
 *     the first
 * @param search whether a search begins for each title that is added
 * @param tags ids of the instance's tags
 * @param batchSize 1 to 100
 * @param delaySeconds 0 to 3,600, between two batches
 * @param dryRun whether only what would happen is found out
 */
public record ImportOptions(
    @Nullable Long qualityProfileId,
    @Nullable String rootFolder,
    boolean monitored,
    @Nullable String minimumAvailability,
    boolean search,
    List<Long> tags,
    int batchSize,
    int delaySeconds,
    boolean dryRun) {
  public ImportOptions {
    tags = List.copyOf(tags);
  }

  /** The same with the place that titles go to. */
  ImportOptions in(Place place) {
    return new ImportOptions(
        place.qualityProfileId(),
        place.rootFolder(),
        monitored,
        minimumAvailability,
        search,
        tags,
        batchSize,
        delaySeconds,
        dryRun);
  }
}
