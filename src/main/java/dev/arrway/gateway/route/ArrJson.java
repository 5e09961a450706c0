package dev.arrway.gateway.route;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.DiskSpace;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.domain.arr.WantedItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What instances say, as the API shows it. */
final class ArrJson {
  private ArrJson() {}

  /** The instance that an item is from. */
  record From(long id, String name) {}

  record Health(String source, String type, String message, @Nullable String wikiUrl) {
    static Health of(HealthIssue issue) {
      return new Health(issue.source(), issue.severity(), issue.message(), issue.wikiUrl());
    }
  }

  record Disk(
      long instanceId,
      String instanceName,
      String path,
      @Nullable String label,
      long freeSpace,
      long totalSpace) {
    static Disk of(From from, DiskSpace disk) {
      return new Disk(
          from.id(), from.name(), disk.path(), disk.label(), disk.freeBytes(), disk.totalBytes());
    }
  }

  record Folder(long id, String path, boolean accessible, @Nullable Long freeSpace) {
    static Folder of(RootFolder folder) {
      return new Folder(folder.id(), folder.path(), folder.accessible(), folder.freeBytes());
    }
  }

  record Indexer(
      long id,
      String name,
      @Nullable String implementation,
      @Nullable String protocol,
      int priority,
      boolean enableRss,
      boolean enableAutomaticSearch,
      boolean enableInteractiveSearch) {
    static Indexer of(ArrIndexer indexer) {
      return new Indexer(
          indexer.id(),
          indexer.name(),
          indexer.implementation(),
          indexer.protocol(),
          indexer.priority(),
          indexer.rss(),
          indexer.automaticSearch(),
          indexer.interactiveSearch());
    }
  }

  record Queued(
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
    static Queued of(From from, QueueItem q) {
      return new Queued(
          from.id(),
          from.name(),
          q.id(),
          q.movieId(),
          q.seriesId(),
          q.episodeId(),
          q.title(),
          q.size(),
          q.sizeLeft(),
          q.etaSeconds(),
          q.status(),
          q.trackedStatus(),
          q.trackedState(),
          q.messages(),
          q.error(),
          q.downloadId(),
          q.downloadClient(),
          q.protocol(),
          q.indexer(),
          q.outputPath());
    }
  }

  record Happened(
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
    static Happened of(From from, HistoryItem h) {
      return new Happened(
          from.id(),
          from.name(),
          h.id(),
          h.movieId(),
          h.seriesId(),
          h.episodeId(),
          h.eventType(),
          h.sourceTitle(),
          h.quality(),
          h.downloadId(),
          h.occurredAt(),
          h.data());
    }
  }

  record Lookup(
      String type,
      String title,
      @Nullable Integer year,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String imdbId,
      @Nullable String overview,
      @Nullable String status,
      @Nullable String posterUrl,
      boolean inLibrary,
      @Nullable Long libraryId) {
    static Lookup of(String type, LookupItem item) {
      return new Lookup(
          type,
          item.title(),
          item.year(),
          item.tmdbId(),
          item.tvdbId(),
          item.imdbId(),
          item.overview(),
          item.status(),
          null,
          item.libraryId() != null,
          item.libraryId());
    }
  }

  record Wanted(
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
    static Wanted of(From from, WantedItem w) {
      Long series = w.seriesId();
      return new Wanted(
          from.id(),
          from.name(),
          series == null ? "movie" : "series",
          series == null ? w.id() : series,
          series == null ? null : w.id(),
          w.title(),
          w.year(),
          w.season(),
          w.episode(),
          w.episodeTitle(),
          w.tmdbId(),
          w.tvdbId(),
          w.imdbId(),
          w.monitored(),
          w.airedAt(),
          w.lastSearchAt());
    }
  }

  record Held(
      long libraryId,
      String type,
      String title,
      @Nullable String originalTitle,
      @Nullable String sortTitle,
      @Nullable Integer year,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String imdbId,
      boolean monitored,
      boolean hasFile,
      @Nullable String status,
      @Nullable String minimumAvailability,
      long qualityProfileId,
      @Nullable String rootFolder,
      @Nullable String path,
      long size,
      @Nullable Instant addedAt,
      List<Long> tags,
      @Nullable Integer episodeCount,
      @Nullable Integer episodeFileCount) {
    static Held of(String type, LibraryItem i) {
      return new Held(
          i.id(),
          type,
          i.title(),
          i.originalTitle(),
          i.sortTitle(),
          i.year(),
          i.tmdbId(),
          i.tvdbId(),
          i.imdbId(),
          i.monitored(),
          i.hasFile(),
          i.status(),
          i.minimumAvailability(),
          i.qualityProfileId(),
          i.rootFolder(),
          i.path(),
          i.sizeOnDisk(),
          i.addedAt(),
          i.tags(),
          i.episodeCount(),
          i.episodeFileCount());
    }
  }
}
