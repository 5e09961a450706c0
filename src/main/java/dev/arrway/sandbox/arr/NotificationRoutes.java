package dev.arrway.sandbox.arr;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Who is called when something happens ('Connect'), as far as webhooks go. */
final class NotificationRoutes {
  private static final List<String> COMMON =
      List.of(
          "onGrab",
          "onDownload",
          "onUpgrade",
          "onRename",
          "onHealthIssue",
          "onHealthRestored",
          "onApplicationUpdate",
          "onManualInteractionRequired");
  private static final List<String> MOVIES =
      List.of("onMovieAdded", "onMovieDelete", "onMovieFileDelete", "onMovieFileDeleteForUpgrade");
  private static final List<String> SERIES =
      List.of(
          "onSeriesAdd",
          "onSeriesDelete",
          "onEpisodeFileDelete",
          "onEpisodeFileDeleteForUpgrade",
          "onImportComplete");

  private final ArrState state;
  private final Shelf shelf;

  NotificationRoutes(ArrState state) {
    this.state = state;
    this.shelf = state.hooks().notifications();
  }

  void mount(Routes routes) {
    Crud.read(routes, "/notification", shelf);
    Crud.delete(routes, "/notification", shelf);
    routes
        .on("GET", "/notification/schema", call -> Reply.ok(Stream.of(schema())))
        .later("POST", "/notification", call -> saved(call, body -> created(body)))
        .later(
            "PUT",
            "/notification/{id}",
            call ->
                saved(
                    call,
                    body ->
                        shelf
                            .change(call.id(), old -> body)
                            .map(Reply::accepted)
                            .orElseGet(Reply::missing)))
        .later(
            "POST",
            "/notification/test",
            call -> tested(body(call)).map(refused -> refused.orElse(Reply.ok(new JsonObject()))));
  }

  private static JsonObject body(Call call) {
    return call.object(new Shape().strings("name", "implementation").objectArrays("fields"));
  }

  private Reply created(JsonObject body) {
    return Reply.created(shelf.add(body));
  }

  private Future<Reply> saved(Call call, Function<JsonObject, Reply> save) {
    var body = body(call);
    var name = body.getString("name", "");
    var taken =
        shelf.where(one -> one.getInteger("id") != call.id()).anyMatch(one -> name(one, name));
    if (name.isBlank() || taken) {
      return Future.succeededFuture(
          Reply.refused(
              Failure.of("Name", taken ? "Should be unique" : "'Name' must not be empty.", name)));
    }
    if (call.flag("forceSave", false)) {
      return Future.succeededFuture(save.apply(body));
    }
    return tested(body).map(refused -> refused.orElseGet(() -> save.apply(body)));
  }

  private static boolean name(JsonObject one, String name) {
    return name.equalsIgnoreCase(one.getString("name"));
  }

  private Future<Optional<Reply>> tested(JsonObject body) {
    var url = Hooks.field(body, "url");
    if (!url.matches("https?://.+")) {
      return Future.succeededFuture(
          Optional.of(Reply.refused(Failure.of("Url", "Invalid Url: '" + url + "'", url))));
    }
    return state
        .hooks()
        .test(body, state.payload("Test").mergeIn(example()))
        .map(wrong -> wrong.map(why -> Reply.refused(Failure.of("Url", why, url))));
  }

  /** What a test tells of does not exist. */
  private JsonObject example() {
    return movies()
        ? Wire.object(
            "movie",
            Wire.object(
                "id",
                1,
                "title",
                "Test Title",
                "year",
                1970,
                "folderPath",
                "C:\\testpath",
                "tags",
                new JsonArray().add("test-tag")),
            "remoteMovie",
            Wire.object("tmdbId", 1234, "imdbId", "5678", "title", "Test title", "year", 1970),
            "release",
            Wire.object("indexer", "Test Indexer", "quality", "Test Quality", "size", 9_999_999))
        : Wire.object(
            "series",
            Wire.object("id", 1, "title", "Test Title", "path", "C:\\testpath", "tvdbId", 1234),
            "episodes",
            new JsonArray()
                .add(
                    Wire.object(
                        "id", 123, "episodeNumber", 1, "seasonNumber", 1, "title", "Test title")));
  }

  private boolean movies() {
    return state.vendor().profileLanguage();
  }

  private JsonObject schema() {
    var schema =
        Wire.object(
            "name", "",
            "implementation", "Webhook",
            "implementationName", "Webhook",
            "configContract", "WebhookSettings",
            "infoLink", "https://wiki.servarr.com/supported#webhook",
            "includeHealthWarnings", false,
            "fields", fields(),
            "tags", new JsonArray());
    Stream.concat(COMMON.stream(), (movies() ? MOVIES : SERIES).stream())
        .forEach(
            occasion ->
                schema
                    .put(occasion, false)
                    .put(
                        "supports"
                            + occasion.substring(0, 1).toUpperCase(Locale.ROOT)
                            + occasion.substring(1),
                        true));
    return schema;
  }

  private static JsonArray fields() {
    return new JsonArray()
        .add(field(0, "url", "Webhook URL", "url"))
        .add(field(1, "method", "Method", "select").put("value", 1))
        .add(field(2, "username", "Username", "textbox").put("privacy", "userName"))
        .add(field(3, "password", "Password", "password").put("privacy", "password"));
  }

  private static JsonObject field(int order, String name, String label, String type) {
    return Wire.object(
        "order", order,
        "name", name,
        "label", label,
        "type", type,
        "advanced", false,
        "privacy", "normal");
  }
}
