package dev.arrway.upstream.plex;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.arrway.platform.http.WireRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Plex sends as JSON, as far as it is used; everything may be absent. */
final class PlexWire {
  private PlexWire() {}

  /** {@code GET /identity}. */
  record Identity(@JsonProperty("MediaContainer") @Nullable Server container) {}

  /** The server. */
  record Server(@Nullable String machineIdentifier, @Nullable String version) {}

  /** {@code GET /library/sections}. */
  record Sections(@JsonProperty("MediaContainer") @Nullable SectionList container) {}

  /** Its libraries; the list is left out when there is none. */
  record SectionList(
      @Nullable Integer size,
      @JsonProperty("Directory") @Nullable List<WireRow<Section>> sections) {}

  /** A library. */
  record Section(
      @Nullable String key,
      @Nullable String type,
      @Nullable String title,
      @Nullable Boolean refreshing,
      @Nullable Long scannedAt,
      @JsonProperty("Location") @Nullable List<Location> locations) {}

  /** A folder. */
  record Location(@Nullable String path) {}

  /** {@code GET /activities}. */
  record Activities(@JsonProperty("MediaContainer") @Nullable ActivityList container) {}

  /** What it is busy with. */
  record ActivityList(@JsonProperty("Activity") @Nullable List<Activity> activities) {}

  /** Progress is 0 to 100, or -1 when it is not known. */
  record Activity(
      @Nullable String type,
      @Nullable Double progress,
      @JsonProperty("Context") @Nullable Map<String, @Nullable Object> context) {}

  /** A list of items. */
  record Items(@JsonProperty("MediaContainer") @Nullable ItemList container) {}

  /** A page; the total is told when it was asked for as a page. */
  record ItemList(
      @Nullable Integer size,
      @Nullable Integer totalSize,
      @JsonProperty("Metadata") @Nullable List<WireRow<Item>> items) {}

  /**
   * A movie, a show or an episode.
   *
   * @param guid the id that its agent gave it; {@code com.plexapp.agents.imdb://tt1?lang=en} of old
   *     agents
   * @param guids ids elsewhere, such as {@code tmdb://603}
   * @param index of an episode, within its season
   * @param parentIndex of an episode, its season
   * @param deletedAt when its file went away, until the trash is emptied
   */
  record Item(
      @Nullable String ratingKey,
      @Nullable String title,
      @Nullable Integer year,
      @Nullable String guid,
      @JsonProperty("Guid") @Nullable List<Id> guids,
      @Nullable Integer index,
      @Nullable Integer parentIndex,
      @Nullable Long addedAt,
      @Nullable Long deletedAt,
      @JsonProperty("Location") @Nullable List<Location> locations,
      @JsonProperty("Media") @Nullable List<Media> media) {}

  /** An id elsewhere. */
  record Id(@Nullable String id) {}

  /** A version of an item. */
  record Media(@JsonProperty("Part") @Nullable List<Part> parts) {}

  /** A file. */
  record Part(@Nullable String file) {}
}
