package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.arr.Call;
import dev.arrway.sandbox.arr.Paging;
import dev.arrway.sandbox.arr.Reply;
import dev.arrway.sandbox.arr.Routes;
import dev.arrway.sandbox.arr.Shape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Episodes, their files, and the ones that are wanted. */
final class EpisodeRoutes {
  private final SonarrLibrary library;
  private final SeriesJson json;

  EpisodeRoutes(SonarrLibrary library, SeriesJson json) {
    this.library = library;
    this.json = json;
  }

  void mount(Routes routes) {
    routes
        .on("GET", "/episode", this::list)
        .on("GET", "/episode/{id}", this::one)
        .on("PUT", "/episode/{id}", this::put)
        .on("PUT", "/episode/monitor", this::monitor)
        .on("GET", "/episodefile", this::files)
        .on("GET", "/episodefile/{id}", this::file)
        .on("DELETE", "/episodefile/{id}", this::removeFile)
        .on("GET", "/calendar", this::calendar)
        .on("GET", "/wanted/missing", call -> wanted(call, episode -> !episode.hasFile()))
        .on("GET", "/wanted/cutoff", call -> wanted(call, json::belowCutoff));
  }

  private Reply list(Call call) {
    var series = call.number("seriesId");
    if (series.isEmpty()) {
      return Reply.message(400, "seriesId or episodeIds must be provided", null);
    }
    var season = call.number("seasonNumber");
    return Reply.ok(
        library.episodes(series.get()).stream()
            .filter(episode -> season.isEmpty() || season.get() == episode.season())
            .map(episode -> row(call, episode)));
  }

  private JsonObject row(Call call, Episode episode) {
    var row = json.episode(episode);
    var file = episode.file();
    if (call.flag("includeSeries", false)) {
      library.get(episode.seriesId()).ifPresent(one -> row.put("series", json.series(one)));
    }
    if (file != null && call.flag("includeEpisodeFile", false)) {
      row.put("episodeFile", json.file(episode, file));
    }
    return row;
  }

  /** Episodes on air within, from today to the day after unless asked otherwise. */
  private Reply calendar(Call call) {
    var today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    var start = call.instant("start").orElse(today);
    var end = call.instant("end").orElse(today.plus(2, ChronoUnit.DAYS));
    var unmonitored = call.flag("unmonitored", false);
    return Reply.ok(
        library
            .episodes()
            .filter(one -> !one.airs().isBefore(start) && !one.airs().isAfter(end))
            .filter(one -> unmonitored || (one.monitored() && seriesMonitored(one)))
            .map(one -> row(call, one)));
  }

  private Reply one(Call call) {
    return library
        .episode(call.id())
        .map(episode -> Reply.ok(json.episode(episode)))
        .orElseGet(Reply::missing);
  }

  private Reply put(Call call) {
    var body = call.object(new Shape().booleans("monitored"));
    return library
        .changeEpisode(call.id(), one -> one.monitored(body.getBoolean("monitored", false)))
        .map(episode -> Reply.accepted(json.episode(episode)))
        .orElseGet(Reply::missing);
  }

  private Reply monitor(Call call) {
    var body = call.object(new Shape().intArrays("episodeIds").booleans("monitored"));
    var on = body.getBoolean("monitored", false);
    var changed = new JsonArray();
    for (var id : body.getJsonArray("episodeIds", new JsonArray())) {
      library
          .changeEpisode((Integer) id, one -> one.monitored(on))
          .ifPresent(episode -> changed.add(json.episode(episode)));
    }
    return Reply.accepted(changed);
  }

  private Reply files(Call call) {
    var series = call.number("seriesId");
    if (series.isEmpty()) {
      return Reply.message(400, "seriesId or episodeFileIds must be provided", null);
    }
    return Reply.ok(library.episodes(series.get()).stream().flatMap(this::fileOf));
  }

  private Stream<JsonObject> fileOf(Episode episode) {
    var file = episode.file();
    return file == null ? Stream.empty() : Stream.of(json.file(episode, file));
  }

  private List<Episode> withFile(int id) {
    return library
        .episodes()
        .filter(
            episode -> {
              var file = episode.file();
              return file != null && file.id() == id;
            })
        .toList();
  }

  private Reply file(Call call) {
    return withFile(call.id()).stream()
        .flatMap(this::fileOf)
        .findFirst()
        .map(Reply::ok)
        .orElseGet(Reply::missing);
  }

  private Reply removeFile(Call call) {
    var found = withFile(call.id());
    found.forEach(episode -> library.removeFile(episode.id()));
    return found.isEmpty() ? Reply.missing() : Reply.empty(200);
  }

  /** Aired ones; monitored unless the request says otherwise, both the episode and its series. */
  private Reply wanted(Call call, Predicate<Episode> fits) {
    var monitored = call.flag("monitored", true);
    var now = Instant.now();
    var rows =
        library
            .episodes()
            .filter(one -> one.airs().isBefore(now) && fits.test(one))
            .filter(one -> (one.monitored() && seriesMonitored(one)) == monitored)
            .toList();
    Comparator<Episode> byDate = Comparator.comparing(Episode::airs).thenComparing(Episode::id);
    Comparator<Episode> bySeries =
        Comparator.<Episode, String>comparing(this::sortTitle).thenComparing(Episode::id);
    Comparator<Episode> bySearch =
        Comparator.<Episode, Instant>comparing(
                one -> Objects.requireNonNullElse(one.lastSearch(), Instant.MIN))
            .thenComparing(Episode::id);
    var keys =
        Map.of(
            "episodes.airDateUtc", byDate,
            "episodes.lastSearchTime", bySearch,
            "series.sortTitle", bySeries);
    return Reply.ok(
        new Paging<Episode>(keys, "episodes.airDateUtc", one -> row(call, one)).page(call, rows));
  }

  private boolean seriesMonitored(Episode episode) {
    return library.get(episode.seriesId()).map(Series::monitored).orElse(false);
  }

  private String sortTitle(Episode episode) {
    return library.get(episode.seriesId()).map(one -> one.title().sorted()).orElse("");
  }
}
