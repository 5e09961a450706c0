package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Failure;
import dev.arrway.sandbox.arr.Shape;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** When Sonarr takes a series and when it answers 400; what it monitors of a new one. */
final class SeriesRules {
  private static final Set<String> MONITOR =
      Set.of(
          "unknown",
          "all",
          "future",
          "missing",
          "existing",
          "firstSeason",
          "lastSeason",
          "latestSeason",
          "pilot",
          "recent",
          "monitorSpecials",
          "unmonitorSpecials",
          "none",
          "skip");
  private static final Set<String> TYPES = Set.of("standard", "daily", "anime");
  private static final long RECENT = 90L * 24 * 3_600;

  private final ArrState state;
  private final SonarrLibrary library;

  SeriesRules(ArrState state, SonarrLibrary library) {
    this.state = state;
    this.library = library;
  }

  static Shape shape() {
    return new Shape()
        .ints("id", "tvdbId", "qualityProfileId", "year", "languageProfileId")
        .strings("title", "path", "rootFolderPath")
        .booleans("monitored", "seasonFolder")
        .intArrays("tags")
        .objectArrays("seasons")
        .oneOf("seriesType", TYPES)
        .oneOf("monitorNewItems", Set.of("all", "none"))
        .object(
            "addOptions",
            new Shape()
                .oneOf("monitor", MONITOR)
                .booleans("searchForMissingEpisodes", "searchForCutoffUnmetEpisodes"));
  }

  static Shape editor() {
    return new Shape()
        .intArrays("seriesIds", "tags")
        .ints("qualityProfileId")
        .strings("rootFolderPath")
        .booleans("monitored", "seasonFolder", "moveFiles", "deleteFiles", "addImportListExclusion")
        .oneOf("seriesType", TYPES)
        .oneOf("applyTags", Set.of("add", "remove", "replace"));
  }

  List<Failure> added(JsonObject body) {
    var failures = new ArrayList<>(profile(body));
    var title = body.getString("title", "");
    if (title.isBlank()) {
      failures.add(new Failure("Title", "'Title' must not be empty.", title));
    }
    var tvdbId = body.getInteger("tvdbId", 0);
    if (tvdbId <= 0) {
      failures.add(new Failure("TvdbId", "'Tvdb Id' must be greater than '0'.", tvdbId));
    } else if (library.byTvdb(tvdbId).isPresent()) {
      failures.add(new Failure("TvdbId", "This series has already been added", tvdbId));
    } else if (library.catalogue().byId(tvdbId).isEmpty()) {
      failures.add(new Failure("TvdbId", "A series with this ID was not found", tvdbId));
    }
    failures.addAll(place(body));
    if (state.version().startsWith("3.") && body.getInteger("languageProfileId", 0) <= 0) {
      failures.add(new Failure("LanguageProfileId", "Language profile does not exist", 0));
    }
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
    return state.rootFolders().list().stream()
            .anyMatch(folder -> trimmed(folder.getString("path")).equals(trimmed(root)))
        ? List.of()
        : Failure.of("RootFolderPath", "Root folder '" + root + "' does not exist", root);
  }

  static String trimmed(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Which episodes of a series without files a choice of {@code addOptions.monitor} takes. */
  static Predicate<Episode> monitored(Title title, String choice) {
    var last = EpisodePlan.of(title, 0).stream().mapToInt(Episode::season).max().orElse(0);
    var now = Instant.now();
    return switch (choice) {
      case "future" -> episode -> episode.season() > 0 && episode.airs().isAfter(now);
      case "recent" ->
          episode -> episode.season() > 0 && episode.airs().isAfter(now.minusSeconds(RECENT));
      case "firstSeason" -> episode -> episode.season() == 1;
      case "lastSeason", "latestSeason" -> episode -> episode.season() == last;
      case "pilot" -> episode -> episode.season() == 1 && episode.number() == 1;
      case "none", "existing" -> episode -> false;
      case "monitorSpecials" -> episode -> true;
      default -> episode -> episode.season() > 0;
    };
  }
}
