package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.radarr.Movie;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An import whose process is killed without warning again and again; the simulated Radarr lives on
 * and knows every request that ever came.
 */
class ImportKillNineIT {
  private static final int KILLS = 5;
  private static final int HELD = 50;
  private static final int BAD = 7;

  private final Vertx vertx = Vertx.vertx();
  private final Secret key = Secret.of("0123456789abcdef0123456789abcdef");
  @TempDir private Path data;
  private RadarrSandbox radarr;
  private GatewayProcess process;

  @AfterEach
  void stop() throws Exception {
    if (process != null) {
      process.close();
    }
    Futures.await(radarr.close());
    Futures.await(vertx.close());
  }

  @Test
  void fiveKillsCostNothing() throws Exception {
    survives(1_000);
  }

  @Test
  @Tag("soak")
  void fiveKillsCostNothingOfTenThousandRows() throws Exception {
    survives(10_000);
  }

  /** Rows: new titles, ones that are there, ones that nobody knows, and unreadable ones. */
  private void survives(int rows) throws Exception {
    int fresh = rows - HELD - 2 * BAD;
    radarr =
        Futures.await(
            RadarrSandbox.start(
                vertx, SandboxSettings.of(rows).withPort(0).withApiKey(key).withLibrary(rows, 0)));
    List<Title> titles = radarr.library().catalogue().part(0, rows);
    List<Integer> later = radarr.library().list().stream().map(Movie::id).skip(HELD).toList();
    later.forEach(radarr.library()::remove);
    assertThat(radarr.library().size()).isEqualTo(HELD);

    process = new GatewayProcess(data);
    Api admin =
        new Api(process.start()).setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
    long instance = instance(admin);
    long begun = System.nanoTime();
    Api.Reply reply =
        admin.post(
            "/imports",
            ImportRig.request(
                instance,
                Map.of("type", "csv", "content", table(titles.subList(0, HELD + fresh))),
                "batch_size",
                100));
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    long id = reply.id();
    Api current = admin;
    List<Integer> kills = new Random().ints(KILLS, HELD, HELD + fresh).sorted().boxed().toList();
    System.out.printf("kills when Radarr has %s of %d movies%n", kills, HELD + fresh);
    for (int until : kills) {
      await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> radarr.library().size() >= until);
      process.kill();
      current = new Api(process.start()).login("admin", TestGateway.ADMIN_PASSWORD);
    }
    Api last = current;
    await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> !last.get("/imports/" + id).at("/ended_at").isNull());
    System.out.printf(
        "%d rows with %d kills took %d s%n",
        rows, KILLS, Duration.ofNanos(System.nanoTime() - begun).toSeconds());

    JsonNode job = last.get("/imports/" + id).json();
    assertThat(job.path("status").asText()).isEqualTo("completed");
    assertThat(job.path("total").asInt()).as(job.toString()).isEqualTo(rows);
    assertThat(job.path("imported").asInt()).as(job.toString()).isEqualTo(fresh);
    assertThat(job.path("already_exists").asInt()).isEqualTo(HELD);
    assertThat(job.path("failed").asInt()).isEqualTo(2 * BAD);
    assertThat(job.path("total_processed").asInt()).isEqualTo(rows);
    for (String outcome : List.of("imported", "already_exists", "failed")) {
      assertThat(last.get("/imports/" + id + "/details?outcome=" + outcome).at("/total").asInt())
          .isEqualTo(job.path(outcome).asInt());
    }
    assertThat(radarr.library().size()).isEqualTo(HELD + fresh);
    assertThat(
            radarr.library().list().stream()
                .map(movie -> movie.title().id())
                .collect(Collectors.toSet()))
        .hasSize(HELD + fresh);
    assertThat(confirmed(last)).isEqualTo(fresh);
    // Refused ones are those that nobody knows; a second add of a movie would be refused as well.
    assertThat(last.get("/outbox?state=failed").at("/total").asInt()).isEqualTo(BAD);
  }

  private static int confirmed(Api api) {
    return api.get("/outbox?state=confirmed").at("/total").asInt();
  }

  private static String table(List<Title> titles) {
    StringBuilder table = new StringBuilder("title,year,tmdb_id\n");
    for (Title title : titles) {
      table
          .append('"')
          .append(title.title().replace("\"", "\"\""))
          .append("\",")
          .append(title.year())
          .append(',')
          .append(title.id())
          .append('\n');
    }
    for (int i = 0; i < BAD; i++) {
      table.append("Nobody knows,1999,").append(900_000_000 + i).append('\n');
      table.append(",,no id\n");
    }
    return table.toString();
  }

  private long instance(Api admin) {
    Api.Reply made =
        admin.post(
            "/instances",
            Map.of(
                "name",
                "Films",
                "instance_type",
                "radarr",
                "url",
                radarr.server().url(),
                "api_key",
                key.reveal(),
                "rate_limit_per_minute",
                60_000));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }
}
