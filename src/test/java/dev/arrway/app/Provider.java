package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.store.Futures;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A provider whose playlist changes as tests wish. */
final class Provider implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private volatile String list = "#EXTM3U\n";

  Provider() {
    server =
        Futures.await(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().end(list))
                .listen(0, "127.0.0.1"));
  }

  /** One entry for each name; those in the group of series are series. */
  static String list(List<String> names) {
    return names.stream()
        .map(
            name -> {
              boolean episode = name.matches(".* S\\d+E\\d+.*");
              boolean live = name.startsWith("LIVE ");
              String path = live ? "live" : episode ? "series" : "movie";
              return "#EXTINF:-1 group-title=\""
                  + path
                  + "\","
                  + name
                  + "\nhttp://h/"
                  + path
                  + "/u/p/"
                  + Math.abs(name.hashCode())
                  + (live ? ".ts\n" : ".mkv\n");
            })
        .collect(Collectors.joining("", "#EXTM3U\n", ""));
  }

  /** Adds the playlist; its id once it is matched. */
  long added(TestGateway gateway, Api api, List<String> names) {
    list = list(names);
    Api.Reply made =
        api.post(
            "/playlists",
            Map.of(
                "name",
                "Provider",
                "url",
                "http://127.0.0.1:" + server.actualPort() + "/get.php?username=u&password=p"));
    assertThat(made.status()).as(made.text()).isEqualTo(202);
    gateway.awaitReady(api, made.id());
    awaitMatched(api, made.id());
    return made.id();
  }

  /** Fetches the playlist again, which now has these entries. */
  void refreshed(Api api, long playlist, List<String> names) {
    list = list(names);
    List<Long> before = ids(entries(api, playlist));
    Api.Reply begun = api.post("/playlists/" + playlist + "/refresh");
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              List<Long> now = ids(entries(api, playlist));
              assertThat(now).hasSize(names.size()).doesNotContainAnyElementsOf(before);
            });
    awaitMatched(api, playlist);
  }

  private static void awaitMatched(Api api, long playlist) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/sync-status").at("/matching/state").asText().equals("idle"));
    assertThat(api.get("/playlists/" + playlist).at("/status").asText()).isEqualTo("ready");
  }

  static JsonNode entries(Api api, long playlist) {
    return api.get("/playlists/" + playlist + "/entries?limit=500").at("/items");
  }

  static List<Long> ids(JsonNode entries) {
    return entries.findValues("id").stream().map(JsonNode::asLong).toList();
  }

  /** The entry of this name as it is now. */
  static JsonNode entry(Api api, long playlist, String name) {
    for (JsonNode each : entries(api, playlist)) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no entry " + name);
  }

  static long id(Api api, long playlist, String name) {
    return entry(api, playlist, name).path("id").asLong();
  }

  @Override
  public void close() {
    Futures.await(server.close());
    Futures.await(vertx.close());
  }
}
