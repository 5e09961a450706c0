package dev.arrway.upstream.jellyfin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.arrway.platform.http.WireRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Jellyfin sends and takes, as far as it is used; everything may be absent. */
final class JellyfinWire {
  private JellyfinWire() {}

  /** {@code GET /System/Info} and {@code /System/Info/Public}. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  record Info(@Nullable String productName, @Nullable String version, @Nullable String id) {}

  /**
   * A row of {@code GET /Library/VirtualFolders}.
   *
   * @param collectionType null for mixed content
   * @param refreshStatus {@code Idle}, {@code Queued} or {@code Active}
   * @param refreshProgress 0 to 100
   */
  @JsonNaming(UpperCamelCaseStrategy.class)
  record Folder(
      @Nullable String name,
      @Nullable String collectionType,
      @Nullable List<String> locations,
      @Nullable String itemId,
      @Nullable String refreshStatus,
      @Nullable Double refreshProgress) {}

  /** A row of {@code GET /ScheduledTasks}. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  record Task(
      @Nullable String key,
      @Nullable String state,
      @Nullable Double currentProgressPercentage,
      @Nullable Ended lastExecutionResult) {}

  /** How a task ended. */
  record Ended(
      @JsonProperty("Status") @Nullable String status,
      @JsonProperty("EndTimeUtc") @Nullable String endTime) {}

  /** {@code GET /Items}. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  record Items(@Nullable List<WireRow<Item>> items, @Nullable Integer totalRecordCount) {}

  /**
   * A movie, a series or an episode.
   *
   * @param locationType {@code Virtual} for what is known and not there
   * @param indexNumber of an episode, within its season
   * @param parentIndexNumber of an episode, its season
   * @param indexNumberEnd of a file with several episodes, the last
   */
  @JsonNaming(UpperCamelCaseStrategy.class)
  record Item(
      @Nullable String id,
      @Nullable String name,
      @Nullable Integer productionYear,
      @Nullable String path,
      @Nullable String locationType,
      @Nullable Map<String, @Nullable String> providerIds,
      @Nullable String dateCreated,
      @Nullable Integer indexNumber,
      @Nullable Integer parentIndexNumber,
      @Nullable Integer indexNumberEnd) {}

  /** {@code POST /Library/Media/Updated}. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  record Updates(List<Update> updates) {
    Updates {
      updates = List.copyOf(updates);
    }
  }

  /** A file or folder that changed; the server looks for itself how. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  record Update(String path, String updateType) {}
}
