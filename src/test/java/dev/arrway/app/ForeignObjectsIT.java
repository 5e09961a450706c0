package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One user's objects do not exist for another, on whichever route they are asked for. */
class ForeignObjectsIT {
  private static TestGateway gateway;
  private static Map<String, Long> owned;
  private static String timeline;
  private static Api stranger;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
    Api owner = gateway.admin();
    gateway.newUser("stranger", "user");
    gateway.newUser("second-admin", "admin");
    long instance = gateway.addRadarr(owner, "Mine");
    long playlist =
        owner
            .upload(
                "/playlists",
                "Mine",
                "#EXTM3U\n#EXTINF:-1,A Film (2001)\nhttp://x/movie/u/p/1.mkv\n".getBytes())
            .id();
    long key = owner.post("/auth/api-keys", Map.of("name", "mine", "scopes", List.of("read"))).id();
    long schedule =
        owner
            .post(
                "/search-schedules",
                Map.of("instance_id", instance, "name", "Mine", "enabled", false))
            .id();
    JsonNode session = owner.get("/auth/sessions").at("/items/0/id");
    owned =
        new TreeMap<>(
            Map.of(
                "import_id",
                importJob(owner, instance),
                "instance_id",
                instance,
                "playlist_id",
                playlist,
                "key_id",
                key,
                "session_id",
                session.asLong(),
                "command_id",
                1L,
                "queue_id",
                1L,
                "outbox_id",
                outboxEntry(owner, instance),
                "entry_id",
                entry(owner, playlist),
                "decision_id",
                decision(owner, instance, playlist)));
    owned.put("schedule_id", schedule);
    owned.put(
        "subscription_id",
        owner
            .post("/subscriptions", Map.of("name", "Mine", "url", "http://127.0.0.1:1/hook"))
            .id());
    owned.put("client_id", client(owner));
    owned.put("download_id", 1L);
    owned.put("run_id", owner.post("/search-schedules/" + schedule + "/run").id());
    timeline = timeline(owner);
    assertThat(owned.values()).allMatch(id -> id > 0);
    stranger = gateway.login("stranger");
  }

  /** Nobody is there, which only its owner may find out. */
  private static long client(Api owner) {
    return owner
        .post(
            "/instances",
            Map.of(
                "name",
                "Mine, too",
                "instance_type",
                "qbittorrent",
                "url",
                "http://127.0.0.1:1",
                "username",
                "admin",
                "password",
                "no-such-password"))
        .id();
  }

  /** What the search for a movie began. */
  private static String timeline(Api owner) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> owner.get("/timelines").at("/total").asInt() > 0);
    return owner.get("/timelines").at("/items/0/correlation_id").asText();
  }

  private static long entry(Api owner, long playlist) {
    gateway.awaitReady(owner, playlist);
    return owner.get("/playlists/" + playlist + "/entries").at("/items/0/id").asLong();
  }

  private static long decision(Api owner, long instance, long playlist) {
    owner.post("/radarr-sync");
    Api.Reply decided =
        owner.put(
            "/matches/" + entry(owner, playlist),
            Map.of(
                "decision",
                "pin",
                "instance_id",
                instance,
                "library_id",
                gateway.radarr().library().list().get(0).id()));
    return decided.at("/decision/id").asLong();
  }

  private static long importJob(Api owner, long instance) {
    return owner
        .post(
            "/imports",
            Map.of(
                "instance_id", instance, "source", Map.of("type", "text", "content", "tmdb:603")))
        .id();
  }

  private static long outboxEntry(Api owner, long instance) {
    owner.post("/instances/" + instance + "/search", Map.of("movie_ids", List.of(1)));
    return owner.get("/outbox").at("/items/0/id").asLong();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void everyRouteWithAnIdAnswersAStrangerWithNotFound() {
    List<String> wrong = new ArrayList<>();
    Set<String> tried = new TreeSet<>();
    JsonObject paths = ServedContract.of(UpstreamCatalog.standard()).json().getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      String filled = fill(path);
      if (!path.contains("{") || path.contains("{user_id}")) {
        continue;
      }
      for (String method : paths.getJsonObject(path).fieldNames()) {
        if (!Set.of("get", "put", "post", "delete", "patch").contains(method)) {
          continue;
        }
        tried.add(method + " " + path);
        int status = stranger.call(method.toUpperCase(), filled, body(method, path)).status();
        if (status != 404) {
          wrong.add(method + " " + path + " answered " + status);
        }
      }
    }
    assertThat(tried).hasSizeGreaterThan(20);
    assertThat(wrong).isEmpty();
  }

  @Test
  void administratorsHaveNoWayIntoOtherPeoplesObjectsEither() {
    Api second = gateway.login("second-admin");
    assertThat(second.get("/instances/" + owned.get("instance_id")).status()).isEqualTo(404);
    assertThat(second.delete("/playlists/" + owned.get("playlist_id")).status()).isEqualTo(404);
  }

  @Test
  void listsShowAStrangerNothing() {
    for (String list :
        List.of(
            "/instances",
            "/playlists",
            "/search-schedules",
            "/missing-content",
            "/available-content",
            "/match-decisions",
            "/downloads",
            "/download-rules/decisions",
            "/timelines",
            "/events/history")) {
      Api.Reply reply = stranger.get(list);
      assertThat(reply.status()).as(list).isEqualTo(200);
      assertThat(reply.json().path("total").asLong()).as(list).isZero();
    }
  }

  @Test
  void usersAreForAdministratorsAlone() {
    assertThat(stranger.get("/users").status()).isEqualTo(403);
    assertThat(stranger.get("/users/1").status()).isEqualTo(403);
    assertThat(stranger.get("/audit").status()).isEqualTo(403);
  }

  private static String fill(String path) {
    String filled = path;
    for (Map.Entry<String, Long> object : owned.entrySet()) {
      filled = filled.replace("{" + object.getKey() + "}", object.getValue().toString());
    }
    filled = filled.replace("{secret}", "guessed").replace("{library_id}", "1");
    filled = filled.replace("{correlation_id}", timeline);
    return filled + (path.endsWith("/lookup") ? "?term=anything" : "");
  }

  /** A body that passes the contract, so that it is the object that is missing and not the body. */
  private static Object body(String method, String path) {
    if (path.endsWith("/drift/ignore")) {
      return method.equals("put") ? Map.of("paths", List.of("tags[*")) : null;
    }
    if (path.endsWith("/library")) {
      return method.equals("post") ? Map.of("tmdb_id", 603) : null;
    }
    if (path.equals("/matches/{entry_id}")) {
      return method.equals("put") ? Map.of("decision", "reject") : null;
    }
    if (path.endsWith("/add")) {
      return Map.of("instance_id", owned.get("instance_id"));
    }
    if (path.endsWith("/quality-profiles")) {
      return method.equals("post") ? Map.of("template", "any", "name", "Theirs") : null;
    }
    if (path.endsWith("/optimize")) {
      return Map.of("max_size_gb", 5);
    }
    if (path.endsWith("/scan")) {
      return Map.of("path", "/movies");
    }
    if (path.endsWith("/replay")) {
      return Map.of("dead_letters", true);
    }
    if (path.endsWith("/search")) {
      return Map.of("movie_ids", List.of(1));
    }
    if (path.equals("/playlists/{playlist_id}")) {
      return method.equals("patch") ? Map.of("refresh_minutes", 60) : null;
    }
    if (method.equals("patch")) {
      return Map.of("name", "Taken over");
    }
    return method.equals("put") ? Map.of("name", "Taken over") : null;
  }
}
