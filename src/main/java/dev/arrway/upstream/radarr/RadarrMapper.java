package dev.arrway.upstream.radarr;

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
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.upstream.shared.arr.ArrMapper;
import dev.arrway.upstream.shared.arr.ArrValues;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what Radarr sends into the gateway's own values. */
final class RadarrMapper {
  private RadarrMapper() {}

  static LibraryItem library(RadarrWire.Movie movie) {
    String title = required(text(movie.title()), "title");
    return new LibraryItem(
        required(positive(movie.id()), "id"),
        positive(movie.tmdbId()),
        null,
        text(movie.imdbId()),
        title,
        text(movie.sortTitle()),
        text(movie.originalTitle()),
        ArrValues.titles(
            ArrValues.each(movie.alternateTitles()).map(RadarrWire.Titled::title), title),
        positive(movie.year()),
        positive(movie.secondaryYear()),
        yes(movie.monitored()),
        yes(movie.hasFile()),
        snake(movie.status()),
        snake(movie.minimumAvailability()),
        Objects.requireNonNullElse(movie.qualityProfileId(), 0L),
        text(movie.rootFolderPath()),
        text(movie.path()),
        size(movie),
        null,
        null,
        instant(movie.added()),
        ArrValues.each(movie.tags()).toList());
  }

  /** Newer builds send the size within the statistics as well, some of them only there. */
  private static long size(RadarrWire.Movie movie) {
    RadarrWire.Statistics statistics = movie.statistics();
    return bytes(
        ArrValues.<Double>first(
            movie.sizeOnDisk(), statistics == null ? null : statistics.sizeOnDisk()));
  }

  static LookupItem lookup(RadarrWire.Movie movie) {
    return new LookupItem(
        required(text(movie.title()), "title"),
        positive(movie.year()),
        positive(movie.tmdbId()),
        null,
        text(movie.imdbId()),
        text(movie.overview()),
        snake(movie.status()),
        null,
        positive(movie.id()));
  }

  static WantedItem wanted(RadarrWire.Movie movie) {
    return new WantedItem(
        required(positive(movie.id()), "id"),
        null,
        required(text(movie.title()), "title"),
        null,
        positive(movie.year()),
        null,
        null,
        positive(movie.tmdbId()),
        null,
        text(movie.imdbId()),
        yes(movie.monitored()),
        instant(
            ArrValues.first(
                movie.releaseDate(),
                movie.digitalRelease(),
                movie.physicalRelease(),
                movie.inCinemas())),
        instant(movie.lastSearchTime()),
        movie.isAvailable(),
        ArrValues.each(movie.tags()).toList());
  }

  /** A movie is in the calendar once for each of its releases, by the day alone. */
  static Stream<CalendarItem> calendar(RadarrWire.Movie movie) {
    long id = required(positive(movie.id()), "id");
    String title = required(text(movie.title()), "title");
    return Stream.of(
            release(movie, id, title, CalendarRelease.CINEMA, movie.inCinemas()),
            release(movie, id, title, CalendarRelease.DIGITAL, movie.digitalRelease()),
            release(movie, id, title, CalendarRelease.PHYSICAL, movie.physicalRelease()))
        .flatMap(each -> each);
  }

  private static Stream<CalendarItem> release(
      RadarrWire.Movie movie,
      long id,
      String title,
      CalendarRelease release,
      @Nullable String date) {
    LocalDate day = ArrValues.day(date);
    return day == null
        ? Stream.empty()
        : Stream.of(
            new CalendarItem(
                release,
                id,
                null,
                title,
                null,
                positive(movie.year()),
                null,
                null,
                positive(movie.tmdbId()),
                null,
                text(movie.imdbId()),
                day,
                null,
                positive(movie.runtime()),
                yes(movie.monitored()),
                yes(movie.hasFile())));
  }

  static QueueItem queue(RadarrWire.QueueRow row) {
    return new QueueItem(
        required(positive(row.id()), "id"),
        positive(row.movieId()),
        null,
        null,
        Objects.requireNonNullElse(row.title(), ""),
        null,
        null,
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

  static HistoryItem history(RadarrWire.HistoryRow row) {
    return new HistoryItem(
        required(positive(row.id()), "id"),
        positive(row.movieId()),
        null,
        null,
        snakeOr(row.eventType(), "unknown"),
        Objects.requireNonNullElse(row.sourceTitle(), ""),
        quality(row.quality()),
        required(instant(row.date()), "date"),
        text(row.downloadId()),
        ArrMapper.data(row.data()));
  }
}
