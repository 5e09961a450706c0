package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Profiles;
import dev.arrway.sandbox.arr.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes movies as Radarr does. */
final class MovieJson {
  private final ArrState state;
  private final int thisYear = Year.now(ZoneOffset.UTC).getValue();

  MovieJson(ArrState state) {
    this.state = state;
  }

  JsonObject movie(Movie movie) {
    var file = movie.file();
    var json = title(movie.title());
    json.mergeIn(
        Wire.object(
            "sizeOnDisk", file == null ? 0L : file.size(),
            "path", movie.path(),
            "qualityProfileId", movie.profileId(),
            "hasFile", file != null,
            "movieFileId", file == null ? 0 : file.id(),
            "monitored", movie.monitored(),
            "minimumAvailability", movie.minimumAvailability(),
            "isAvailable", movie.available(thisYear),
            "folderName", movie.path(),
            "rootFolderPath", movie.rootFolder(),
            "tags", Wire.array(movie.tags()),
            "added", movie.added(),
            "movieFile", file == null ? null : file(movie, file),
            "lastSearchTime", movie.lastSearch(),
            "statistics", statistics(file),
            "images", images(movie.title(), movie.id()),
            "id", movie.id()));
    return json;
  }

  /** A title that is not in the library: without an id, a path and a date of its own. */
  JsonObject found(Title title) {
    return title(title)
        .mergeIn(
            Wire.object(
                "sizeOnDisk",
                0L,
                "qualityProfileId",
                0,
                "hasFile",
                false,
                "movieFileId",
                0,
                "monitored",
                false,
                "minimumAvailability",
                "announced",
                "isAvailable",
                title.year() < thisYear,
                "folderName",
                "",
                "folder",
                title.folder(),
                "remotePoster",
                poster(title),
                "tags",
                new JsonArray(),
                "added",
                "0001-01-01T00:00:00Z",
                "statistics",
                statistics(null),
                "images",
                images(title, 0)));
  }

  private JsonObject title(Title title) {
    return Wire.object(
        "title",
        title.title(),
        "originalTitle",
        title.originalTitle(),
        "originalLanguage",
        Wire.english(),
        "alternateTitles",
        alternates(title),
        "secondaryYearSourceId",
        0,
        "sortTitle",
        title.sorted(),
        "status",
        title.year() < thisYear ? "released" : "announced",
        "overview",
        "An invented film of " + title.year() + ".",
        "inCinemas",
        releases(title).get(0),
        "physicalRelease",
        releases(title).get(2),
        "digitalRelease",
        releases(title).get(1),
        "releaseDate",
        title.year() + "-06-15T00:00:00Z",
        "website",
        "",
        "year",
        title.year(),
        "youTubeTrailerId",
        "",
        "studio",
        "Sandbox Pictures",
        "runtime",
        80 + title.id() % 60,
        "cleanTitle",
        title.clean(),
        "imdbId",
        title.imdbId().isEmpty() ? null : title.imdbId(),
        "tmdbId",
        title.id(),
        "titleSlug",
        String.valueOf(title.id()),
        "certification",
        "PG",
        "genres",
        new JsonArray().add(title.id() % 2 == 0 ? "Drama" : "Adventure"),
        "keywords",
        new JsonArray(),
        "ratings",
        ratings(title),
        "popularity",
        title.id() % 900 / 10.0);
  }

  /**
   * In cinemas, digital, and on disc; of every fifth title the disc comes out this year, so that
   * calendars have something to show.
   */
  static List<Instant> releases(Title title) {
    var january = Instant.parse(title.year() + "-01-01T00:00:00Z");
    var anew = title.id() % 5 == 0;
    var disc = anew ? Instant.parse(Year.now(ZoneOffset.UTC) + "-01-01T00:00:00Z") : january;
    var days = title.id() / 5 % 365;
    return List.of(
        january.plus(59, ChronoUnit.DAYS),
        Instant.parse(title.year() + "-06-15T00:00:00Z"),
        disc.plus(anew ? days : 212, ChronoUnit.DAYS));
  }

  private static JsonArray alternates(Title title) {
    var all = new JsonArray();
    for (var name : title.alternates()) {
      all.add(
          Wire.object(
              "sourceType",
              "tmdb",
              "movieMetadataId",
              title.id(),
              "title",
              name,
              "id",
              title.id() % 1_000_000 * 10 + all.size() + 1));
    }
    return all;
  }

  private static JsonObject ratings(Title title) {
    var value = 40 + title.id() % 55;
    return Wire.object(
        "tmdb",
        Wire.object("votes", 100 + title.id() % 5_000, "value", value / 10.0, "type", "user"));
  }

  private static String poster(Title title) {
    return "https://image.example.invalid/t/p/original/" + title.id() + ".jpg";
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

  private static JsonObject statistics(@org.jspecify.annotations.Nullable MovieFile file) {
    return Wire.object(
        "movieFileCount", file == null ? 0 : 1,
        "sizeOnDisk", file == null ? 0L : file.size(),
        "releaseGroups", file == null ? new JsonArray() : new JsonArray().add(file.group()));
  }

  JsonObject file(Movie movie, MovieFile file) {
    var scene = RadarrLibrary.release(movie, file.quality(), file.group());
    var name = movie.title().folder() + " " + file.quality().name() + ".mkv";
    return Wire.object(
        "movieId",
        movie.id(),
        "relativePath",
        name,
        "path",
        movie.path() + "/" + name,
        "size",
        file.size(),
        "dateAdded",
        file.added(),
        "sceneName",
        scene,
        "releaseGroup",
        file.group(),
        "edition",
        "",
        "languages",
        RadarrLibrary.languages(),
        "quality",
        file.quality().model(),
        "customFormats",
        new JsonArray(),
        "customFormatScore",
        0,
        "indexerFlags",
        0,
        "originalFilePath",
        scene + "/" + scene + ".mkv",
        "qualityCutoffNotMet",
        belowCutoff(movie),
        "id",
        file.id());
  }

  boolean belowCutoff(Movie movie) {
    var file = movie.file();
    return file != null
        && state
            .profiles()
            .read(movie.profileId(), profile -> Profiles.belowCutoff(profile, file.quality()))
            .orElse(false);
  }
}
