package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Call;
import dev.arrway.sandbox.arr.Reply;
import dev.arrway.sandbox.arr.Routes;
import dev.arrway.sandbox.arr.Tags;
import dev.arrway.sandbox.arr.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Series: reading, adding, changing, removing, one by one and many at once. */
final class SeriesRoutes {
  private final ArrState state;
  private final SonarrLibrary library;
  private final SeriesRules rules;
  private final SeriesJson json;

  SeriesRoutes(ArrState state, SonarrLibrary library, SeriesJson json) {
    this.state = state;
    this.library = library;
    this.rules = new SeriesRules(state, library);
    this.json = json;
  }

  void mount(Routes routes) {
    routes
        .on("GET", "/series", this::list)
        .on("POST", "/series", call -> add(call.object(SeriesRules.shape())))
        .on("POST", "/series/import", this::importMany)
        .on("PUT", "/series/editor", call -> edit(call.object(SeriesRules.editor())))
        .on("DELETE", "/series/editor", call -> removeMany(call.object(SeriesRules.editor())))
        .on("GET", "/series/{id}", this::one)
        .on("PUT", "/series/{id}", call -> put(call.id(), call.object(SeriesRules.shape())))
        .on("DELETE", "/series/{id}", this::remove);
  }

  private Reply list(Call call) {
    var tvdbId = call.number("tvdbId");
    if (tvdbId.isPresent()) {
      return Reply.ok(library.byTvdb(tvdbId.get()).stream().map(json::series));
    }
    return Reply.streamed(library.list().stream().map(json::series).iterator());
  }

  private Reply one(Call call) {
    return library
        .get(call.id())
        .map(series -> Reply.ok(json.series(series)))
        .orElseGet(Reply::missing);
  }

  private Reply add(JsonObject body) {
    var failures = rules.added(body);
    return failures.isEmpty() ? Reply.created(create(body)) : Reply.refused(failures);
  }

  private JsonObject create(JsonObject body) {
    var title = library.catalogue().byId(body.getInteger("tvdbId")).orElseThrow();
    var options = body.getJsonObject("addOptions", new JsonObject());
    var choice = options.getValue("monitor") instanceof String text ? text : "all";
    var monitored = SeriesRules.monitored(title, choice);
    var added =
        library
            .add(
                title,
                series -> changed(series, body).seasonsOff(off(body, series.seasonsOff())),
                episode -> episode.monitored(monitored.test(episode)))
            .orElseThrow();
    if (Boolean.TRUE.equals(options.getBoolean("searchForMissingEpisodes"))) {
      state.commands().start("SeriesSearch", Wire.object("seriesId", added.id()));
    }
    var created = json.series(added);
    return options.isEmpty() ? created : created.put("addOptions", options);
  }

  private static Series changed(Series series, JsonObject body) {
    var root = SeriesRules.trimmed(body.getString("rootFolderPath", series.rootFolder()));
    var path = body.getString("path", "");
    var place = path.isEmpty() ? root + "/" + series.title().folder() : path;
    var parent = path.isEmpty() ? root : place.substring(0, Math.max(1, place.lastIndexOf('/')));
    return series
        .settings(
            body.getBoolean("monitored", false),
            word(body, series.type()),
            body.getBoolean("seasonFolder", false),
            body.getInteger("qualityProfileId", series.profileId()))
        .at(parent, place)
        .tags(ints(body.getJsonArray("tags", new JsonArray())));
  }

  private static String word(JsonObject body, String usual) {
    return body.getValue("seriesType") instanceof String text ? text : usual;
  }

  private static List<Integer> off(JsonObject body, List<Integer> usual) {
    var seasons = body.getJsonArray("seasons");
    return seasons == null
        ? usual
        : seasons.stream()
            .map(JsonObject.class::cast)
            .filter(season -> !season.getBoolean("monitored", false))
            .map(season -> season.getInteger("seasonNumber", 0))
            .toList();
  }

  private static List<Integer> ints(JsonArray array) {
    return array.stream().map(Integer.class::cast).toList();
  }

  private Reply importMany(Call call) {
    var added = new JsonArray();
    for (var one : call.array(SeriesRules.shape())) {
      var body = (JsonObject) one;
      var failures = rules.added(body);
      if (failures.stream().anyMatch(failure -> !failure.message().contains("already"))) {
        return Reply.refused(failures);
      }
      if (failures.isEmpty()) {
        added.add(create(body));
      }
    }
    return Reply.ok((Object) added);
  }

  private Reply put(int id, JsonObject body) {
    var failures = rules.profile(body);
    if (!failures.isEmpty()) {
      return Reply.refused(failures);
    }
    var before = library.get(id);
    if (before.isEmpty()) {
      return Reply.missing();
    }
    var off = off(body, before.get().seasonsOff());
    switchSeasons(id, before.get().seasonsOff(), off);
    return library
        .change(id, series -> changed(series, body).seasonsOff(off))
        .map(series -> Reply.accepted(json.series(series)))
        .orElseGet(Reply::missing);
  }

  /** Switching a season switches its episodes; seasons that stay keep theirs. */
  private void switchSeasons(int id, List<Integer> before, List<Integer> after) {
    for (var episode : library.episodes(id)) {
      var on = !after.contains(episode.season());
      if (before.contains(episode.season()) == on) {
        library.changeEpisode(episode.id(), one -> one.monitored(on));
      }
    }
  }

  private Reply edit(JsonObject body) {
    var profile = body.getInteger("qualityProfileId");
    if (profile != null && !state.profiles().has(profile)) {
      return Reply.refused(rules.profile(body));
    }
    var changed = new ArrayList<JsonObject>();
    for (var id : ints(body.getJsonArray("seriesIds", new JsonArray()))) {
      library.change(id, series -> edited(series, body)).map(json::series).ifPresent(changed::add);
    }
    return Reply.accepted(Wire.array(changed));
  }

  private static Series edited(Series series, JsonObject body) {
    var root = body.getString("rootFolderPath");
    var tags = body.getJsonArray("tags");
    var moved =
        root == null
            ? series
            : series.at(
                SeriesRules.trimmed(root),
                SeriesRules.trimmed(root) + "/" + series.title().folder());
    return moved
        .settings(
            body.getBoolean("monitored", series.monitored()),
            word(body, series.type()),
            body.getBoolean("seasonFolder", series.seasonFolder()),
            body.getInteger("qualityProfileId", series.profileId()))
        .tags(
            tags == null
                ? series.tags()
                : Tags.apply(series.tags(), ints(tags), body.getValue("applyTags")));
  }

  private Reply removeMany(JsonObject body) {
    ints(body.getJsonArray("seriesIds", new JsonArray()))
        .forEach(id -> delete(id, body.getBoolean("addImportListExclusion", false)));
    return Reply.ok(new JsonObject());
  }

  private Reply remove(Call call) {
    return delete(call.id(), call.flag("addImportListExclusion", false))
        ? Reply.empty(200)
        : Reply.missing();
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private boolean delete(int id, boolean exclude) {
    if (exclude) {
      library
          .get(id)
          .ifPresent(
              one ->
                  state
                      .exclusions()
                      .add(Wire.object("tvdbId", one.title().id(), "title", one.title().title())));
    }
    return library.remove(id);
  }
}
