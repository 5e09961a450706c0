package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an administrator has, so that operations have something to answer with. */
final class DoorThings {
  /** The contract's example of a download's id. */
  private static final String TORRENT = "c3f0a1b2c3d4e5f60718293a4b5c6d7e8f901234";

  private DoorThings() {}

  static Map<String, Object> of(Vertx vertx, TestGateway gateway, Api admin) {
    Map<String, Object> made = new HashMap<>();
    long instance = gateway.addRadarr(admin, "Looked at");
    made.put("instance_id", instance);
    long playlist =
        admin
            .upload(
                "/playlists",
                "Mine",
                "#EXTM3U\n#EXTINF:-1,A Film (2001)\nhttp://x/movie/u/p/1.mkv\n".getBytes())
            .id();
    made.put("playlist_id", playlist);
    made.put("client_id", client(vertx, admin));
    gateway.awaitReady(admin, playlist);
    made.put(
        "entry_id", admin.get("/playlists/" + playlist + "/entries").at("/items/0/id").asLong());
    made.put(
        "key_id",
        admin.post("/auth/api-keys", Map.of("name", "mine", "scopes", List.of("read"))).id());
    made.put("session_id", admin.get("/auth/sessions").at("/items/0/id").asLong());
    made.put("user_id", 1L);
    admin.post("/instances/" + instance + "/search", Map.of("movie_ids", List.of(1)));
    made.put("outbox_id", admin.get("/outbox").at("/items/0/id").asLong());
    made.put(
        "import_id",
        admin
            .post(
                "/imports",
                Map.of(
                    "instance_id",
                    instance,
                    "source",
                    Map.of("type", "text", "content", "tmdb:603")))
            .id());
    made.put("correlation_id", timeline(admin));
    return made;
  }

  private static long client(Vertx vertx, Api admin) {
    long client =
        DownloadRig.add(admin, DownloadRig.qbittorrent(vertx), "Downloads there", Map.of());
    Map<String, Object> paused = Map.of("magnet", "magnet:?xt=urn:btih:" + TORRENT, "paused", true);
    assertThat(admin.post("/downloads", paused).status()).isEqualTo(201);
    return client;
  }

  /** What the search began, once everything that is under way has its timeline. */
  private static String timeline(Api admin) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admin.get("/timelines").at("/total").asInt() > 0);
    String path = "/imports/" + admin.get("/imports").at("/items/0/id").asLong();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admin.get(path).at("/status").asText().equals("completed"));
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(10))
        .until(() -> admin.get("/timelines").at("/total").asInt() > 0);
    return admin.get("/timelines").at("/items/0/correlation_id").asText();
  }
}
