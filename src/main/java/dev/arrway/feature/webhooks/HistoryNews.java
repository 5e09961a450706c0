package dev.arrway.feature.webhooks;

import dev.arrway.domain.arr.ArrNews;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.NewsKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates rows of an arr's history into the news that a webhook would have sent. */
final class HistoryNews {
  private static final Map<String, NewsKind> KINDS =
      Map.ofEntries(
          Map.entry("grabbed", NewsKind.GRABBED),
          Map.entry("download_folder_imported", NewsKind.IMPORTED),
          Map.entry("movie_folder_imported", NewsKind.IMPORTED),
          Map.entry("series_folder_imported", NewsKind.IMPORTED),
          Map.entry("download_failed", NewsKind.DOWNLOAD_FAILED),
          Map.entry("download_ignored", NewsKind.DOWNLOAD_IGNORED),
          Map.entry("movie_file_deleted", NewsKind.FILE_DELETED),
          Map.entry("episode_file_deleted", NewsKind.FILE_DELETED),
          Map.entry("movie_file_renamed", NewsKind.RENAMED),
          Map.entry("episode_file_renamed", NewsKind.RENAMED));

  private HistoryNews() {}

  /**
   * Returns the news that corresponds to a row; empty when there is none, or when the row is not
   * about a title.
   */
  static Optional<ArrNews> of(HistoryItem row) {
    NewsKind kind = KINDS.get(row.eventType());
    Long movie = row.movieId();
    Long id = movie != null ? movie : row.seriesId();
    if (kind == null || id == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ArrNews(
            kind,
            row.eventType(),
            new ArrNews.Subject(movie != null, id, null, null, null, null, null),
            episodes(row.episodeId()),
            files(kind, row),
            false,
            lower(row.data().get("reason")),
            row.downloadId(),
            release(kind, row),
            null));
  }

  private static List<ArrNews.Part> episodes(@Nullable Long id) {
    return id == null ? List.of() : List.of(new ArrNews.Part(id, null, null));
  }

  private static List<ArrNews.MediaFile> files(NewsKind kind, HistoryItem row) {
    Map<String, String> data = row.data();
    return switch (kind) {
      case IMPORTED -> List.of(file(row, number(data.get("fileId")), data.get("importedPath")));
      case FILE_DELETED -> List.of(file(row, number(data.get("fileId")), row.sourceTitle()));
      case RENAMED ->
          List.of(
              file(
                  row,
                  null,
                  data.getOrDefault("path", data.getOrDefault("relativePath", row.sourceTitle()))));
      default -> List.of();
    };
  }

  private static ArrNews.MediaFile file(HistoryItem row, @Nullable Long id, @Nullable String path) {
    return new ArrNews.MediaFile(id, path, row.quality(), number(row.data().get("size")));
  }

  private static ArrNews.@Nullable Release release(NewsKind kind, HistoryItem row) {
    return kind == NewsKind.FILE_DELETED || kind == NewsKind.RENAMED
        ? null
        : new ArrNews.Release(
            row.sourceTitle(),
            row.data().get("indexer"),
            row.quality(),
            kind == NewsKind.GRABBED ? number(row.data().get("size")) : null,
            row.data().get("downloadClient"));
  }

  private static @Nullable Long number(@Nullable String text) {
    return text != null && text.matches("[1-9]\\d{0,17}") ? Long.valueOf(text) : null;
  }

  /** {@code MissingFromDisk} as {@code missing_from_disk}. */
  private static @Nullable String lower(@Nullable String pascal) {
    return pascal == null
        ? null
        : pascal.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
