package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose PostgreSQL cannot be started again: what it says meanwhile, and how it ends. */
class DatabaseLostIT {
  /** What reads or writes the database. */
  private static final List<String> READS =
      List.of(
          "/auth/api-keys",
          "/auth/sessions",
          "/users",
          "/audit",
          "/outbox",
          "/download-rules",
          "/download-rules/decisions",
          "/search-schedules",
          "/playlists",
          "/missing-content?type=movie",
          "/match-decisions",
          "/timelines",
          "/sync-status",
          "/alerts",
          "/alert-thresholds",
          "/imports",
          "/events/history",
          "/subscriptions");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  @TempDir private Path data;

  @Test
  void callsAreRefusedWithAReasonUntilTheProcessEndsWithTheCause() throws Exception {
    try (GatewayProcess process = new GatewayProcess(data)) {
      String url = process.start();
      Api admin = new Api(url).setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
      assertThat(admin.post("/auth/api-keys", Map.of("name", "kept")).status()).isEqualTo(201);
      READS.forEach(path -> assertThat(admin.get(path).status()).as(path).isEqualTo(200));
      assertThat(ready(url).statusCode()).isEqualTo(200);

      ServerOfGateway server = new ServerOfGateway(process.dataDirectory());
      Path conf = server.cluster().resolve("postgresql.conf");
      String good = Files.readString(conf);
      Files.writeString(conf, "no_such_setting = on\n", StandardOpenOption.APPEND);
      server.kill();
      await().atMost(Duration.ofSeconds(10)).until(() -> ready(url).statusCode() == 503);
      assertThat(ready(url).body()).contains("\"status\":\"not ready\"", "is being restarted");
      List<Duration> waits = READS.stream().map(path -> refused(path, admin)).sorted().toList();
      assertThat(waits.get(waits.size() / 2)).isLessThan(Duration.ofSeconds(2));
      assertThat(get(url + "/health/live").statusCode()).isEqualTo(200);

      assertThat(process.awaitExit(Duration.ofSeconds(180))).isEqualTo(Main.DATABASE_LOST);
      assertThat(process.console())
          .contains("embedded PostgreSQL ended unexpectedly and is restarted")
          .contains("restart 5 of 5 failed")
          .contains(
              "The embedded PostgreSQL in "
                  + server.cluster()
                  + " ended unexpectedly and could not"
                  + " be restarted in 5 attempts.")
          .contains("no_such_setting")
          .doesNotContain("\tat dev.arrway.app.Running");
      assertThat(server.running()).isEmpty();

      Files.writeString(conf, good);
      Api again = new Api(process.start()).login("admin", TestGateway.ADMIN_PASSWORD);
      assertThat(again.get("/auth/api-keys").at("/items/0/name").asText()).isEqualTo("kept");
    }
  }

  /** Expects a refusal with a reason; returns how long it took. */
  private static Duration refused(String path, Api admin) {
    long begun = System.nanoTime();
    Api.Reply reply = admin.get(path);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo(503);
    assertThat(reply.at("/code").asText()).as(path).isEqualTo("store_unavailable");
    assertThat(reply.headers()).as(path).containsKey("retry-after");
    return took;
  }

  private static HttpResponse<String> ready(String url) throws Exception {
    return get(url + "/health/ready");
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
