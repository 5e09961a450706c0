package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Call;
import dev.arrway.sandbox.arr.CommonRoutes;
import dev.arrway.sandbox.arr.Exclusions;
import dev.arrway.sandbox.arr.HistoryRoutes;
import dev.arrway.sandbox.arr.QueueRoutes;
import dev.arrway.sandbox.arr.Reply;
import dev.arrway.sandbox.arr.Routes;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.stream.Stream;

/** Every operation of the simulated Sonarr, and looking up. */
final class SonarrRoutes {
  private final SonarrLibrary library;
  private final SeriesJson json;

  private SonarrRoutes(SonarrLibrary library, SeriesJson json) {
    this.library = library;
    this.json = json;
  }

  static Routes make(ArrState state, SonarrLibrary library) {
    var routes = new Routes();
    var json = new SeriesJson(state, library);
    var own = new SonarrRoutes(library, json);
    new CommonRoutes(
            state, id -> library.list().stream().anyMatch(series -> series.profileId() == id))
        .mount(routes);
    new QueueRoutes(state.queue(), own::includes, "seriesId").mount(routes);
    new HistoryRoutes(state.history(), own::includes, "series", SonarrVendor.EVENTS).mount(routes);
    new Exclusions(state.exclusions(), "/importlistexclusion", "tvdbId", "title").mount(routes);
    new SeriesRoutes(state, library, json).mount(routes);
    new EpisodeRoutes(library, json).mount(routes);
    routes.on("GET", "/series/lookup", call -> Reply.ok(own.lookup(call)));
    return routes;
  }

  private JsonObject includes(Call call, JsonObject row) {
    if (call.flag("includeSeries", false)) {
      library
          .get(row.getInteger("seriesId", 0))
          .ifPresent(series -> row.put("series", json.series(series)));
    }
    if (call.flag("includeEpisode", false)) {
      library
          .episode(row.getInteger("episodeId", 0))
          .ifPresent(episode -> row.put("episode", json.episode(episode)));
    }
    return row;
  }

  private Stream<JsonObject> lookup(Call call) {
    var term = call.param("term").orElse("").strip();
    return titles(term)
        .map(
            title ->
                library.byTvdb(title.id()).map(json::series).orElseGet(() -> json.found(title)));
  }

  private Stream<Title> titles(String term) {
    var lower = term.toLowerCase(Locale.ROOT);
    if (lower.startsWith("tvdb:") || lower.startsWith("tvdbid:")) {
      var id = lower.substring(lower.indexOf(':') + 1).strip();
      return id.matches("\\d{1,9}")
          ? library.catalogue().byId(Integer.parseInt(id)).stream()
          : Stream.empty();
    }
    if (lower.startsWith("imdb:")) {
      return library.catalogue().byImdb(lower.substring(5).strip()).stream();
    }
    return library.catalogue().search(term).stream();
  }
}
