package dev.arrway.upstream.testvendor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A Reelbox with 40 films, of which every third is there and every fifth is not watched. */
final class ReelboxSimulator {
  static final String KEY = "reelbox-reelbox-reelbox";
  static final int FILMS = 40;
  private final String product;

  private ReelboxSimulator(String product) {
    this.product = product;
  }

  static Future<HttpServer> start(Vertx vertx, String product) {
    var simulator = new ReelboxSimulator(product);
    return vertx.createHttpServer().requestHandler(simulator::handle).listen(0, "127.0.0.1");
  }

  private void handle(HttpServerRequest request) {
    boolean allowed = ("Token " + KEY).equals(request.getHeader("Authorization"));
    var response = request.response().putHeader("Content-Type", "application/json");
    if (allowed && request.path().equals("/v1/slips")) {
      var reply = request.body().map(body -> slip(body.toJsonObject())).compose(response::end);
      assert reply != null;
      return;
    }
    var ignored =
        allowed ? response.end(answer(request).toString()) : response.setStatusCode(401).end();
  }

  private static Buffer slip(JsonObject slip) {
    return switch (slip.getString("verb")) {
      case "add" -> films().get(0).copy().put("db-no", slip.getInteger("about")).toBuffer();
      case "words" -> json("words", json("id", 1, "label", "old")).toBuffer();
      default -> json("slip-no", 1).toBuffer();
    };
  }

  private Object answer(HttpServerRequest request) {
    return switch (request.path()) {
      case "/v1/about" -> new JsonObject().put("product", product).put("release", "2.4.1");
      case "/v1/films" -> new JsonArray(films().stream().toList());
      case "/v1/premieres" -> premieres();
      case "/v1/find" -> find(request.getParam("words"));
      case "/v1/lacking" -> lacking(request);
      case "/v1/loads" -> part(request, IntStream.range(1, 5).mapToObj(this::load).toList());
      case "/v1/past" -> past(request);
      case "/v1/places" ->
          new JsonArray().add(json("place-no", 1, "folder", "/films", "free-mb", 5, "all-mb", 9));
      case "/v1/words" -> new JsonArray().add(json("word-no", 1, "word", "old"));
      case "/v1/sources" ->
          new JsonArray().add(json("source-no", 1, "name", "A", "kind", "torrent"));
      default -> new JsonArray();
    };
  }

  private static JsonObject json(Object... pairs) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < pairs.length; i += 2) {
      object.put((String) pairs[i], pairs[i + 1]);
    }
    return object;
  }

  private static List<JsonObject> films() {
    return IntStream.rangeClosed(1, FILMS)
        .mapToObj(
            n ->
                json(
                    "film-no",
                    n,
                    "film-name",
                    "Reel " + n,
                    "made-in",
                    n % 7 == 0 ? 0 : 1_950 + n,
                    "db-no",
                    n % 4 == 0 ? 0 : 900 + n,
                    "size-mb",
                    n % 3 == 0 ? 700 : 0,
                    "watched",
                    n % 5 != 0,
                    "here",
                    n % 3 == 0))
        .toList();
  }

  /** A film a day from 2001-01-01 on. */
  private static JsonArray premieres() {
    var first = LocalDate.of(2001, 1, 1);
    return new JsonArray(
        films().stream()
            .map(
                film ->
                    json(
                        "film-no",
                        film.getInteger("film-no"),
                        "film",
                        film,
                        "day",
                        first.plusDays(film.getInteger("film-no") - 1).toString()))
            .toList());
  }

  private static JsonObject find(String words) {
    var rows = films().stream().filter(f -> f.getString("film-name").contains(words)).toList();
    return json("rows", new JsonArray(rows), "row-count", rows.size());
  }

  private static JsonObject lacking(HttpServerRequest request) {
    boolean watched = Boolean.parseBoolean(request.getParam("watched"));
    Predicate<JsonObject> wanted =
        film -> !film.getBoolean("here") && film.getBoolean("watched") == watched;
    return part(request, films().stream().filter(wanted).toList());
  }

  private JsonObject load(int n) {
    return json(
        "load-no",
        n,
        "film-no",
        n,
        "file",
        "Reel." + n,
        "hash",
        "AB" + n,
        "size-mb",
        700,
        "left-mb",
        70 * n,
        "left-seconds",
        60 * n,
        "state",
        "downloading");
  }

  private static JsonObject past(HttpServerRequest request) {
    String from = request.getParam("from");
    long since = from == null ? 0 : Long.parseLong(from);
    return part(
        request,
        IntStream.iterate(20, n -> n - 1)
            .limit(20)
            .mapToObj(
                n -> json("past-no", n, "film-no", n, "what", "grabbed", "file", "f", "at", n * 60))
            .filter(past -> past.getLong("at") >= since)
            .toList());
  }

  private static JsonObject part(HttpServerRequest request, List<JsonObject> all) {
    var rows =
        all.stream()
            .skip(Long.parseLong(request.getParam("skip")))
            .limit(Long.parseLong(request.getParam("take")))
            .toList();
    return json("rows", new JsonArray(rows), "row-count", all.size());
  }
}
