package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.store.Futures;
import dev.arrway.upstream.UpstreamActor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
  /** Rows that are unreadable in every list. */
  private static final List<String> NO_ROWS =
      List.of("null", "17", "'text'", "[]", "[{'id':1}]", "{}", "true");

  private static final String SERIES = "'series':{'id':5,'title':'Show','monitored':true}";
  private static final String DATED = "'date':'2026-01-15T14:22:15Z'";

  private static TestGateway gateway;
  private static Api admin;
  private static Vertx vertx;
  private static HttpServer server;
  private static final Map<String, String> BODIES = new ConcurrentHashMap<>();
  private static final Map<String, Long> IDS = new HashMap<>();

  /**
   * A list of an upstream.
   *
   * @param type of the instance
   * @param path that the upstream answers with the list
   * @param wrapped the answer, with {@code %s} for the rows
   * @param api path of the API that shows the list; {@code {id}} stands for the instance
   * @param good a row that can be read
   * @param bad rows that cannot, besides {@link #NO_ROWS}
   */
  record ListCase(
      String type, String path, String wrapped, String api, String good, List<String> bad) {
    @Override
    public String toString() {
      return type + " " + path + " " + api;
    }

    List<String> allBad() {
      return Stream.concat(NO_ROWS.stream(), bad.stream()).toList();
    }

    void answer(List<String> rows) {
      BODIES.put(
          "/" + type + path,
          wrapped.formatted(String.join(",", rows), Math.max(rows.size(), 1)).replace('\'', '"'));
    }
  }

  private static ListCase list(String type, String path, String api, String good, String... bad) {
    return new ListCase(type, "/api/v3" + path, "[%s]", api, good, List.of(bad));
  }

  private static ListCase page(String type, String path, String api, String good, String... bad) {
    return new ListCase(
        type,
        "/api/v3" + path,
        "{'page':1,'records':[%s],'totalRecords':%d}",
        api,
        good,
        List.of(bad));
  }

  static Stream<ListCase> lists() {
    String movie = "{'id':7,'title':'Alien','tmdbId':348,'year':1979,'inCinemas':'2026-02-01'}";
    String[] badMovies = {
      "{'id':8}",
      "{'id':8,'title':null}",
      "{'id':8,'title':{}}",
      "{'id':8,'title':['x']}",
      "{'id':0,'title':'x','inCinemas':'2026-02-01'}",
      "{'id':'eight','title':'x','inCinemas':'2026-02-01'}",
      "{'id':99999999999999999999,'title':'x','inCinemas':'2026-02-01'}",
      "{'id':8,'title':'x','monitored':'perhaps','inCinemas':'2026-02-01'}",
      "{'id':8,'title':'x','tags':{},'inCinemas':'2026-02-01'}",
      "{'id':8,'title':'" + "x".repeat(1_100_000) + "'}",
    };
    String episode = "{'id':9,'seriesId':5,'seasonNumber':1,'episodeNumber':2," + SERIES + "}";
    String[] badEpisodes = {
      "{'id':9,'seriesId':5}",
      "{'id':9,'seriesId':5,'series':null}",
      "{'id':9,'seriesId':5,'series':[]}",
      "{'id':9,'seriesId':5,'series':{'id':5}}",
      "{'seriesId':5," + SERIES + "}",
    };
    List<ListCase> all = new ArrayList<>();
    for (String kind : List.of("missing", "cutoff")) {
      String path = "/wanted/" + kind;
      all.add(page("radarr", path, "/instances/{id}" + path, movie, badMovies));
      all.add(page("sonarr", path, "/instances/{id}" + path, episode, badEpisodes));
      all.add(page("radarr", path, path, movie, badMovies));
    }
    all.add(page("radarr", "/wanted/missing", "/instances/{id}/wanted/missing?all=true", movie));
    String[] badHistory = {
      "{'id':3," + DATED + ",'data':{'reason':{}}}",
      "{'id':3," + DATED + ",'data':[]}",
      "{'id':3}",
      "{'id':3,'date':'yesterday'}",
      "{'id':3,'date':20260115}",
      "{'id':0," + DATED + "}",
    };
    for (String type : List.of("radarr", "sonarr")) {
      all.add(page(type, "/queue", "/instances/{id}/queue", "{'id':1}", "{'id':2,'title':[]}"));
      all.add(page(type, "/queue", "/queue", "{'id':1}", "{'id':2,'statusMessages':'x'}"));
      String row = "{'id':1," + DATED + ",'eventType':'somethingNew','data':{'size':12}}";
      all.add(page(type, "/history", "/instances/{id}/history", row, badHistory));
      all.add(page(type, "/history", "/history", row, badHistory));
      all.add(
          list(
              type,
              "/history/since",
              "/instances/{id}/history?since=2026-01-01T00:00:00Z",
              row,
              badHistory));
      String[] noTag = {"{'id':2}", "{'label':'x'}", "{'id':2,'label':{}}"};
      all.add(list(type, "/tag", "/instances/{id}/tags", "{'id':1,'label':'hd'}", noTag));
      String[] noFolder = {"{'id':2}", "{'id':2,'path':''}", "{'path':'/x'}"};
      all.add(
          list(
              type,
              "/rootfolder",
              "/instances/{id}/root-folders",
              "{'id':1,'path':'/m'}",
              noFolder));
      all.add(
          list(type, "/indexer", "/instances/{id}/indexers", "{'id':1,'name':'a'}", "{'id':2}"));
      all.add(list(type, "/health", "/instances/{id}/health", "{'message':'a'}", "{'source':'x'}"));
      all.add(
          list(type, "/diskspace", "/instances/{id}/disk-space", "{'path':'/m'}", "{'label':'x'}"));
      all.add(list(type, "/diskspace", "/disk-space", "{'path':'/m'}", "{'path':[]}"));
    }
    String calendar = "/calendar?from=2026-01-20&to=2026-02-10";
    all.add(
        list(
            "radarr",
            "/calendar",
            calendar,
            movie,
            Stream.of(badMovies).filter(bad -> bad.contains("inCinemas")).toArray(String[]::new)));
    all.add(
        list(
            "sonarr",
            "/calendar",
            calendar,
            episode.replace("'id':9", "'id':9,'airDateUtc':'2026-02-01T20:00:00Z'"),
            badEpisodes));
    all.add(
        list("radarr", "/movie/lookup", "/instances/{id}/lookup?term=x", movie, "{'tmdbId':1}"));
    all.add(
        list(
            "sonarr",
            "/series/lookup",
            "/instances/{id}/lookup?term=x",
            "{'title':'Show','tvdbId':1}",
            "{'tvdbId':1}",
            "{'title':'x','seasons':{}}"));
    all.add(
        new ListCase(
            "jellyfin",
            "/Library/VirtualFolders",
            "[%s]",
            "/instances/{id}/libraries",
            "{'Name':'Movies','ItemId':'abc'}",
            List.of("{'Name':'x','ItemId':'../x'}", "{'Name':{},'ItemId':'abd'}")));
    all.add(
        new ListCase(
            "plex",
            "/library/sections",
            "{'MediaContainer':{'size':1,'Directory':[%s]}}",
            "/instances/{id}/libraries",
            "{'key':'1','title':'Movies','type':'movie'}",
            List.of("{'title':'x'}", "{'key':'../x'}", "{'key':'2','Location':{}}")));
    all.add(
        new ListCase(
            "sabnzbd",
            "/api?mode=queue",
            "{'queue':{'version':'4.3','slots':[%s]}}",
            "/downloads?client_id={id}",
            "{'nzo_id':'SABnzbd_nzo_a','filename':'a','mb':'1','mbleft':'1','status':'Queued'}",
            List.of("{'filename':'x'}", "{'nzo_id':''}", "{'nzo_id':'b','filename':{}}")));
    all.add(
        new ListCase(
            "sabnzbd",
            "/api?mode=history",
            "{'history':{'slots':[%s]}}",
            "/downloads?client_id={id}",
            "{'nzo_id':'SABnzbd_nzo_a','name':'a','status':'Completed','bytes':1}",
            List.of("{'name':'x'}", "{'nzo_id':'b','name':[]}")));
    return all.stream();
  }

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
    IDS.put(
        "qbittorrent", add("qbittorrent", Map.of("username", "admin", "password", "adminadmin")));
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

  private static Api.Reply get(ListCase list) {
    return admin.get(list.api().replace("{id}", IDS.get(list.type()).toString()));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void theRestOfAListIsServedAndTheBadRowsAreCounted(ListCase list) {
    List<String> rows = new ArrayList<>(list.allBad());
    rows.add(rows.size() / 2, list.good());
    list.answer(rows);
    Api.Reply reply = get(list);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.at("/items")).as(reply.text()).hasSize(1);
    assertThat(reply.at("/skipped").asInt()).as(reply.text()).isEqualTo(list.allBad().size());
    list.answer(List.of(list.good()));
    assertThat(get(list).at("/skipped").asInt(-1)).isZero();
  }

  @ParameterizedTest
  @MethodSource("lists")
  void eachBadRowIsBadByItself(ListCase list) {
    for (String bad : list.allBad()) {
      String shown = bad.length() > 100 ? bad.substring(0, 100) : bad;
      list.answer(List.of(bad, list.good()));
      Api.Reply reply = get(list);
      assertThat(reply.status()).as(shown + reply.text()).isEqualTo(200);
      assertThat(reply.at("/items")).as(shown + reply.text()).hasSize(1);
      assertThat(reply.at("/skipped").asInt()).as(shown).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListWithoutOneReadableRowIsNoEmptyList(ListCase list) {
    list.answer(list.bad().isEmpty() ? NO_ROWS : list.bad());
    Api.Reply reply = get(list);
    boolean overall = !list.api().contains("{id}");
    if (overall || list.type().equals("sabnzbd")) {
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
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
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
              "1 rows of tag.list cannot be read and are left out; the first: "
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
        "/rootfolder|null|null where a list belongs",
        "/rootfolder|{'records':[]}|an object where a list belongs",
        "/rootfolder|'x'|a text where a list belongs",
        "/rootfolder|``|empty answer",
        "/rootfolder|nonsense|not valid JSON",
        "/rootfolder|<!doctype html><title>Login</title>|web page",
        "/queue|[]|a list where a page of a list belongs",
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
