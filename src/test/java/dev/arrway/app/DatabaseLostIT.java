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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
      List<String> wrong = new ArrayList<>();
      READS.forEach(path -> check(path, admin, wrong));
      assertThat(wrong).isEmpty();
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

  private static void check(String path, Api admin, List<String> wrong) {
    long begun = System.nanoTime();
    Api.Reply reply = admin.get(path);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    boolean right =
        reply.status() == 503
            && reply.headers().containsKey("retry-after")
            && reply.at("/code").asText().equals("store_unavailable");
    if (!right || took > 2_000) {
      wrong.add(path + " " + reply.status() + " after " + took + " ms: " + reply.text());
    }
  }

  private static HttpResponse<String> ready(String url) throws Exception {
    return get(url + "/health/ready");
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
