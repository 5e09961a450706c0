package dev.arrway.domain.arr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is being downloaded or imported. Sonarr lists one row an episode: a season pack
 * repeats its download id.
 *
 * @param id the upstream's id; unstable across its restarts
 * @param movieId the movie in the upstream's library
 * @param seriesId the series in the upstream's library
 * @param episodeId the episode in the upstream's library
 * @param title the release's name
 * @param season season number
 * @param episode episode number
 * @param status such as {@code downloading}, {@code paused} or {@code completed}
 * @param trackedStatus {@code ok}, {@code warning} or {@code error}
 * @param trackedState such as {@code import_pending}
 * @param error what is wrong, if anything
 * @param messages what the upstream says about it
 * @param downloadId upper-case info hash or NZB id: joins it to a download client
 * @param downloadClient the client's name
 * @param protocol {@code torrent} or {@code usenet}
 * @param indexer where it was found
 * @param quality the quality's name
 * @param size bytes in all
 * @param sizeLeft bytes that are still to come
 * @param etaSeconds seconds until it is done, if known
 * @param outputPath where it is downloaded to
 */
public record QueueItem(
    long id,
    @Nullable Long movieId,
    @Nullable Long seriesId,
    @Nullable Long episodeId,
    String title,
    @Nullable Integer season,
    @Nullable Integer episode,
    String status,
    @Nullable String trackedStatus,
    @Nullable String trackedState,
    @Nullable String error,
    List<String> messages,
    @Nullable String downloadId,
    @Nullable String downloadClient,
    @Nullable String protocol,
    @Nullable String indexer,
    @Nullable String quality,
    long size,
    long sizeLeft,
    @Nullable Long etaSeconds,
    @Nullable String outputPath) {
  public QueueItem {
    messages = List.copyOf(messages);
  }
}
