package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The PostgreSQL inside a gateway, killed without warning again and again while users write; the
 * gateway lives on.
 */
class DatabaseKillIT {
  private static final int MOVIES = 40;
  private static final int WRITES_BETWEEN = 10;

  /** Looking at everything that was written takes longer than a restart. */
  private static final int KILLS_BETWEEN_CHECKS = 5;

  /** What was written before a kill and is looked for after all of them. */
  private static final int KEPT = 3;

  private static final Vertx vertx = Vertx.vertx();
  private static final Secret key = Secret.of("0123456789abcdef0123456789abcdef");
  @TempDir private static Path data;
  private static GatewayProcess process;
  private static ServerOfGateway server;
  private static RadarrSandbox radarr;
  private static long instance;

  /** Movies that were added at the end of a test. */
  private static int added;

  private final List<Duration> recoveries = new ArrayList<>();
  private final Map<String, Long> kept = new HashMap<>();
  private final Set<String> removed = new HashSet<>();
  private Api admin;

  @BeforeAll
  static void start() throws Exception {
    radarr =
        Futures.await(
            RadarrSandbox.start(vertx, SandboxSettings.of(MOVIES).withPort(0).withApiKey(key)));
    process = new GatewayProcess(data);
    server = new ServerOfGateway(process.dataDirectory());
    Api api =
        new Api(process.start()).setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
    Map<String, String> films =
        Map.of(
            "name",
            "Films",
            "instance_type",
            "radarr",
            "url",
            radarr.server().url(),
            "api_key",
            key.reveal());
    instance = api.post("/instances", films).id();
    assertThat(api.post("/radarr-sync").at("/instances/0/fetched").asInt()).isEqualTo(MOVIES);
  }

  @BeforeEach
  void login() throws Exception {
    admin = new Api(process.url()).login("admin", TestGateway.ADMIN_PASSWORD);
  }

  @AfterAll
  static void stop() throws Exception {
    process.close();
    Futures.await(radarr.close());
    Futures.await(vertx.close());
  }

  @Test
  void twentyKillsLoseNothing() throws Exception {
    // A machine that runs other tests, too.
    survives(20, Duration.ofSeconds(30));
  }

  @Test
  @Tag("soak")
  void hundredKillsLoseNothing() throws Exception {
    survives(100, Duration.ofSeconds(10));
  }

  private void survives(int kills, Duration longestRecovery) throws Exception {
    ProcessHandle gateway = process.handle();
    try (EventTail events = EventTail.open(admin);
        KeyWriters writers = new KeyWriters(admin)) {
      for (int kill = 1; kill <= kills; kill++) {
        writeAndKill(writers);
        if (kill % KILLS_BETWEEN_CHECKS == 0) {
          checkAcknowledged(writers);
        }
      }
      tell(writers);
      assertThat(writers.unexpected()).isEmpty();
      assertThat(gateway.isAlive()).isTrue();
      assertThat(recoveries).allSatisfy(one -> assertThat(one).isLessThan(longestRecovery));
      wholeGatewayWorks(events);
    }
    assertThat(names()).containsAll(kept.keySet()).noneMatch(removed::contains);
    assertThat(server.query("SHOW fsync")).isEqualTo("on");
  }

  private void writeAndKill(KeyWriters writers) {
    int before = writers.acknowledged().size();
    writers.resume();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> writers.acknowledged().size() >= before + WRITES_BETWEEN);
    long killed = System.nanoTime();
    ProcessHandle former = server.postmaster();
    server.kill();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> server.running().filter(now -> now.pid() != former.pid()).isPresent());
    writers.mark();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> writers.acknowledgedAt() != 0);
    recoveries.add(Duration.ofNanos(writers.acknowledgedAt() - killed));
    await().atMost(Duration.ofSeconds(60)).until(writers::paused);
  }

  /** Most are removed again: what is removed must not come back either. */
  private void checkAcknowledged(KeyWriters writers) {
    Map<String, Long> written = writers.acknowledged();
    assertThat(names()).containsAll(written.keySet()).noneMatch(removed::contains);
    int keep = kept.size() + (kept.size() < 20 * KEPT ? KEPT : 0);
    for (Map.Entry<String, Long> one : Map.copyOf(written).entrySet()) {
      if (kept.size() < keep) {
        kept.put(one.getKey(), one.getValue());
      } else if (!kept.containsKey(one.getKey())) {
        Api.Reply reply = admin.delete("/auth/api-keys/" + one.getValue());
        assertThat(reply.status()).as(reply.text()).isEqualTo(204);
        removed.add(one.getKey());
        written.remove(one.getKey());
      }
    }
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    int total = 1;
    for (int offset = 0; offset < total; offset += 100) {
      Api.Reply page = admin.get("/auth/api-keys?limit=100&offset=" + offset);
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      page.at("/items").forEach(item -> names.add(item.path("name").asText()));
      total = page.at("/total").asInt();
    }
    return names;
  }

  private void tell(KeyWriters writers) {
    List<Duration> sorted = recoveries.stream().sorted().toList();
    System.out.printf(
        "%d kills: recovery min %d, median %d, max %d ms; %d calls refused, the slowest after %d"
            + " ms%n",
        sorted.size(),
        sorted.get(0).toMillis(),
        sorted.get(sorted.size() / 2).toMillis(),
        sorted.get(sorted.size() - 1).toMillis(),
        writers.refused(),
        writers.slowestRefusalMs());
  }

  /**
   * Events, a login, an upload, a change through the outbox, and a schedule that runs by itself.
   */
  private void wholeGatewayWorks(EventTail events) throws Exception {
    Title title = radarr.library().catalogue().part(MOVIES + added++, 1).get(0);
    String folder = radarr.state().rootFolders().list().get(0).getString("path");
    Map<String, ?> movie =
        Map.of("tmdb_id", title.id(), "quality_profile_id", 1, "root_folder", folder);
    Api.Reply change = admin.post("/instances/" + instance + "/library", movie);
    assertThat(change.status()).as(change.text()).isIn(201, 202);
    Api again = admin.login("admin", TestGateway.ADMIN_PASSWORD);
    byte[] list = "#EXTM3U\n#EXTINF:-1,A Film (2001)\nhttp://x/movie/u/p/1.mkv\n".getBytes();
    long playlist = again.upload("/playlists", "After all", list).id();
    long schedule =
        again.post("/search-schedules", Map.of("instance_id", instance, "name", "After all")).id();
    server.execute("UPDATE search_schedule SET next_run_at = now() WHERE id = " + schedule);
    Duration limit = Duration.ofSeconds(60);
    await()
        .atMost(limit)
        .until(() -> again.get("/playlists/" + playlist).at("/status").asText().equals("ready"));
    await()
        .atMost(limit)
        .until(() -> again.get("/outbox?state=confirmed").at("/total").asInt() > 0);
    await()
        .atMost(limit)
        .until(
            () -> again.get("/search-schedules/" + schedule + "/history").at("/total").asInt() > 0);
    await()
        .atMost(limit)
        .untilAsserted(
            () -> assertThat(events.types()).contains("outbox.confirmed", "playlist.imported"));
    assertThat(radarr.library().list().stream().filter(it -> it.title().id() == title.id()))
        .hasSize(1);
  }

  @Test
  void aKilledSessionEndsAllSessionsAndNothingElse() throws Exception {
    ProcessHandle postmaster = server.postmaster();
    int before = process.console().length();
    try (KeyWriters writers = new KeyWriters(admin)) {
      writers.resume();
      await().atMost(Duration.ofSeconds(60)).until(() -> writers.acknowledged().size() > 10);
      long session =
          Long.parseLong(
              server.query(
                  "SELECT max(pid) FROM pg_stat_activity WHERE application_name = 'arrway'"));
      assertThat(ProcessHandle.of(session).orElseThrow().destroyForcibly()).isTrue();
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(
              () ->
                  server
                      .query("SELECT count(*) FROM pg_stat_activity WHERE pid = " + session)
                      .equals("0"));
      writers.mark();
      await().atMost(Duration.ofSeconds(60)).until(() -> writers.acknowledgedAt() != 0);
      await().atMost(Duration.ofSeconds(60)).until(writers::paused);
      assertThat(names()).containsAll(writers.acknowledged().keySet());
      assertThat(writers.unexpected()).isEmpty();
    }
    assertThat(server.running()).hasValue(postmaster);
    assertThat(process.console().substring(before))
        .doesNotContain("embedded PostgreSQL ended unexpectedly");
  }

  @Test
  void deathWhileTheGatewayEndsAndStartsIsNoCrashAndSurvivedOrNamed() throws Exception {
    process.handle().destroy();
    server.kill();
    assertThat(process.awaitExit(Duration.ofSeconds(120))).as(process.console()).isIn(0, 143);
    assertThat(server.running()).as("left running").isEmpty();

    Thread killer = new Thread(() -> server.postmaster().destroyForcibly(), "killer");
    killer.start();
    Optional<String> url = startOrExit();
    killer.join(TimeUnit.SECONDS.toMillis(60));
    assertThat(killer.isAlive()).isFalse();
    if (url.isEmpty()) {
      assertThat(process.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
      assertThat(process.console()).contains("PostgreSQL").doesNotContain("\tat dev.arrway");
      assertThat(server.running()).as("left running").isEmpty();
      url = Optional.of(process.start());
    }
    Api again = new Api(url.get()).login("admin", TestGateway.ADMIN_PASSWORD);
    assertThat(again.get("/instances/" + instance).at("/name").asText()).isEqualTo("Films");
  }

  private static Optional<String> startOrExit() throws Exception {
    try {
      return Optional.of(process.start());
    } catch (AssertionError ended) {
      assertThat(process.handle().isAlive()).as(process.console()).isFalse();
      return Optional.empty();
    }
  }
}
