package dev.arrway.sandbox.qbittorrent;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.SandboxApp;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Answers as qBittorrent's Web API v2 does. */
final class QbittorrentApp implements SandboxApp {
  private static final String PREFIX = "/api/v2/";
  private static final Set<String> READS =
      Set.of(
          "app/version",
          "app/webapiVersion",
          "app/preferences",
          "torrents/info",
          "torrents/categories",
          "torrents/export",
          "sync/maindata",
          "transfer/info");

  private final QbittorrentState state;
  private final Secret password;
  private final Adding adding;

  QbittorrentApp(QbittorrentState state, Secret password, Adding adding) {
    this.state = state;
    this.password = password;
    this.adding = adding;
  }

  @Override
  public boolean allowed(HttpServerRequest request) {
    String key = request.getHeader("X-Api-Key");
    return (key != null && password.equals(Secret.of(key)))
        || state.bouncer().session(request).isPresent();
  }

  @Override
  public void handle(HttpServerRequest request, String path) {
    if (!path.startsWith(PREFIX)) {
      end(request, 404, "Not Found");
    } else if (!sameOrigin(request)) {
      end(request, 401, "Unauthorized");
    } else {
      called(request, path.substring(PREFIX.length()));
    }
  }

  private static boolean sameOrigin(HttpServerRequest request) {
    for (String header : List.of("Origin", "Referer")) {
      String value = request.getHeader(header);
      if (value != null
          && !Objects.equals(URI.create(value).getAuthority(), request.getHeader("Host"))) {
        return false;
      }
    }
    return true;
  }

  private void called(HttpServerRequest request, String call) {
    if (call.equals("auth/login")) {
      posted(request, form -> login(request, form));
      return;
    }
    Optional<Deltas> session = state.bouncer().session(request);
    if (session.isEmpty()) {
      end(request, 403, "Forbidden");
    } else if (READS.contains(call)) {
      read(request, call, session.get());
    } else if (known(call)) {
      posted(request, form -> write(request, call, form));
    } else {
      end(request, 404, state.generation().modern() ? "Endpoint does not exist" : "Not Found");
    }
  }

  private static void posted(HttpServerRequest request, Consumer<Form> then) {
    if (request.method().equals(HttpMethod.POST)) {
      Form.read(request, then);
    } else {
      end(request, 405, "Method Not Allowed");
    }
  }

  private void login(HttpServerRequest request, Form form) {
    boolean modern = state.generation().modern();
    switch (state.bouncer().login(form.get("username"), form.get("password"))) {
      case BANNED ->
          end(
              request,
              403,
              "Your IP address has been banned after too many failed authentication attempts.");
      case WRONG -> end(request, modern ? 401 : 200, modern ? "" : "Fails.");
      case IN -> {
        state.bouncer().open().ifPresent(id -> setCookie(request, id));
        end(request, modern ? 204 : 200, modern ? "" : "Ok.");
      }
    }
  }

  private void setCookie(HttpServerRequest request, String id) {
    String name = state.bouncer().cookieName(request.localAddress().port());
    request
        .response()
        .putHeader("Set-Cookie", name + "=" + id + "; HttpOnly; SameSite=Strict; path=/");
  }

  private boolean known(String call) {
    boolean stops = state.generation().stops();
    return switch (call) {
      case "torrents/pause", "torrents/resume" -> !stops;
      case "torrents/stop", "torrents/start" -> stops;
      case "torrents/add",
          "torrents/delete",
          "torrents/recheck",
          "torrents/reannounce",
          "torrents/setForceStart",
          "torrents/topPrio",
          "torrents/bottomPrio",
          "torrents/createCategory" ->
          true;
      default -> false;
    };
  }

  private void read(HttpServerRequest request, String call, Deltas session) {
    switch (call) {
      case "app/version" -> end(request, 200, "v" + state.generation().version());
      case "app/webapiVersion" -> end(request, 200, state.generation().webApi());
      case "app/preferences" -> json(request, preferences());
      case "torrents/categories" -> json(request, state.categories());
      case "torrents/info" -> json(request, info(request));
      case "torrents/export" -> export(request);
      case "transfer/info" -> json(request, new JsonObject().put("connection_status", "connected"));
      default -> json(request, mainData(request, session));
    }
  }

  private void export(HttpServerRequest request) {
    Optional<Buffer> file = state.file(Objects.requireNonNullElse(request.getParam("hash"), ""));
    if (file.isEmpty()) {
      end(request, 409, "Unable to export torrent file");
    } else {
      var ignored =
          request.response().putHeader("Content-Type", "application/x-bittorrent").end(file.get());
    }
  }

  private static JsonObject preferences() {
    return new JsonObject()
        .put("save_path", "/downloads")
        .put("queueing_enabled", false)
        .put("dht", true)
        .put("max_ratio", -1)
        .put("web_ui_port", 8080)
        .put("proxy_password", "hidden");
  }

  private JsonObject mainData(HttpServerRequest request, Deltas session) {
    String rid = request.getParam("rid");
    boolean number = rid != null && rid.matches("\\d{1,9}");
    return session
        .since(number ? Long.parseLong(rid) : 0, state.list())
        .put("server_state", state.serverState());
  }

  private JsonArray info(HttpServerRequest request) {
    String hashes = request.getParam("hashes");
    String tag = request.getParam("tag");
    Set<String> wanted =
        hashes == null
            ? Set.of()
            : new HashSet<>(Arrays.asList(hashes.toLowerCase(Locale.ROOT).split("\\|")));
    JsonArray rows = new JsonArray();
    state
        .list()
        .forEach(
            (hash, torrent) -> {
              boolean tagged =
                  tag == null || List.of(torrent.getString("tags").split(", ")).contains(tag);
              if (tagged && (hashes == null || wanted.contains(hash))) {
                rows.add(torrent.put("hash", hash));
              }
            });
    return rows;
  }

  private void write(HttpServerRequest request, String call, Form form) {
    if (call.equals("torrents/add")) {
      Adding.Answer answer = adding.add(form);
      request
          .response()
          .putHeader("Content-Type", answer.json() ? "application/json" : "text/plain");
      end(request, answer.status(), answer.body());
    } else if (call.equals("torrents/createCategory")) {
      category(request, form);
    } else if (form.get("hashes") == null
        || (call.equals("torrents/delete") && form.get("deleteFiles") == null)) {
      end(request, 400, "Missing required parameters");
    } else if (call.endsWith("Prio")) {
      end(request, 409, "Torrent queueing must be enabled");
    } else {
      change(call, form);
      end(request, state.generation().modern() ? 204 : 200, "");
    }
  }

  private void category(HttpServerRequest request, Form form) {
    String name = form.text("category");
    if (name.isEmpty()) {
      end(request, 400, "Category cannot be empty");
    } else if (state.addCategory(name, form.text("savePath"))) {
      end(request, 200, "");
    } else {
      end(request, 409, "Unable to create category");
    }
  }

  private void change(String call, Form form) {
    String hashes = form.text("hashes");
    switch (call) {
      case "torrents/pause", "torrents/stop" -> state.change(hashes, t -> t.stop(true));
      case "torrents/resume", "torrents/start" -> state.change(hashes, t -> t.stop(false));
      case "torrents/recheck" -> state.change(hashes, t -> t.trouble(""));
      case "torrents/setForceStart" ->
          state.change(hashes, t -> t.forced = Boolean.parseBoolean(form.text("value")));
      case "torrents/delete" -> state.remove(hashes);
      default -> state.change(hashes, t -> {});
    }
  }

  private static void json(HttpServerRequest request, Object body) {
    var ignored =
        request
            .response()
            .putHeader("Content-Type", "application/json")
            .end(io.vertx.core.json.Json.encodeToBuffer(body));
  }

  private static void end(HttpServerRequest request, int status, String body) {
    var ignored = request.response().setStatusCode(status).end(body);
  }
}
