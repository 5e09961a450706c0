package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What Sonarr tells those who want to hear of it. */
final class SeriesHooks {
  private SeriesHooks() {}

  static void added(ArrState state, Series series) {
    tell(state, "onSeriesAdd", "SeriesAdd", series, new JsonObject());
  }

  static void deleted(ArrState state, Series series) {
    tell(state, "onSeriesDelete", "SeriesDelete", series, Wire.object("deletedFiles", false));
  }

  static void grabbed(ArrState state, Series series, Episode episode, EpisodeFile file) {
    tell(
        state,
        "onGrab",
        "Grab",
        series,
        Wire.object(
                "episodes", episodes(episode),
                "release",
                    Wire.object(
                        "quality",
                        file.quality().name(),
                        "qualityVersion",
                        1,
                        "releaseGroup",
                        "QUARTZ",
                        "releaseTitle",
                        release(series, episode, file),
                        "indexer",
                        "Marble Index",
                        "size",
                        file.size()))
            .mergeIn(download(episode)));
  }

  /** Each file is told of, and then the download as a whole, under the same name. */
  static void imported(
      ArrState state,
      Series series,
      Episode episode,
      EpisodeFile file,
      @Nullable EpisodeFile replaced) {
    var more =
        Wire.object(
                "episodes", episodes(episode),
                "episodeFile", file(series, episode, file),
                "isUpgrade", replaced != null)
            .mergeIn(download(episode));
    if (replaced != null) {
      more.put("deletedFiles", new JsonArray().add(file(series, episode, replaced)));
    }
    tell(state, replaced == null ? "onDownload" : "onUpgrade", "Download", series, more);
    tell(
        state,
        "onImportComplete",
        "Download",
        series,
        Wire.object(
                "episodes", episodes(episode),
                "episodeFiles", new JsonArray().add(file(series, episode, file)),
                "fileCount", 1,
                "sourcePath", "/downloads/" + release(series, episode, file),
                "destinationPath", series.path())
            .mergeIn(download(episode)));
  }

  static void fileDeleted(ArrState state, Series series, Episode episode) {
    var file = episode.file();
    if (file != null) {
      tell(
          state,
          "onEpisodeFileDelete",
          "EpisodeFileDelete",
          series,
          Wire.object(
              "episodes", episodes(episode),
              "episodeFile", file(series, episode, file),
              "deleteReason", "manual"));
    }
  }

  private static void tell(
      ArrState state, String occasion, String type, Series series, JsonObject more) {
    var title = series.title();
    var json =
        Wire.object(
            "id", series.id(),
            "title", title.title(),
            "titleSlug", title.slug(),
            "path", series.path(),
            "tvdbId", title.id(),
            "tvMazeId", 0,
            "tmdbId", 0,
            "imdbId", title.imdbId().isEmpty() ? null : title.imdbId(),
            "type", series.type(),
            "year", title.year(),
            "genres", new JsonArray(),
            "images", new JsonArray(),
            "tags", new JsonArray(),
            "originalLanguage", Wire.english());
    state.hooks().tell(occasion, state.payload(type).put("series", json).mergeIn(more));
  }

  private static JsonArray episodes(Episode episode) {
    return new JsonArray()
        .add(
            Wire.object(
                "id", episode.id(),
                "episodeNumber", episode.number(),
                "seasonNumber", episode.season(),
                "title", "Part " + episode.number(),
                "airDate", episode.airs().toString().substring(0, 10),
                "airDateUtc", episode.airs(),
                "seriesId", episode.seriesId(),
                "tvdbId", 1_000_000 + episode.id()));
  }

  private static JsonObject file(Series series, Episode episode, EpisodeFile file) {
    var path = SonarrPast.path(series, episode);
    return Wire.object(
        "id", file.id(),
        "relativePath", path.substring(series.path().length() + 1),
        "path", path,
        "quality", file.quality().name(),
        "qualityVersion", 1,
        "releaseGroup", "QUARTZ",
        "sceneName", release(series, episode, file),
        "size", file.size(),
        "dateAdded", file.added());
  }

  private static JsonObject download(Episode episode) {
    return Wire.object(
        "downloadClient", "qBittorrent",
        "downloadClientType", "qBittorrent",
        "downloadId", SonarrPast.hash(episode.id()));
  }

  private static String release(Series series, Episode episode, EpisodeFile file) {
    return SonarrPast.release(series, episode.label(), file.quality());
  }
}
