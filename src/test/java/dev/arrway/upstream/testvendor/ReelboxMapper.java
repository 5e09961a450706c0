package dev.arrway.upstream.testvendor;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CalendarRelease;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.upstream.DiskSpace;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

final class ReelboxMapper {
  private static final long MEGABYTE = 1L << 20;

  private ReelboxMapper() {}

  static SystemStatus status(ReelboxWire.About about) {
    return new SystemStatus(
        about.product(), null, about.release(), null, null, null, null, null, null, false, null);
  }

  static LibraryItem library(ReelboxWire.Film film) {
    return new LibraryItem(
        film.number(),
        known(film.dbNumber()),
        null,
        null,
        film.name(),
        null,
        null,
        List.of(),
        known(film.year()),
        null,
        film.watched(),
        film.here(),
        null,
        null,
        0,
        null,
        null,
        film.megabytes() * MEGABYTE,
        null,
        null,
        null,
        List.of());
  }

  static WantedItem wanted(ReelboxWire.Film film) {
    return new WantedItem(
        film.number(),
        null,
        film.name(),
        null,
        known(film.year()),
        null,
        null,
        known(film.dbNumber()),
        null,
        null,
        film.watched(),
        null,
        null,
        null,
        List.of());
  }

  static CalendarItem calendar(ReelboxWire.Premiere premiere) {
    ReelboxWire.Film film = premiere.film();
    return new CalendarItem(
        CalendarRelease.DIGITAL,
        premiere.number(),
        null,
        film.name(),
        null,
        known(film.year()),
        null,
        null,
        known(film.dbNumber()),
        null,
        null,
        LocalDate.parse(premiere.day()),
        null,
        null,
        film.watched(),
        film.here());
  }

  static LookupItem lookup(ReelboxWire.Film film) {
    Long id = film.number() == 0 ? null : film.number();
    return new LookupItem(
        film.name(), known(film.year()), known(film.dbNumber()), null, null, null, null, null, id);
  }

  static QueueItem queue(ReelboxWire.Load load) {
    return new QueueItem(
        load.number(),
        load.film(),
        null,
        null,
        load.file(),
        null,
        null,
        load.state(),
        null,
        null,
        null,
        List.of(),
        load.hash(),
        null,
        "torrent",
        null,
        null,
        load.megabytes() * MEGABYTE,
        load.left() * MEGABYTE,
        load.seconds(),
        null);
  }

  static HistoryItem history(ReelboxWire.Past past) {
    return new HistoryItem(
        past.number(),
        past.film(),
        null,
        null,
        past.what(),
        past.file(),
        null,
        Instant.ofEpochSecond(past.at()),
        null,
        Map.of());
  }

  static RootFolder folder(ReelboxWire.Place place) {
    return new RootFolder(place.number(), place.folder(), true, place.free() * MEGABYTE);
  }

  static DiskSpace disk(ReelboxWire.Place place) {
    return new DiskSpace(place.folder(), null, place.free() * MEGABYTE, place.all() * MEGABYTE);
  }

  static ArrTag tag(ReelboxWire.Word word) {
    return new ArrTag(word.number(), word.word());
  }

  static ArrIndexer indexer(ReelboxWire.Source source) {
    return new ArrIndexer(source.number(), source.name(), null, source.kind(), 1, true, true, true);
  }

  static HealthIssue health(ReelboxWire.Trouble trouble) {
    return new HealthIssue(trouble.from(), trouble.level(), trouble.text(), null);
  }

  private static Integer known(int value) {
    return value == 0 ? null : value;
  }
}
