package dev.arrway.feature.arrs.web;

import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.upstream.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of an arr's long lists, as the contract spells them. */
final class ItemViews {
  private ItemViews() {}

  /** {@code QueueItem}. */
  record QueueView(
      long instanceId,
      String instanceName,
      long id,
      @Nullable Long movieId,
      @Nullable Long seriesId,
      @Nullable Long episodeId,
      String title,
      long size,
      long sizeLeft,
      @Nullable Long etaSeconds,
      String status,
      @Nullable String trackedStatus,
      @Nullable String trackedState,
      List<String> messages,
      @Nullable String error,
      @Nullable String downloadId,
      @Nullable String downloadClient,
      @Nullable String protocol,
      @Nullable String indexer,
      @Nullable String outputPath) {
    static QueueView of(Instance instance, QueueItem item) {
      return new QueueView(
          instance.id(),
          instance.name(),
          item.id(),
          item.movieId(),
          item.seriesId(),
          item.episodeId(),
          item.title(),
          item.size(),
          item.sizeLeft(),
          item.etaSeconds(),
          item.status(),
          item.trackedStatus(),
          item.trackedState(),
          item.messages(),
          item.error(),
          item.downloadId(),
          item.downloadClient(),
          item.protocol(),
          item.indexer(),
          item.outputPath());
    }
  }

  /** {@code HistoryItem}. */
  record HistoryView(
      long instanceId,
      String instanceName,
      long id,
      @Nullable Long movieId,
      @Nullable Long seriesId,
      @Nullable Long episodeId,
      String eventType,
      String sourceTitle,
      @Nullable String quality,
      @Nullable String downloadId,
      Instant occurredAt,
      Map<String, String> data) {
    static HistoryView of(Instance instance, HistoryItem item) {
      return new HistoryView(
          instance.id(),
          instance.name(),
          item.id(),
          item.movieId(),
          item.seriesId(),
          item.episodeId(),
          item.eventType(),
          item.sourceTitle(),
          item.quality(),
          item.downloadId(),
          item.occurredAt(),
          item.data());
    }
  }

  /** {@code WantedItem}. */
  record WantedView(
      long instanceId,
      String instanceName,
      String type,
      long libraryId,
      @Nullable Long episodeId,
      String title,
      @Nullable Integer year,
      @Nullable Integer season,
      @Nullable Integer episode,
      @Nullable String episodeTitle,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String imdbId,
      boolean monitored,
      @Nullable Instant releasedAt,
      @Nullable Instant lastSearchedAt) {
    static WantedView of(Instance instance, WantedItem item) {
      Long seriesId = item.seriesId();
      boolean movie = seriesId == null;
      return new WantedView(
          instance.id(),
          instance.name(),
          (movie ? LibraryKind.MOVIE : LibraryKind.SERIES).wireName(),
          Objects.requireNonNullElse(seriesId, item.id()),
          movie ? null : item.id(),
          item.title(),
          item.year(),
          item.season(),
          item.episode(),
          item.episodeTitle(),
          item.tmdbId(),
          item.tvdbId(),
          item.imdbId(),
          item.monitored(),
          item.airedAt(),
          item.lastSearchAt());
    }
  }
}
