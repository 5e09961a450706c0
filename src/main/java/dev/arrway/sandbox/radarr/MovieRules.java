package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Failure;
import dev.arrway.sandbox.arr.Shape;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** When Radarr takes a movie and when it answers 400. */
final class MovieRules {
  private static final Set<String> MONITOR = Set.of("movieOnly", "movieAndCollection", "none");
  private static final Set<String> AVAILABILITY =
      Set.of("tba", "announced", "inCinemas", "released", "deleted");

  private final ArrState state;
  private final RadarrLibrary library;

  MovieRules(ArrState state, RadarrLibrary library) {
    this.state = state;
    this.library = library;
  }

  static Shape shape() {
    return new Shape()
        .ints("id", "tmdbId", "qualityProfileId", "year")
        .strings("title", "path", "rootFolderPath")
        .booleans("monitored")
        .intArrays("tags")
        .oneOf("minimumAvailability", AVAILABILITY)
        .object("addOptions", new Shape().oneOf("monitor", MONITOR).booleans("searchForMovie"));
  }

  static Shape editor() {
    return new Shape()
        .intArrays("movieIds", "tags")
        .ints("qualityProfileId")
        .strings("rootFolderPath")
        .booleans("monitored", "moveFiles", "deleteFiles", "addImportExclusion")
        .oneOf("applyTags", Set.of("add", "remove", "replace"))
        .oneOf("minimumAvailability", AVAILABILITY);
  }

  List<Failure> added(JsonObject body) {
    var failures = new ArrayList<>(profile(body));
    var tmdbId = body.getInteger("tmdbId", 0);
    if (tmdbId <= 0) {
      failures.add(new Failure("TmdbId", "'Tmdb Id' must be greater than '0'.", tmdbId));
    } else if (library.byTmdb(tmdbId).isPresent()) {
      failures.add(new Failure("TmdbId", "This movie has already been added", tmdbId));
    } else if (library.catalogue().byId(tmdbId).isEmpty()) {
      failures.add(
          new Failure("TmdbId", "A movie with this ID was not found. Path: /movies", tmdbId));
    }
    failures.addAll(place(body));
    return failures;
  }

  List<Failure> profile(JsonObject body) {
    var id = body.getInteger("qualityProfileId", 0);
    if (id <= 0) {
      return Failure.of("QualityProfileId", "'Quality Profile Id' must be greater than '0'.", id);
    }
    return state.profiles().has(id)
        ? List.of()
        : Failure.of("QualityProfileId", "Quality Profile does not exist", id);
  }

  private List<Failure> place(JsonObject body) {
    var path = body.getString("path", "");
    var root = body.getString("rootFolderPath", "");
    if (!path.isEmpty()) {
      return path.startsWith("/")
          ? List.of()
          : Failure.of("Path", "Invalid Path: '" + path + "'", path);
    }
    if (root.isEmpty()) {
      return Failure.of("Path", "'Path' must not be empty.", null);
    }
    return configured(root)
        ? List.of()
        : Failure.of("RootFolderPath", "Root folder '" + root + "' does not exist", root);
  }

  private boolean configured(String root) {
    var wanted = trimmed(root);
    return state.rootFolders().list().stream()
        .anyMatch(folder -> trimmed(folder.getString("path")).equals(wanted));
  }

  static String trimmed(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
