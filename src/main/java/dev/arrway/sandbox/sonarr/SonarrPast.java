package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Quality;
import dev.arrway.sandbox.arr.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a library that has been in use shows: events of its files, and a season on its way. */
final class SonarrPast {
  private static final int EVENTS_AT_MOST = 2_000;
  private static final int QUEUE_AT_MOST = 4;
  private static final long SIZE = 9_000_000_000L;

  private SonarrPast() {}

  static void fill(ArrState state, SonarrLibrary library) {
    for (var series : library.list()) {
      for (var episode : library.episodes(series.id())) {
        var file = episode.file();
        if (file != null && state.history().size() < EVENTS_AT_MOST) {
          event(state, series, episode, file, "grabbed", file.added().minusSeconds(1_200));
          event(state, series, episode, file, "downloadFolderImported", file.added());
        }
      }
    }
    library.list().stream()
        .filter(series -> series.monitored() && wanted(library, series).size() >= 2)
        .findFirst()
        .ifPresent(series -> downloads(state, library, series));
  }

  private static List<Episode> wanted(SonarrLibrary library, Series series) {
    return library.episodes(series.id()).stream()
        .filter(episode -> episode.monitored() && !episode.hasFile())
        .limit(QUEUE_AT_MOST)
        .toList();
  }

  static void imported(ArrState state, SonarrLibrary library, Episode episode, EpisodeFile file) {
    library
        .get(episode.seriesId())
        .ifPresent(
            series -> event(state, series, episode, file, "downloadFolderImported", Instant.now()));
  }

  /** What a search found: an event, and a download unless there is one already. */
  static void grabbed(ArrState state, SonarrLibrary library, Episode episode) {
    var quality = state.vendor().quality("WEBDL-1080p");
    var file = new EpisodeFile(0, quality, SIZE, Instant.now());
    library
        .get(episode.seriesId())
        .ifPresent(
            series -> {
              event(state, series, episode, file, "grabbed", Instant.now());
              var id = Integer.valueOf(episode.id());
              if (state.queue().where(row -> id.equals(row.getInteger("episodeId"))).count() == 0) {
                var name = release(series, episode.label(), quality);
                download(state, series, episode, name, hash(episode.id()));
              }
            });
  }

  static String release(Series series, String part, Quality quality) {
    var name = series.title().dotted();
    return name + "." + part + "." + quality.tag() + ".x264-QUARTZ";
  }

  static String hash(int number) {
    return String.format("%08X", number * 2_654_435_761L & 0xffff_ffffL).repeat(5);
  }

  static void grabbed(ArrState state, Series series, Episode episode, EpisodeFile file) {
    event(state, series, episode, file, "grabbed", Instant.now());
  }

  /** Such an event names the file, and no download. */
  static void fileDeleted(ArrState state, Series series, Episode episode) {
    var file = episode.file();
    if (file != null) {
      var id = event(state, series, episode, file, "episodeFileDeleted", Instant.now());
      state
          .history()
          .change(
              id,
              row -> {
                row.remove("downloadId");
                return row.put("sourceTitle", path(series, episode))
                    .put("data", Wire.object("reason", "Manual"));
              });
    }
  }

  /** Where the file of an episode lies. */
  static String path(Series series, Episode episode) {
    return String.format(
        "%s/Season %02d/%s - %s.mkv",
        series.path(), episode.season(), series.title().folder(), episode.label());
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private static int event(
      ArrState state, Series series, Episode episode, EpisodeFile file, String type, Instant at) {
    var name = release(series, episode.label(), file.quality());
    return state
        .history()
        .add(
            Wire.object(
                "episodeId",
                episode.id(),
                "seriesId",
                series.id(),
                "sourceTitle",
                name,
                "languages",
                new JsonArray().add(Wire.english()),
                "quality",
                file.quality().model(),
                "customFormats",
                new JsonArray(),
                "customFormatScore",
                0,
                "qualityCutoffNotMet",
                false,
                "date",
                at,
                "downloadId",
                hash(episode.id()),
                "eventType",
                type,
                "data",
                data(type, series, name, file)))
        .getInteger("id");
  }

  private static JsonObject data(String type, Series series, String name, EpisodeFile file) {
    return type.equals("grabbed")
        ? Wire.object(
            "indexer", "Marble Index",
            "releaseGroup", "QUARTZ",
            "downloadClient", "qBittorrent",
            "protocol", "2",
            "size", String.valueOf(file.size()))
        : Wire.object(
            "fileId",
            String.valueOf(file.id()),
            "droppedPath",
            "/downloads/" + name + ".mkv",
            "importedPath",
            series.path() + "/" + name + ".mkv",
            "downloadClient",
            "qBittorrent");
  }

  /** A season pack: a row for each episode, all of one download. */
  private static void downloads(ArrState state, SonarrLibrary library, Series series) {
    var quality = state.vendor().quality("WEBDL-1080p");
    for (var episode : wanted(library, series)) {
      var name = release(series, String.format("S%02d", episode.season()), quality);
      download(state, series, episode, name, hash(series.id()));
    }
  }

  private static void download(
      ArrState state, Series series, Episode episode, String name, String downloadId) {
    state
        .queue()
        .add(
            Wire.object(
                "seriesId",
                series.id(),
                "episodeId",
                episode.id(),
                "seasonNumber",
                episode.season(),
                "languages",
                new JsonArray().add(Wire.english()),
                "quality",
                state.vendor().quality("WEBDL-1080p").model(),
                "customFormats",
                new JsonArray(),
                "customFormatScore",
                0,
                "size",
                SIZE,
                "title",
                name,
                "estimatedCompletionTime",
                Instant.now().plus(2, ChronoUnit.HOURS),
                "added",
                Instant.now().minus(30, ChronoUnit.MINUTES),
                "status",
                "downloading",
                "trackedDownloadStatus",
                "ok",
                "trackedDownloadState",
                "downloading",
                "statusMessages",
                new JsonArray(),
                "downloadId",
                downloadId,
                "protocol",
                "torrent",
                "downloadClient",
                "qBittorrent",
                "downloadClientHasPostImportCategory",
                false,
                "indexer",
                "Marble Index",
                "outputPath",
                "/downloads/" + name,
                "episodeHasFile",
                false,
                "sizeleft",
                SIZE / 3,
                "timeleft",
                "02:00:00"));
  }
}
