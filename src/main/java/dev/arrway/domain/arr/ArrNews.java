package dev.arrway.domain.arr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in an arr, whether it said so itself or its history shows it.
 *
 * @param eventType in the arr's own words
 * @param subject the movie or series, or null when it is about none
 * @param episodes those that it is about; series only
 * @param files those that came, went or were renamed
 * @param upgrade whether a file takes the place of a worse one
 * @param reason why a file went, such as {@code upgrade}
 * @param downloadId joins it to a download client; compare it without regard to case
 * @param note what health checks and updates say
 */
public record ArrNews(
    NewsKind kind,
    String eventType,
    @Nullable Subject subject,
    List<Part> episodes,
    List<MediaFile> files,
    boolean upgrade,
    @Nullable String reason,
    @Nullable String downloadId,
    @Nullable Release release,
    @Nullable Note note) {
  public ArrNews {
    episodes = List.copyOf(episodes);
    files = List.copyOf(files);
  }

  /** News of which only the kind is known. */
  public static ArrNews bare(NewsKind kind, String eventType) {
    return new ArrNews(kind, eventType, null, List.of(), List.of(), false, null, null, null, null);
  }

  /**
   * A movie or series.
   *
   * @param movie whether it is a movie
   * @param id the arr's id
   * @param title null when it was not said
   */
  public record Subject(
      boolean movie,
      long id,
      @Nullable String title,
      @Nullable Integer year,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String imdbId) {}

  /**
   * An episode.
   *
   * @param id the arr's id
   */
  public record Part(long id, @Nullable Integer season, @Nullable Integer episode) {}

  /**
   * A file.
   *
   * @param id the arr's id, which grows with every file; null when it was not said
   * @param path as the arr has it
   * @param size bytes
   */
  public record MediaFile(
      @Nullable Long id, @Nullable String path, @Nullable String quality, @Nullable Long size) {}

  /**
   * A release and where it went.
   *
   * @param size bytes
   */
  public record Release(
      @Nullable String title,
      @Nullable String indexer,
      @Nullable String quality,
      @Nullable Long size,
      @Nullable String client) {}

  /**
   * What health checks and updates say.
   *
   * @param source which check, or the version before
   * @param level such as {@code warning}; null for updates
   * @param message a sentence for people, or the version now
   */
  public record Note(@Nullable String source, @Nullable String level, @Nullable String message) {}
}
