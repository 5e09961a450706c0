package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Profiles;
import dev.arrway.sandbox.arr.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes series and episodes as Sonarr does. */
final class SeriesJson {
  private final ArrState state;
  private final SonarrLibrary library;

  SeriesJson(ArrState state, SonarrLibrary library) {
    this.state = state;
    this.library = library;
  }

  JsonObject series(Series series) {
    var episodes = library.episodes(series.id());
    var statistics = statistics(episodes);
    statistics.put("seasonCount", numbers(episodes).stream().filter(n -> n > 0).count());
    return title(series.title(), episodes)
        .mergeIn(
            Wire.object(
                "seasons", seasons(episodes, series.seasonsOff(), true),
                "path", series.path(),
                "qualityProfileId", series.profileId(),
                "seasonFolder", series.seasonFolder(),
                "monitored", series.monitored(),
                "seriesType", series.type(),
                "rootFolderPath", series.rootFolder(),
                "tags", Wire.array(series.tags()),
                "added", series.added(),
                "statistics", statistics,
                "images", images(series.title(), series.id()),
                "id", series.id()));
  }

  /** A title that is not in the library: without an id and a path. */
  JsonObject found(Title title) {
    return title(title, EpisodePlan.of(title, 0))
        .mergeIn(
            Wire.object(
                "remotePoster",
                poster(title),
                "seasons",
                seasons(EpisodePlan.of(title, 0), List.of(), false),
                "qualityProfileId",
                0,
                "seasonFolder",
                true,
                "monitored",
                true,
                "seriesType",
                "standard",
                "folder",
                title.folder(),
                "tags",
                new JsonArray(),
                "added",
                "0001-01-01T00:00:00Z",
                "images",
                images(title, 0)));
  }

  private static JsonObject title(Title title, List<Episode> episodes) {
    var last = aired(episodes, true);
    var next = aired(episodes, false);
    return Wire.object(
        "title",
        title.title(),
        "alternateTitles",
        alternates(title),
        "sortTitle",
        title.sorted(),
        "status",
        next == null ? "ended" : "continuing",
        "ended",
        next == null,
        "overview",
        "An invented series of " + title.year() + ".",
        "nextAiring",
        next,
        "previousAiring",
        last,
        "network",
        "Sandbox One",
        "airTime",
        "20:00",
        "originalLanguage",
        Wire.english(),
        "year",
        title.year(),
        "monitorNewItems",
        "all",
        "useSceneNumbering",
        false,
        "runtime",
        25 + title.id() % 35,
        "tvdbId",
        title.id(),
        "tvRageId",
        0,
        "tvMazeId",
        0,
        "tmdbId",
        0,
        "firstAired",
        Instant.parse(title.year() + "-01-10T00:00:00Z"),
        "lastAired",
        last,
        "cleanTitle",
        title.clean(),
        "imdbId",
        title.imdbId().isEmpty() ? null : title.imdbId(),
        "titleSlug",
        title.slug(),
        "certification",
        "TV-PG",
        "genres",
        new JsonArray().add(title.id() % 2 == 0 ? "Drama" : "Comedy"),
        "ratings",
        Wire.object("votes", title.id() % 900, "value", (40 + title.id() % 55) / 10.0),
        "languageProfileId",
        1);
  }

  private static @Nullable Instant aired(List<Episode> episodes, boolean past) {
    var now = Instant.now();
    var times = episodes.stream().map(Episode::airs).filter(at -> at.isBefore(now) == past);
    return (past ? times.max(Comparator.naturalOrder()) : times.min(Comparator.naturalOrder()))
        .orElse(null);
  }

  private static JsonArray alternates(Title title) {
    return Wire.array(
        title.alternates().stream()
            .map(name -> Wire.object("title", name, "seasonNumber", -1))
            .toList());
  }

  private static String poster(Title title) {
    return "https://image.example.invalid/tv/" + title.id() + ".jpg";
  }

  private JsonArray images(Title title, int id) {
    var local = state.settings().urlBase() + "/MediaCover/" + id + "/poster.jpg?lastWrite=1";
    return new JsonArray()
        .add(
            Wire.object(
                "coverType",
                "poster",
                "url",
                id == 0 ? poster(title) : local,
                "remoteUrl",
                poster(title)));
  }

  private static List<Integer> numbers(List<Episode> episodes) {
    return episodes.stream().map(Episode::season).distinct().sorted().toList();
  }

  private static JsonArray seasons(List<Episode> episodes, List<Integer> off, boolean counted) {
    return Wire.array(
        numbers(episodes).stream()
            .map(
                number ->
                    Wire.object(
                        "seasonNumber",
                        number,
                        "monitored",
                        !off.contains(number),
                        "statistics",
                        counted
                            ? statistics(
                                episodes.stream().filter(e -> e.season() == number).toList())
                            : null))
            .toList());
  }

  private static JsonObject statistics(List<Episode> episodes) {
    var now = Instant.now();
    var files = episodes.stream().map(Episode::file).filter(Objects::nonNull).toList();
    var counted =
        episodes.stream()
            .filter(one -> one.hasFile() || (one.monitored() && one.airs().isBefore(now)))
            .count();
    return Wire.object(
        "episodeFileCount",
        files.size(),
        "episodeCount",
        counted,
        "totalEpisodeCount",
        episodes.size(),
        "sizeOnDisk",
        files.stream().mapToLong(EpisodeFile::size).sum(),
        "releaseGroups",
        files.isEmpty() ? new JsonArray() : new JsonArray().add("QUARTZ"),
        "percentOfEpisodes",
        counted == 0 ? 0.0 : files.size() * 100.0 / counted);
  }

  JsonObject episode(Episode episode) {
    var file = episode.file();
    return Wire.object(
        "seriesId",
        episode.seriesId(),
        "tvdbId",
        1_000_000 + episode.id(),
        "episodeFileId",
        file == null ? 0 : file.id(),
        "seasonNumber",
        episode.season(),
        "episodeNumber",
        episode.number(),
        "title",
        "Part " + episode.number(),
        "airDate",
        episode.airs().toString().substring(0, 10),
        "airDateUtc",
        episode.airs(),
        "lastSearchTime",
        episode.lastSearch(),
        "runtime",
        40,
        "overview",
        "An invented episode.",
        "hasFile",
        file != null,
        "monitored",
        episode.monitored(),
        "absoluteEpisodeNumber",
        episode.season() == 0 ? null : episode.id() % 100,
        "unverifiedSceneNumbering",
        false,
        "id",
        episode.id());
  }

  JsonObject file(Episode episode, EpisodeFile file) {
    var series = library.get(episode.seriesId()).orElseThrow();
    var scene = SonarrPast.release(series, episode.label(), file.quality());
    var name =
        String.format(
            "Season %02d/%s - %s.mkv", episode.season(), series.title().folder(), episode.label());
    return Wire.object(
        "seriesId",
        series.id(),
        "seasonNumber",
        episode.season(),
        "relativePath",
        name,
        "path",
        series.path() + "/" + name,
        "size",
        file.size(),
        "dateAdded",
        file.added(),
        "sceneName",
        scene,
        "releaseGroup",
        "QUARTZ",
        "languages",
        new JsonArray().add(Wire.english()),
        "quality",
        file.quality().model(),
        "customFormats",
        new JsonArray(),
        "customFormatScore",
        0,
        "indexerFlags",
        0,
        "releaseType",
        "singleEpisode",
        "qualityCutoffNotMet",
        belowCutoff(episode),
        "id",
        file.id());
  }

  boolean belowCutoff(Episode episode) {
    var file = episode.file();
    return file != null
        && library
            .get(episode.seriesId())
            .flatMap(
                series ->
                    state
                        .profiles()
                        .read(
                            series.profileId(),
                            profile -> Profiles.belowCutoff(profile, file.quality())))
            .orElse(false);
  }
}
