package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Quality;
import dev.arrway.sandbox.arr.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** What a library that has been in use shows: events of its files, and some downloads. */
final class RadarrPast {
  private static final long SIZE = 6_000_000_000L;
  private static final List<String> STATES =
      List.of("downloading", "downloading", "completed", "queued", "warning", "paused");

  private RadarrPast() {}

  static void fill(ArrState state, List<Movie> movies, int events, int downloads) {
    for (var movie : movies) {
      var file = movie.file();
      if (file != null && state.history().size() < events) {
        event(state, movie, file, "grabbed", file.added().minus(20, ChronoUnit.MINUTES));
        event(state, movie, file, "downloadFolderImported", file.added());
      }
    }
    movies.stream()
        .filter(movie -> movie.monitored() && !movie.hasFile())
        .limit(downloads)
        .forEach(movie -> download(state, movie, STATES.get(state.queue().size() % STATES.size())));
  }

  static void imported(ArrState state, Movie movie, MovieFile file) {
    event(state, movie, file, "downloadFolderImported", Instant.now());
  }

  /** What a search found: an event, and a download unless there is one already. */
  static void grabbed(ArrState state, Movie movie) {
    var quality = state.vendor().quality("WEBDL-1080p");
    var file = new MovieFile(0, quality, SIZE, "QUARTZ", Instant.now());
    event(state, movie, file, "grabbed", Instant.now());
    var there =
        state.queue().where(row -> Integer.valueOf(movie.id()).equals(row.getInteger("movieId")));
    if (there.findAny().isEmpty()) {
      download(state, movie, "downloading");
    }
  }

  static void grabbed(ArrState state, Movie movie, MovieFile file) {
    event(state, movie, file, "grabbed", Instant.now());
  }

  static void renamed(ArrState state, Movie movie) {
    var file = movie.file();
    if (file != null) {
      event(state, movie, file, "movieFileRenamed", Instant.now());
    }
  }

  /** Such an event names the file, and no download. */
  static void fileDeleted(ArrState state, Movie movie, String reason) {
    var file = movie.file();
    if (file != null) {
      var id = event(state, movie, file, "movieFileDeleted", Instant.now());
      state
          .history()
          .change(
              id,
              row -> {
                row.remove("downloadId");
                return row.put("sourceTitle", path(movie, file))
                    .put("data", Wire.object("reason", reason));
              });
    }
  }

  /** Where the file of a movie lies. */
  static String path(Movie movie, MovieFile file) {
    return movie.path() + "/" + movie.title().folder() + " " + file.quality().name() + ".mkv";
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private static int event(ArrState state, Movie movie, MovieFile file, String type, Instant date) {
    var name = RadarrLibrary.release(movie, file.quality(), file.group());
    return state
        .history()
        .add(
            Wire.object(
                "movieId",
                movie.id(),
                "sourceTitle",
                name,
                "languages",
                RadarrLibrary.languages(),
                "quality",
                file.quality().model(),
                "customFormats",
                new JsonArray(),
                "customFormatScore",
                0,
                "qualityCutoffNotMet",
                false,
                "date",
                date,
                "downloadId",
                RadarrLibrary.hash(movie),
                "eventType",
                type,
                "data",
                data(type, movie, name, file)))
        .getInteger("id");
  }

  private static JsonObject data(String type, Movie movie, String name, MovieFile file) {
    if (type.equals("movieFileRenamed")) {
      return Wire.object("sourcePath", movie.path() + "/old.mkv", "path", path(movie, file));
    }
    return type.equals("grabbed")
        ? Wire.object(
            "indexer", "Marble Index",
            "releaseGroup", file.group(),
            "downloadClient", "qBittorrent",
            "protocol", "2",
            "size", String.valueOf(file.size()))
        : Wire.object(
            "fileId",
            String.valueOf(file.id()),
            "droppedPath",
            "/downloads/" + name + ".mkv",
            "importedPath",
            movie.path() + "/" + name + ".mkv",
            "downloadClient",
            "qBittorrent");
  }

  private static void download(ArrState state, Movie movie, String status) {
    Quality quality = state.vendor().quality("WEBDL-1080p");
    var done = status.equals("completed") || status.equals("warning");
    var name = RadarrLibrary.release(movie, quality, "QUARTZ");
    var warning = status.equals("warning");
    state
        .queue()
        .add(
            Wire.object(
                "movieId",
                movie.id(),
                "languages",
                RadarrLibrary.languages(),
                "quality",
                quality.model(),
                "customFormats",
                new JsonArray(),
                "customFormatScore",
                0,
                "size",
                SIZE,
                "title",
                name,
                "estimatedCompletionTime",
                done ? null : Instant.now().plus(1, ChronoUnit.HOURS),
                "added",
                Instant.now().minus(10, ChronoUnit.MINUTES),
                "status",
                status,
                "trackedDownloadStatus",
                warning ? "warning" : "ok",
                "trackedDownloadState",
                done ? "importPending" : "downloading",
                "statusMessages",
                messages(warning, name),
                "errorMessage",
                warning ? "The download is stalled with no connections" : null,
                "downloadId",
                RadarrLibrary.hash(movie).toUpperCase(Locale.ROOT),
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
                "sizeleft",
                done ? 0L : SIZE / 2,
                "timeleft",
                done ? "00:00:00" : "01:00:00"));
  }

  private static JsonArray messages(boolean warning, String name) {
    return warning
        ? new JsonArray()
            .add(
                Wire.object(
                    "title", name, "messages", new JsonArray().add("No files found to import")))
        : new JsonArray();
  }
}
