package dev.arrway.domain.arr;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a title.
 *
 * @param id the upstream's id
 * @param movieId the movie in the upstream's library
 * @param seriesId the series in the upstream's library
 * @param episodeId the episode in the upstream's library
 * @param eventType such as {@code grabbed} or {@code download_folder_imported}
 * @param sourceTitle the release's name
 * @param quality the quality's name
 * @param occurredAt when it happened
 * @param downloadId joins it to a download client
 * @param data more, by kind of event; links are cut down to their hosts, since they hold keys
 */
public record HistoryItem(
    long id,
    @Nullable Long movieId,
    @Nullable Long seriesId,
    @Nullable Long episodeId,
    String eventType,
    String sourceTitle,
    @Nullable String quality,
    Instant occurredAt,
    @Nullable String downloadId,
    Map<String, String> data) {
  public HistoryItem {
    data = Map.copyOf(data);
  }
}
