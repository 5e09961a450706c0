package dev.arrway.upstream.sonarr;

import static dev.arrway.upstream.shared.arr.ArrValues.bytes;
import static dev.arrway.upstream.shared.arr.ArrValues.instant;
import static dev.arrway.upstream.shared.arr.ArrValues.positive;
import static dev.arrway.upstream.shared.arr.ArrValues.quality;
import static dev.arrway.upstream.shared.arr.ArrValues.required;
import static dev.arrway.upstream.shared.arr.ArrValues.seconds;
import static dev.arrway.upstream.shared.arr.ArrValues.snake;
import static dev.arrway.upstream.shared.arr.ArrValues.snakeOr;
import static dev.arrway.upstream.shared.arr.ArrValues.text;
import static dev.arrway.upstream.shared.arr.ArrValues.yes;

import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CalendarRelease;
import dev.arrway.domain.arr.EpisodeItem;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.upstream.shared.arr.ArrMapper;
import dev.arrway.upstream.shared.arr.ArrValues;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what Sonarr sends into the gateway's own values. */
final class SonarrMapper {
  private static final SonarrWire.Statistics UNCOUNTED =
      new SonarrWire.Statistics(null, null, null);

  private SonarrMapper() {}

  static LibraryItem library(SonarrWire.Series series) {
    String title = required(text(series.title()), "title");
    SonarrWire.Statistics counts = Objects.requireNonNullElse(series.statistics(), UNCOUNTED);
    return new LibraryItem(
        required(positive(series.id()), "id"),
        positive(series.tmdbId()),
        positive(series.tvdbId()),
        text(series.imdbId()),
        title,
        text(series.sortTitle()),
        null,
        ArrValues.titles(
            ArrValues.each(series.alternateTitles()).map(SonarrWire.Titled::title), title),
        positive(series.year()),
        null,
        yes(series.monitored()),
        complete(counts),
        snake(series.status()),
        null,
        Objects.requireNonNullElse(series.qualityProfileId(), 0L),
        text(series.rootFolderPath()),
        text(series.path()),
        bytes(counts.sizeOnDisk()),
        counts.episodeCount(),
        counts.episodeFileCount(),
        instant(series.added()),
        ArrValues.each(series.tags()).toList());
  }

  /**
   * Sonarr counts as episodes those that have been broadcast and are monitored, or have a file; so
   * a series of which nothing has been broadcast is not complete.
   */
  private static boolean complete(SonarrWire.Statistics counts) {
    Integer episodes = positive(counts.episodeCount());
    Integer files = counts.episodeFileCount();
    return episodes != null && files != null && files >= episodes;
  }

  static LookupItem lookup(SonarrWire.Series series) {
    return new LookupItem(
        required(text(series.title()), "title"),
        positive(series.year()),
        positive(series.tmdbId()),
        positive(series.tvdbId()),
        text(series.imdbId()),
        text(series.overview()),
        snake(series.status()),
        seasons(series),
        positive(series.id()));
  }

  /** Without the specials. */
  private static @Nullable Integer seasons(SonarrWire.Series series) {
    return series.seasons() == null
        ? null
        : (int)
            ArrValues.each(series.seasons())
                .filter(season -> positive(season.seasonNumber()) != null)
                .count();
  }

  static WantedItem wanted(SonarrWire.Episode episode) {
    SonarrWire.Series series = required(episode.series(), "series");
    return new WantedItem(
        required(positive(episode.id()), "id"),
        required(ArrValues.first(positive(episode.seriesId()), positive(series.id())), "seriesId"),
        required(text(series.title()), "title"),
        text(episode.title()),
        null,
        episode.seasonNumber(),
        episode.episodeNumber(),
        null,
        positive(series.tvdbId()),
        text(series.imdbId()),
        yes(episode.monitored()) && yes(series.monitored()),
        instant(ArrValues.first(episode.airDateUtc(), episode.airDate())),
        instant(episode.lastSearchTime()),
        null,
        ArrValues.each(series.tags()).toList());
  }

  static EpisodeItem episode(SonarrWire.Episode episode) {
    return new EpisodeItem(
        required(positive(episode.id()), "id"),
        required(positive(episode.seriesId()), "seriesId"),
        required(episode.seasonNumber(), "seasonNumber"),
        required(episode.episodeNumber(), "episodeNumber"),
        yes(episode.monitored()),
        yes(episode.hasFile()));
  }

  /** None for an episode without a date. */
  static Stream<CalendarItem> calendar(SonarrWire.Episode episode) {
    SonarrWire.Series series = required(episode.series(), "series");
    long id = required(positive(episode.id()), "id");
    long seriesId =
        required(ArrValues.first(positive(episode.seriesId()), positive(series.id())), "seriesId");
    String title = required(text(series.title()), "title");
    Instant at = instant(episode.airDateUtc());
    LocalDate day = ArrValues.day(at == null ? episode.airDate() : at.toString());
    return day == null
        ? Stream.empty()
        : Stream.of(
            new CalendarItem(
                CalendarRelease.AIR,
                id,
                seriesId,
                title,
                text(episode.title()),
                null,
                episode.seasonNumber(),
                episode.episodeNumber(),
                null,
                positive(series.tvdbId()),
                text(series.imdbId()),
                day,
                at,
                ArrValues.first(positive(episode.runtime()), positive(series.runtime())),
                yes(episode.monitored()) && yes(series.monitored()),
                yes(episode.hasFile())));
  }

  static QueueItem queue(SonarrWire.QueueRow row) {
    SonarrWire.Episode episode = row.episode();
    return new QueueItem(
        required(positive(row.id()), "id"),
        null,
        positive(row.seriesId()),
        positive(row.episodeId()),
        Objects.requireNonNullElse(row.title(), ""),
        ArrValues.first(row.seasonNumber(), episode == null ? null : episode.seasonNumber()),
        episode == null ? null : episode.episodeNumber(),
        snakeOr(row.status(), "unknown"),
        snake(row.trackedDownloadStatus()),
        snake(row.trackedDownloadState()),
        text(row.errorMessage()),
        ArrMapper.messages(row.statusMessages()),
        text(row.downloadId()),
        text(row.downloadClient()),
        snake(row.protocol()),
        text(row.indexer()),
        quality(row.quality()),
        bytes(row.size()),
        bytes(row.sizeleft()),
        seconds(row.timeleft()),
        text(row.outputPath()));
  }

  static HistoryItem history(SonarrWire.HistoryRow row) {
    return new HistoryItem(
        required(positive(row.id()), "id"),
        null,
        positive(row.seriesId()),
        positive(row.episodeId()),
        snakeOr(row.eventType(), "unknown"),
        Objects.requireNonNullElse(row.sourceTitle(), ""),
        quality(row.quality()),
        required(instant(row.date()), "date"),
        text(row.downloadId()),
        ArrMapper.data(row.data()));
  }
}
