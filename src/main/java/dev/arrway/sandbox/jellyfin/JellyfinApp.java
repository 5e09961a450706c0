package dev.arrway.sandbox.jellyfin;

import dev.arrway.sandbox.SandboxApp;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.media.MediaControl;
import dev.arrway.sandbox.media.MediaEntry;
import dev.arrway.sandbox.media.MediaShelf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a Jellyfin does with requests: paths in any case, and 204 for what it begins. */
final class JellyfinApp implements SandboxApp {
  private static final Pattern REFRESH = Pattern.compile("/items/([0-9a-f-]{32,36})/refresh");
  private static final Pattern EPISODES = Pattern.compile("/shows/([0-9a-f-]{32,36})/episodes");

  private final SandboxSettings settings;
  private final MediaShelf shelf;
  private final JellyfinJson json;
  private final JellyfinAuth auth;
  private final MediaControl control;
  private final String version;

  JellyfinApp(SandboxSettings settings, MediaShelf shelf) {
    this.settings = settings;
    this.shelf = shelf;
    this.json = new JellyfinJson(shelf);
    this.version = settings.version().isEmpty() ? "12.0.0" : settings.version();
    this.auth = new JellyfinAuth(settings.apiKey(), version.startsWith("10."));
    this.control = new MediaControl(shelf);
  }

  @Override
  public boolean allowed(HttpServerRequest request) {
    return auth.allowed(request);
  }

  @Override
  public boolean control(HttpServerRequest request, String path) {
    return control.handle(request, path);
  }

  @Override
  public void handle(HttpServerRequest request, String path) {
    var lower = path.toLowerCase(Locale.ROOT);
    var name = settings.instanceName().isEmpty() ? "Jellyfin" : settings.instanceName();
    if (lower.equals("/system/info/public")) {
      get(request, JellyfinJson.publicInfo(version, name));
    } else if (lower.equals("/system/ping")) {
      get(request, "Jellyfin Server");
    } else if (!allowed(request)) {
      end(request, 401, null);
    } else {
      known(request, lower, name);
    }
  }

  private void known(HttpServerRequest request, String path, String name) {
    Matcher refresh = REFRESH.matcher(path);
    Matcher episodes = EPISODES.matcher(path);
    switch (path) {
      case "/system/info" -> get(request, JellyfinJson.info(version, name));
      case "/library/virtualfolders" -> get(request, json.folders());
      case "/scheduledtasks" -> get(request, json.tasks());
      case "/items" -> get(request, items(request));
      case "/library/refresh" -> post(request, this::refreshAll);
      case "/library/media/updated" -> updated(request);
      default -> {
        if (refresh.matches()) {
          refresh(request, refresh.group(1).replace("-", ""));
        } else if (episodes.matches()) {
          episodes(request, episodes.group(1).replace("-", ""));
        } else {
          end(request, 404, null);
        }
      }
    }
  }

  private void refreshAll() {
    shelf.libraries().forEach(library -> shelf.scan(library, ""));
    json.allBegun();
  }

  private void refresh(HttpServerRequest request, String id) {
    var library =
        shelf.libraries().stream().filter(one -> JellyfinJson.id(one).equals(id)).findFirst();
    if (library.isEmpty()) {
      end(request, 404, new JsonObject().put("title", "Not Found").put("status", 404));
    } else {
      post(request, () -> shelf.scan(library.get(), ""));
    }
  }

  /** Paths outside of all libraries are taken, too, and nothing comes of them. */
  private void updated(HttpServerRequest request) {
    var type = Objects.requireNonNullElse(request.getHeader("Content-Type"), "");
    if (!request.method().name().equals("POST")) {
      end(request, 405, null);
    } else if (!type.contains("json")) {
      end(request, 415, null);
    } else {
      var ignored = request.body().map(body -> changed(request, body));
    }
  }

  private boolean changed(HttpServerRequest request, Buffer body) {
    try {
      var updates = ((JsonObject) Json.decodeValue(body)).getJsonArray("Updates", new JsonArray());
      for (var each : updates) {
        var path = ((JsonObject) each).getString("Path", "");
        shelf.holding(path).ifPresent(library -> shelf.scan(library, path));
      }
      end(request, 204, null);
    } catch (DecodeException | ClassCastException e) {
      end(request, 400, new JsonObject().put("title", "Bad Request").put("status", 400));
    }
    return true;
  }

  private JsonObject items(HttpServerRequest request) {
    var kinds = many(request, "includeItemTypes");
    var term =
        Objects.requireNonNullElse(request.getParam("searchTerm"), "").toLowerCase(Locale.ROOT);
    Predicate<MediaEntry> fits =
        entry ->
            entry.title().toLowerCase(Locale.ROOT).contains(term)
                && switch (entry.kind()) {
                  case MOVIE -> kinds.contains("Movie");
                  case SHOW -> kinds.contains("Series");
                  case EPISODE -> kinds.contains("Episode");
                };
    return page(request, shelf.entries(fits));
  }

  private void episodes(HttpServerRequest request, String show) {
    var season = number(request, "season", -1);
    if (shelf.entries(entry -> JellyfinJson.id(entry.id()).equals(show)).isEmpty()) {
      end(request, 404, new JsonObject().put("title", "Not Found").put("status", 404));
      return;
    }
    get(
        request,
        page(
            request,
            shelf.entries(
                entry ->
                    entry.show() > 0
                        && JellyfinJson.id(entry.show()).equals(show)
                        && (season < 0 || entry.season() == season))));
  }

  private static JsonObject page(HttpServerRequest request, List<MediaEntry> entries) {
    return JellyfinJson.page(
        entries,
        number(request, "startIndex", 0),
        number(request, "limit", Integer.MAX_VALUE),
        many(request, "fields"));
  }

  /** A list is told by commas or by coming more than once. */
  private static List<String> many(HttpServerRequest request, String name) {
    return request.params().getAll(name).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .toList();
  }

  private static int number(HttpServerRequest request, String name, int usual) {
    var text = request.getParam(name);
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : usual;
  }

  private static void get(HttpServerRequest request, Object answer) {
    if (request.method().name().equals("GET")) {
      end(request, 200, answer);
    } else {
      end(request, 405, null);
    }
  }

  private static void post(HttpServerRequest request, Runnable work) {
    if (request.method().name().equals("POST")) {
      work.run();
      end(request, 204, null);
    } else {
      end(request, 405, null);
    }
  }

  private static void end(HttpServerRequest request, int status, @Nullable Object body) {
    var response = request.response().setStatusCode(status);
    var ignored =
        body == null
            ? response.end()
            : response
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(Json.encodeToBuffer(body));
  }
}
