package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.LogCapture;
import dev.arrway.platform.store.Futures;
import dev.arrway.upstream.UpstreamActor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Upstreams whose lists hold rows that cannot be read, as users of the API see them. */
class MalformedRowsIT {
  private static TestGateway gateway;
  private static Api admin;
  private static Vertx vertx;
  private static HttpServer server;
  private static final Map<String, String> BODIES = new ConcurrentHashMap<>();
  private static final Map<String, Long> IDS = new HashMap<>();

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
    admin = gateway.admin();
    vertx = Vertx.vertx();
    server =
        Futures.await(
            vertx
                .createHttpServer()
                .requestHandler(MalformedRowsIT::answer)
                .listen(0, "127.0.0.1"));
    for (String type : List.of("radarr", "sonarr", "jellyfin", "plex", "sabnzbd")) {
      IDS.put(type, add(type, Map.of("api_key", "0123456789abcdef0123456789abcdef")));
    }
    for (String type : List.of("qbittorrent", "transmission")) {
      IDS.put(type, add(type, Map.of("username", "admin", "password", "adminadmin")));
    }
  }

  private static long add(String type, Map<String, String> given) {
    Map<String, Object> body = new HashMap<>(given);
    body.putIfAbsent("name", type);
    body.put("instance_type", type);
    body.put("url", "http://127.0.0.1:" + server.actualPort() + "/" + type);
    body.put("rate_limit_per_minute", 10_000);
    Api.Reply made = admin.post("/instances", body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    Futures.await(server.close());
    Futures.await(vertx.close());
  }

  @BeforeEach
  void reset() {
    BODIES.clear();
    BODIES.put("/jellyfin/ScheduledTasks", "[]");
    BODIES.put("/sabnzbd/api?mode=queue", "{\"queue\":{\"version\":\"4.3\",\"slots\":[]}}");
    BODIES.put("/sabnzbd/api?mode=history", "{\"history\":{\"slots\":[]}}");
    for (String path : List.of("queue", "history", "wanted/missing", "wanted/cutoff")) {
      for (String type : List.of("radarr", "sonarr")) {
        BODIES.put("/" + type + "/api/v3/" + path, "{\"records\":[],\"totalRecords\":0}");
      }
    }
    for (String path : List.of("diskspace", "calendar", "tag")) {
      BODIES.put("/radarr/api/v3/" + path, "[]");
      BODIES.put("/sonarr/api/v3/" + path, "[]");
    }
  }

  private static void answer(HttpServerRequest request) {
    String path = request.path();
    if (path.endsWith("/auth/login")) {
      request.response().putHeader("Set-Cookie", "SID=x; path=/").end("Ok.");
    } else if (path.endsWith("/app/webapiVersion")) {
      request.response().end("2.11.2");
    } else {
      String mode = request.getParam("mode");
      String body = BODIES.get(mode == null ? path : path + "?mode=" + mode);
      request
          .response()
          .setStatusCode(body == null ? 404 : 200)
          .putHeader("Content-Type", "application/json")
          .end(body == null ? "{}" : body);
    }
  }

  private static Api.Reply get(MalformedLists.ListCase list) {
    return admin.get(list.api().replace("{id}", IDS.get(list.type()).toString()));
  }

  @ParameterizedTest
  @MethodSource("dev.arrway.app.MalformedLists#lists")
  void theRestOfAListIsServedAndTheBadRowsAreCounted(MalformedLists.ListCase list) {
    List<String> rows = new ArrayList<>(list.allBad());
    rows.add(rows.size() / 2, list.good());
    list.answer(BODIES, rows);
    Api.Reply reply = get(list);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.at("/items")).as(reply.text()).hasSize(1);
    assertThat(reply.at("/skipped").asInt()).as(reply.text()).isEqualTo(list.allBad().size());
    list.answer(BODIES, List.of(list.good()));
    assertThat(get(list).at("/skipped").asInt(-1)).isZero();
  }

  @ParameterizedTest
  @MethodSource("dev.arrway.app.MalformedLists#lists")
  void eachBadRowIsBadByItself(MalformedLists.ListCase list) {
    for (String bad : list.allBad()) {
      String shown = bad.length() > 100 ? bad.substring(0, 100) : bad;
      list.answer(BODIES, List.of(bad, list.good()));
      Api.Reply reply = get(list);
      assertThat(reply.status()).as(shown + reply.text()).isEqualTo(200);
      assertThat(reply.at("/items")).as(shown + reply.text()).hasSize(1);
      assertThat(reply.at("/skipped").asInt()).as(shown).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.arrway.app.MalformedLists#lists")
  void aListWithoutOneReadableRowIsNoEmptyList(MalformedLists.ListCase list) {
    list.answer(BODIES, list.bad().isEmpty() ? MalformedLists.NO_ROWS : list.bad());
    Api.Reply reply = get(list);
    boolean overall = !list.api().contains("{id}");
    if (overall || list.api().startsWith("/downloads")) {
      JsonNode failures = reply.status() == 502 ? reply.json() : reply.at("/failures");
      assertThat(failures.toString()).as(reply.text()).contains("upstream");
    } else {
      assertThat(reply.status()).as(reply.text()).isEqualTo(502);
    }
  }

  @Test
  void aListIsLoggedOnceForEachInstance() {
    long id =
        add("radarr", Map.of("name", "Another", "api_key", "0123456789abcdef0123456789abcdef"));
    var lines = new LogCapture();
    Logger logger = (Logger) LoggerFactory.getLogger(UpstreamActor.class);
    logger.addAppender(lines);
    try {
      BODIES.put("/radarr/api/v3/tag", "[{\"id\":1,\"label\":\"hd\"},{\"id\":12}]");
      for (int i = 0; i < 3; i++) {
        Api.Reply reply = admin.get("/instances/" + id + "/tags");
        assertThat(reply.at("/skipped").asInt()).isEqualTo(1);
      }
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .filteredOn(line -> line.contains("tag.list"))
          .containsExactly(
              "1 rows of tag.list cannot be read and are left out; error of the first: "
                  + "The upstream's answer lacks label. (id 12)");
    } finally {
      logger.detachAppender(lines);
      assertThat(admin.delete("/instances/" + id).status()).isEqualTo(204);
    }
  }

  private static void library(String... movies) {
    BODIES.put("/radarr/api/v3/movie", ("[" + String.join(",", movies) + "]").replace('\'', '"'));
  }

  private static JsonNode sync() {
    Api.Reply reply = admin.post("/radarr-sync", Map.of());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.at("/instances/0");
  }

  private static List<String> titles() {
    Api.Reply reply = admin.get("/instances/" + IDS.get("radarr") + "/library");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.at("/items").findValuesAsText("title");
  }

  private static void assertCounts(
      JsonNode sync, int fetched, int added, int removed, int skipped) {
    assertThat(sync.path("error").isNull()).as(sync.toString()).isTrue();
    assertThat(
            List.of(
                sync.path("fetched").asInt(),
                sync.path("added").asInt(),
                sync.path("removed").asInt(),
                sync.path("skipped").asInt()))
        .as(sync.toString())
        .containsExactly(fetched, added, removed, skipped);
  }

  @Test
  void aSyncKeepsWhatIsKnownOfRowsThatCannotBeRead() {
    String a = "{'id':1,'title':'A','tmdbId':11}";
    String b = "{'id':2,'title':'B','tmdbId':12}";
    String c = "{'id':3,'title':'C','tmdbId':13}";
    library(a, b, c);
    assertThat(sync().path("added").asInt()).isEqualTo(3);
    library(a, "{'id':2,'title':null,'tmdbId':12}", "{'id':4,'title':'D'}");
    assertCounts(sync(), 2, 1, 1, 1);
    assertThat(titles()).containsExactlyInAnyOrder("A", "B", "D");
    Api.Reply page = admin.get("/instances/" + IDS.get("radarr") + "/library");
    assertThat(page.at("/total").asInt()).isEqualTo(3);
    assertThat(page.at("/skipped").asInt()).isEqualTo(1);
    assertThat(page.at("/snapshot/skipped").asInt()).isEqualTo(1);
    assertThat(page.at("/snapshot/items").asInt()).isEqualTo(3);
    assertThat(admin.get("/sync-status").at("/radarr/skipped").asInt()).isEqualTo(1);
    assertThat(admin.get("/events/history?types=library.synced").text()).contains("\"skipped\":1");
    library(a, "'text'", a);
    assertCounts(sync(), 1, 0, 0, 1);
    assertThat(titles()).as("nobody knows which row that was").hasSize(3);
    library("{'id':1}", "null");
    assertThat(sync().path("error").asText()).contains("title");
    assertThat(titles()).hasSize(3);
    library(b);
    assertCounts(sync(), 1, 0, 2, 0);
    assertThat(admin.get("/sync-status").at("/radarr/skipped").asInt()).isZero();
  }

  @Test
  void numbersThatAreNoneAreAbsentAndLongTextsAreCut() {
    library(
        "{'id':'21','title':12,'year':'nineteen','tmdbId':99999999999999,'sizeOnDisk':1e999,"
            + "'qualityProfileId':4.0,'added':'soon','tags':['x',7],'hasFile':'true',"
            + "'status':'somethingNew','unknown':{'a':[]},'year':1979.5}",
        "{'id':22,'title':'" + "y".repeat(20_000) + "','added':'+999999999-01-01T00:00:00Z'}",
        "{'id':22,'title':'twice'}");
    assertThat(sync().path("skipped").asInt()).isZero();
    Api.Reply page = admin.get("/instances/" + IDS.get("radarr") + "/library");
    assertThat(page.at("/items")).hasSize(2);
    assertThat(page.at("/items/0/title").asText()).isEqualTo("12");
    assertThat(page.at("/items/0/year").isNull()).isTrue();
    assertThat(page.at("/items/0/tmdb_id").isNull()).isTrue();
    assertThat(page.at("/items/0/has_file").asBoolean()).isTrue();
    assertThat(page.at("/items/1/title").asText()).hasSize(8_192);
  }

  @Test
  void torrentsThatCannotBeReadAreCountedUntilTheyCan() {
    String good = "'" + "a".repeat(40) + "':{'name':'Good','state':'uploading','progress':1}";
    String bad = "'" + "b".repeat(40) + "':";
    String path = "/qbittorrent/api/v2/sync/maindata";
    for (String value : List.of("null", "7", "[]", "{'name':{}}")) {
      String answer = "{'rid':1,'full_update':true,'torrents':{" + good + "," + bad + value + "}}";
      BODIES.put(path, answer.replace('\'', '"'));
      Api.Reply reply = admin.get("/downloads?client_id=" + IDS.get("qbittorrent"));
      assertThat(reply.at("/items")).as(reply.text()).hasSize(1);
      assertThat(reply.at("/skipped").asInt()).as(reply.text()).isEqualTo(1);
    }
    String odd = "{'name':'Odd','added_on':99999999999999999,'eta':'never','size':1e40}";
    String delta = "{'rid':2,'torrents':{" + bad + odd + "}}";
    BODIES.put(path, delta.replace('\'', '"'));
    Api.Reply reply = admin.get("/downloads?client_id=" + IDS.get("qbittorrent"));
    assertThat(reply.at("/items")).as(reply.text()).hasSize(2);
    assertThat(reply.at("/skipped").asInt()).as(reply.text()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/rootfolder|null|null instead of a list",
        "/rootfolder|{'records':[]}|an object instead of a list",
        "/rootfolder|'x'|a text instead of a list",
        "/rootfolder|``|empty answer",
        "/rootfolder|nonsense|not valid JSON",
        "/rootfolder|<!doctype html><title>Login</title>|web page",
        "/queue|[]|a list instead of a page of a list",
        "/queue|{'records':null,'totalRecords':1}|records",
        "/queue|{'records':{},'totalRecords':1}|records",
      })
  void anAnswerThatIsNoListIsNamed(String path, String body, String named) {
    BODIES.put("/radarr/api/v3" + path, body == null ? "" : body.replace('\'', '"'));
    String api = path.equals("/queue") ? "/queue" : "/root-folders";
    Api.Reply reply = admin.get("/instances/" + IDS.get("radarr") + api);
    assertThat(reply.status()).as(reply.text()).isEqualTo(502);
    assertThat(reply.at("/detail").asText()).contains(named);
  }
}
