package dev.arrway.sandbox.plex;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.SandboxApp;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.media.MediaControl;
import dev.arrway.sandbox.media.MediaEntry;
import dev.arrway.sandbox.media.MediaFolder;
import dev.arrway.sandbox.media.MediaShelf;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Plex Media Server does with requests: XML for whoever does not ask for JSON, pages of HTML
 * for whatever it refuses, and no word about paths that are in no library.
 */
final class PlexApp implements SandboxApp {
  private static final Pattern SECTION =
      Pattern.compile("/library/sections/([^/]+)(?:/(refresh|all))");
  private static final Pattern LEAVES = Pattern.compile("/library/metadata/(\\d{1,9})/allLeaves");

  private final SandboxSettings settings;
  private final MediaShelf shelf;
  private final PlexJson json;
  private final MediaControl control;

  PlexApp(SandboxSettings settings, MediaShelf shelf) {
    this.settings = settings;
    this.shelf = shelf;
    this.json = new PlexJson(shelf);
    this.control = new MediaControl(shelf);
  }

  @Override
  public boolean keySent(HttpServerRequest request) {
    return request.getHeader("X-Plex-Token") != null || SandboxApp.super.keySent(request);
  }

  @Override
  public boolean allowed(HttpServerRequest request) {
    return Stream.of(request.getHeader("X-Plex-Token"), request.getParam("X-Plex-Token"))
        .anyMatch(token -> token != null && Secret.of(token).equals(settings.apiKey()));
  }

  @Override
  public boolean control(HttpServerRequest request, String path) {
    return control.handle(request, path);
  }

  @Override
  public void handle(HttpServerRequest request, String path) {
    if (path.equals("/identity")) {
      reading(request, identity());
    } else if (!allowed(request)) {
      page(request, 401, "Unauthorized");
    } else {
      known(request, path);
    }
  }

  private void known(HttpServerRequest request, String path) {
    Matcher section = SECTION.matcher(path);
    Matcher leaves = LEAVES.matcher(path);
    if (path.equals("/library/sections") || path.equals("/library/sections/all")) {
      reading(request, json.sections());
    } else if (path.equals("/activities")) {
      reading(request, json.activities());
    } else if (section.matches() && section.group(2).equals("refresh")) {
      refresh(request, section.group(1));
    } else if (section.matches() && library(section.group(1)).isPresent()) {
      items(request, library(section.group(1)).get());
    } else if (leaves.matches()) {
      var show = Integer.parseInt(leaves.group(1));
      page(request, shelf.entries(entry -> entry.show() == show));
    } else {
      page(request, 404, "Not Found");
    }
  }

  private Optional<MediaFolder> library(String key) {
    return key.matches("\\d{1,4}") ? shelf.library(Integer.parseInt(key)) : Optional.empty();
  }

  private JsonObject identity() {
    return PlexJson.container(
        new JsonObject()
            .put("size", 0)
            .put("claimed", true)
            .put("machineIdentifier", "96f2fe7a78c9dc1f16a16bedbe90f98149be16b4")
            .put("version", settings.version().isEmpty() ? "1.42.2.10156" : settings.version()));
  }

  /** Clients send GET, the published description says POST; nothing else is taken. */
  private void refresh(HttpServerRequest request, String key) {
    var library = library(key);
    var method = request.method().name();
    if (!Set.of("GET", "POST", "DELETE").contains(method)) {
      page(request, 405, "Method Not Allowed");
    } else if (key.equals("all") && method.equals("GET")) {
      shelf.libraries().forEach(one -> shelf.scan(one, ""));
      page(request, 200, "");
    } else if (library.isEmpty()) {
      page(request, 404, "Not Found");
    } else {
      begin(library.get(), method, request.getParam("path"));
      page(request, 200, "");
    }
  }

  private void begin(MediaFolder library, String method, @Nullable String path) {
    if (method.equals("DELETE")) {
      shelf.cancel(library);
    } else if (path == null) {
      shelf.scan(library, "");
    } else if (shelf.holding(path).filter(library::equals).isPresent()) {
      shelf.scan(library, path);
    }
  }

  private void items(HttpServerRequest request, MediaFolder library) {
    var title = Objects.requireNonNullElse(request.getParam("title"), "");
    var kind =
        switch (Objects.requireNonNullElse(request.getParam("type"), "")) {
          case "1" -> MediaEntry.Kind.MOVIE;
          case "4" -> MediaEntry.Kind.EPISODE;
          case "2" -> MediaEntry.Kind.SHOW;
          default ->
              library.kind() == MediaFolder.Kind.SERIES
                  ? MediaEntry.Kind.SHOW
                  : MediaEntry.Kind.MOVIE;
        };
    Predicate<MediaEntry> fits =
        entry ->
            entry.library() == library.number()
                && entry.kind() == kind
                && entry.title().toLowerCase(Locale.ROOT).contains(title.toLowerCase(Locale.ROOT));
    page(request, shelf.entries(fits));
  }

  private void page(HttpServerRequest request, List<MediaEntry> entries) {
    var start = number(request, "X-Plex-Container-Start", 0);
    var size = number(request, "X-Plex-Container-Size", Integer.MAX_VALUE);
    var guids = "1".equals(request.getParam("includeGuids"));
    reading(request, PlexJson.page(entries, start, size, size != Integer.MAX_VALUE, guids));
  }

  /** A parameter that may come as a header, too. */
  private static int number(HttpServerRequest request, String name, int usual) {
    var text = request.getParam(name) == null ? request.getHeader(name) : request.getParam(name);
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : usual;
  }

  private static void reading(HttpServerRequest request, JsonObject answer) {
    var accept = Objects.requireNonNullElse(request.getHeader("Accept"), "");
    if (!request.method().name().equals("GET")) {
      page(request, 405, "Method Not Allowed");
    } else if (accept.contains("application/json")) {
      end(request, 200, "application/json", answer.encode());
    } else {
      end(request, 200, "text/xml;charset=utf-8", PlexXml.of(answer));
    }
  }

  private static void page(HttpServerRequest request, int status, String words) {
    var said = words.isEmpty() ? "" : status + " " + words;
    var body =
        said.isEmpty()
            ? ""
            : "<html><head><title>%s</title></head><body><h1>%s</h1></body></html>"
                .formatted(words, said);
    end(request, status, "text/html", body);
  }

  private static void end(HttpServerRequest request, int status, String type, String body) {
    var ignored =
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", type)
            .putHeader("X-Plex-Protocol", "1.0")
            .end(body);
  }
}
