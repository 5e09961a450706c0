package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Call;
import dev.arrway.sandbox.arr.CommonRoutes;
import dev.arrway.sandbox.arr.Exclusions;
import dev.arrway.sandbox.arr.HistoryRoutes;
import dev.arrway.sandbox.arr.Paging;
import dev.arrway.sandbox.arr.QueueRoutes;
import dev.arrway.sandbox.arr.Reply;
import dev.arrway.sandbox.arr.Routes;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every operation of the simulated Radarr, and the ones that look up or list what is wanted. */
final class RadarrRoutes {
  private final RadarrLibrary library;
  private final MovieJson json;
  private final Paging<Movie> wanted;

  private RadarrRoutes(RadarrLibrary library, MovieJson json) {
    this.library = library;
    this.json = json;
    Comparator<Movie> byTitle =
        Comparator.<Movie, String>comparing(movie -> movie.title().sorted())
            .thenComparing(Movie::id);
    Comparator<Movie> byYear =
        Comparator.<Movie, Integer>comparing(movie -> movie.title().year())
            .thenComparing(Movie::id);
    Comparator<Movie> bySearch =
        Comparator.<Movie, Instant>comparing(
                movie -> Objects.requireNonNullElse(movie.lastSearch(), Instant.MIN))
            .thenComparing(Movie::id);
    this.wanted =
        new Paging<>(
            Map.of(
                "movieMetadata.sortTitle", byTitle,
                "movieMetadata.year", byYear,
                "movieMetadata.inCinemas", byYear,
                "movieMetadata.digitalRelease", byYear,
                "movieMetadata.physicalRelease", byYear,
                "movies.lastSearchTime", bySearch),
            "movieMetadata.sortTitle",
            json::movie);
  }

  static Routes make(ArrState state, RadarrLibrary library) {
    var routes = new Routes();
    var json = new MovieJson(state);
    var own = new RadarrRoutes(library, json);
    new CommonRoutes(
            state, id -> library.list().stream().anyMatch(movie -> movie.profileId() == id))
        .mount(routes);
    new QueueRoutes(state.queue(), own::includes, "movieId").mount(routes);
    new HistoryRoutes(state.history(), own::includes, "movie", RadarrVendor.EVENTS).mount(routes);
    new Exclusions(state.exclusions(), "/exclusions", "tmdbId", "movieTitle").mount(routes);
    new MovieRoutes(state, library, json).mount(routes);
    own.mount(routes);
    return routes;
  }

  private void mount(Routes routes) {
    routes
        .on("GET", "/movie/lookup", call -> Reply.ok(lookup(call)))
        .on("GET", "/movie/lookup/tmdb", this::lookupTmdb)
        .on("GET", "/movie/lookup/imdb", this::lookupImdb)
        .on("GET", "/calendar", this::calendar)
        .on("GET", "/wanted/missing", call -> wanted(call, movie -> !movie.hasFile()))
        .on("GET", "/wanted/cutoff", call -> wanted(call, json::belowCutoff));
  }

  /**
   * Movies of which any release lies within, from today to the day after unless asked otherwise.
   */
  private Reply calendar(Call call) {
    var today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    var start = call.instant("start").orElse(today);
    var end = call.instant("end").orElse(today.plus(2, ChronoUnit.DAYS));
    var unmonitored = call.flag("unmonitored", false);
    return Reply.ok(
        library.list().stream()
            .filter(movie -> unmonitored || movie.monitored())
            .filter(
                movie ->
                    MovieJson.releases(movie.title()).stream()
                        .anyMatch(at -> !at.isBefore(start) && !at.isAfter(end)))
            .map(json::movie));
  }

  private JsonObject includes(Call call, JsonObject row) {
    if (call.flag("includeMovie", false)) {
      library
          .get(row.getInteger("movieId", 0))
          .ifPresent(movie -> row.put("movie", json.movie(movie)));
    }
    return row;
  }

  private Stream<JsonObject> lookup(Call call) {
    var term = call.param("term").orElse("").strip();
    return titles(term).map(this::found);
  }

  private Stream<Title> titles(String term) {
    var lower = term.toLowerCase(java.util.Locale.ROOT);
    if (lower.startsWith("tmdb:") || lower.startsWith("tmdbid:")) {
      var id = lower.substring(lower.indexOf(':') + 1).strip();
      return id.matches("\\d{1,9}")
          ? library.catalogue().byId(Integer.parseInt(id)).stream()
          : Stream.empty();
    }
    if (lower.startsWith("imdb:") || lower.startsWith("imdbid:")) {
      return library.catalogue().byImdb(lower.substring(lower.indexOf(':') + 1).strip()).stream();
    }
    return library.catalogue().search(term).stream();
  }

  private JsonObject found(Title title) {
    return library.byTmdb(title.id()).map(json::movie).orElseGet(() -> json.found(title));
  }

  private Reply lookupTmdb(Call call) {
    return single(library.catalogue().byId(call.number("tmdbId").orElse(0)));
  }

  private Reply lookupImdb(Call call) {
    return single(library.catalogue().byImdb(call.param("imdbId").orElse("")));
  }

  private Reply single(Optional<Title> title) {
    return title.map(one -> Reply.ok(found(one))).orElseGet(Reply::missing);
  }

  /** Without {@code monitored=false} the monitored ones, with it only the others. */
  private Reply wanted(Call call, Predicate<Movie> fits) {
    var monitored = call.flag("monitored", true);
    return Reply.ok(
        wanted.page(
            call,
            library.list().stream()
                .filter(movie -> movie.monitored() == monitored && fits.test(movie))
                .toList()));
  }
}
