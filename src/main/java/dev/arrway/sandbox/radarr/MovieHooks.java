package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What Radarr tells those who want to hear of it. */
final class MovieHooks {
  private MovieHooks() {}

  static void added(ArrState state, Movie movie) {
    tell(state, "onMovieAdded", "MovieAdded", movie, Wire.object("addMethod", "manual"));
  }

  static void deleted(ArrState state, Movie movie) {
    tell(
        state,
        "onMovieDelete",
        "MovieDelete",
        movie,
        Wire.object("deletedFiles", false, "movieFolderSize", 0L));
  }

  static void grabbed(ArrState state, Movie movie, MovieFile file) {
    tell(
        state,
        "onGrab",
        "Grab",
        movie,
        Wire.object(
                "release",
                Wire.object(
                    "quality",
                    file.quality().name(),
                    "qualityVersion",
                    1,
                    "releaseGroup",
                    file.group(),
                    "releaseTitle",
                    release(movie, file),
                    "indexer",
                    "Marble Index",
                    "size",
                    file.size(),
                    "customFormatScore",
                    0,
                    "customFormats",
                    new JsonArray(),
                    "indexerFlags",
                    new JsonArray()))
            .mergeIn(download(movie)));
  }

  static void imported(ArrState state, Movie movie, MovieFile file, @Nullable MovieFile replaced) {
    var more =
        Wire.object(
                "movieFile", file(movie, file),
                "isUpgrade", replaced != null,
                "release", Wire.object("releaseTitle", release(movie, file)))
            .mergeIn(download(movie));
    if (replaced != null) {
      more.put("deletedFiles", new JsonArray().add(file(movie, replaced)));
      var old = movie.file(replaced);
      RadarrPast.fileDeleted(state, old, "Upgrade");
      fileDeleted(state, old, "upgrade");
    }
    tell(state, replaced == null ? "onDownload" : "onUpgrade", "Download", movie, more);
  }

  static void renamed(ArrState state, Movie movie) {
    var file = movie.file();
    if (file != null) {
      var renamed = file(movie, file).put("previousPath", movie.path() + "/old.mkv");
      tell(
          state,
          "onRename",
          "Rename",
          movie,
          Wire.object("renamedMovieFiles", new JsonArray().add(renamed)));
    }
  }

  static void fileDeleted(ArrState state, Movie movie, String reason) {
    var file = movie.file();
    if (file != null) {
      tell(
          state,
          reason.equals("upgrade") ? "onMovieFileDeleteForUpgrade" : "onMovieFileDelete",
          "MovieFileDelete",
          movie,
          Wire.object("movieFile", file(movie, file), "deleteReason", reason));
    }
  }

  private static void tell(
      ArrState state, String occasion, String type, Movie movie, JsonObject more) {
    state
        .hooks()
        .tell(occasion, state.payload(type).put("movie", movie(state, movie)).mergeIn(more));
  }

  private static JsonObject movie(ArrState state, Movie movie) {
    var title = movie.title();
    var tags = new JsonArray();
    movie.tags().forEach(id -> state.tags().get(id).ifPresent(t -> tags.add(t.getString("label"))));
    return Wire.object(
        "id",
        movie.id(),
        "title",
        title.title(),
        "year",
        title.year(),
        "releaseDate",
        title.year() + "-06-15",
        "folderPath",
        movie.path(),
        "tmdbId",
        title.id(),
        "imdbId",
        title.imdbId().isEmpty() ? null : title.imdbId(),
        "overview",
        "An invented film of " + title.year() + ".",
        "genres",
        new JsonArray(),
        "images",
        new JsonArray(),
        "tags",
        tags,
        "originalLanguage",
        Wire.english());
  }

  private static JsonObject file(Movie movie, MovieFile file) {
    var path = RadarrPast.path(movie, file);
    return Wire.object(
        "id", file.id(),
        "relativePath", path.substring(path.lastIndexOf('/') + 1),
        "path", path,
        "quality", file.quality().name(),
        "qualityVersion", 1,
        "releaseGroup", file.group(),
        "sceneName", release(movie, file),
        "size", file.size(),
        "dateAdded", file.added(),
        "languages", new JsonArray().add(Wire.english()));
  }

  private static JsonObject download(Movie movie) {
    return Wire.object(
        "downloadClient", "qBittorrent",
        "downloadClientType", "qBittorrent",
        "downloadId", RadarrLibrary.hash(movie));
  }

  private static String release(Movie movie, MovieFile file) {
    return RadarrLibrary.release(movie, file.quality(), file.group());
  }
}
