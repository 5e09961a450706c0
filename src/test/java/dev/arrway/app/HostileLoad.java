package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A gateway process with 256 MB of heap and its usual limits, 200 hostile clients, and a user who
 * works meanwhile. The clients are outside the gateway's process; their pace bounds the work of the
 * machine.
 */
final class HostileLoad implements AutoCloseable {
  private static final int INSTANCES = 6;
  private static final int MOVIES = 3_000;
  private static final Duration ALONE = Duration.ofSeconds(5);
  private static final Duration FEW = Duration.ofSeconds(6);

  private static final Duration SETTLED = Duration.ofSeconds(150);
  private static final double HEAP_SHARE = 1.10;
  private static final int SPARE = 24;
  private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private final Vertx servers = Vertx.vertx();
  private final Vertx hostile = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final GatewayProcess process;
  private final HostileUpstream upstream = new HostileUpstream(hostile);
  private SteadyUser user;
  private HostileClients clients;

  HostileLoad(Path data) {
    process = new GatewayProcess(data, Map.of("ARRWAY_LIMITS_FACTOR", "1"), "-Xmx256m");
  }

  /** What a process holds: bytes of live objects, open files, threads. */
  record Held(long heapBytes, long files, long threads) {
    @Override
    public String toString() {
      return "%.1f MB live, %d files, %d threads".formatted(heapBytes / 1e6, files, threads);
    }
  }

  /** Sets everything up and lets it do each thing once, so that nothing is done first later. */
  void prepare() throws Exception {
    String url = process.start();
    RadarrSandbox radarr =
        Futures.await(RadarrSandbox.start(servers, SandboxSettings.of(MOVIES).withApiKey(KEY)));
    int hostilePort = Futures.await(upstream.listen());
    Api admin = new Api(url).setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
    long films = add(admin, "Films", radarr.server().url());
    Api attacker = attacker(admin, url);
    long library = add(attacker, "Library", radarr.server().url());
    List<Long> instances = new ArrayList<>();
    assertThat(admin.post("/radarr-sync").status()).isEqualTo(200);
    int hostileInstances = HostileClients.isWanted("upstream call") ? INSTANCES : 0;
    for (int i = 0; i < hostileInstances; i++) {
      instances.add(add(attacker, "Hostile " + i, "http://127.0.0.1:" + hostilePort));
    }
    user = new SteadyUser(url, "admin", TestGateway.ADMIN_PASSWORD, films);
    int port = java.net.URI.create(url).getPort();
    clients =
        new HostileClients(
            hostile, new HostileClients.Means(port, "admin", attacker.token(), instances, library));
    user.begin();
  }

  private static Api attacker(Api admin, String url) {
    Map<String, String> attacker =
        Map.of("username", "attacker", "password", TestGateway.USER_PASSWORD, "role", "admin");
    assertThat(admin.post("/users", attacker).status()).isEqualTo(201);
    return new Api(url).login("attacker", TestGateway.USER_PASSWORD);
  }

  private static long add(Api api, String name, String url) {
    Map<String, String> wanted =
        Map.of("name", name, "instance_type", "radarr", "url", url, "api_key", KEY.reveal());
    Api.Reply made = api.post("/instances", wanted);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  /**
   * Attacks for a time and asserts that the user did not notice, and that afterwards everything is
   * as before.
   *
   * @param longest what the 99th percentile of the user's calls stays below
   */
  void attack(Duration time, Duration longest) throws Exception {
    pass(ALONE);
    user.finishCall();
    user.forget();
    pass(ALONE);
    long aloneP99 = user.percentile(0.99);
    System.out.printf("alone: %d calls, %s%n", user.calls(), times());
    clients.begin(false);
    pass(FEW);
    clients.end();
    Held before = settled();
    System.out.println("before: " + before);

    user.finishCall();
    user.forget();
    int begun = clients.begin(true);
    pass(time);
    user.finishCall();
    clients.end();
    System.out.printf(
        "attacked by %d clients: %d calls, %s, failed %s%n",
        begun, user.calls(), times(), user.failures());
    System.out.println(clients.figures());
    System.out.printf(
        "hostile upstream: %d requests, %d MB%n", upstream.asked(), upstream.written() >> 20);

    assertThat(process.isAlive()).as("the gateway lives").isTrue();
    assertThat(process.console()).doesNotContain("OutOfMemoryError");
    assertThat(user.failures()).as("failed calls of the user").isEmpty();
    assertThat(user.calls()).as("calls of the user").isGreaterThan((int) time.toSeconds());
    // A machine that is slow without any attack is no fault of the gateway's.
    assertThat(user.percentile(0.99))
        .as("p99")
        .isLessThan(Math.max(longest.toMillis(), 4 * aloneP99));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(user.untold()).as("imports without event").isEmpty());
    awaitAsBefore(before);
    assertThat(user.failures()).as("failed calls of the user afterwards").isEmpty();
  }

  private String times() {
    return "p50 %d ms, p99 %d ms, longest %d ms"
        .formatted(user.percentile(0.5), user.percentile(0.99), user.percentile(1));
  }

  /** Waits; ends early when the gateway has. */
  private void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(time.plusSeconds(30))
        .until(() -> System.nanoTime() > end || !process.isAlive());
  }

  /** Measures until two measurements in a row agree. */
  private Held settled() throws Exception {
    Held[] last = {held()};
    await()
        .pollInterval(Duration.ofSeconds(4))
        .atMost(SETTLED)
        .until(
            () -> {
              long before = last[0].heapBytes();
              last[0] = held();
              return Math.abs(last[0].heapBytes() - before) < before / 50;
            });
    return last[0];
  }

  private void awaitAsBefore(Held before) {
    await()
        .pollInterval(Duration.ofSeconds(3))
        .atMost(SETTLED)
        .untilAsserted(
            () -> {
              Held now = held();
              System.out.println("after: " + now);
              assertThat(now.heapBytes())
                  .as("live bytes, before " + before)
                  .isLessThan((long) (before.heapBytes() * HEAP_SHARE));
              assertThat(now.files()).as("files").isLessThan(before.files() + SPARE);
              assertThat(now.threads()).as("threads").isLessThan(before.threads() + SPARE);
            });
  }

  /** Collects the garbage first. */
  private Held held() throws IOException, InterruptedException {
    long pid = process.pid();
    String histogram = jcmd(pid, "GC.class_histogram");
    List<String> bytes = TOTAL.matcher(histogram).results().map(m -> m.group(1)).toList();
    assertThat(bytes).as(histogram.lines().limit(5).toList().toString()).hasSize(1);
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      long threads =
          Pattern.compile("Threads:\\s+(\\d+)")
              .matcher(Files.readString(Path.of("/proc/" + pid + "/status")))
              .results()
              .map(MatchResult::group)
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
      return new Held(Long.parseLong(bytes.get(0)), files.count(), threads);
    }
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  @Override
  public void close() throws Exception {
    if (clients != null) {
      clients.end();
    }
    if (user != null) {
      user.close();
    }
    try {
      process.close();
    } catch (AssertionError stuck) {
      process.kill();
      throw stuck;
    }
    Futures.await(hostile.close());
    Futures.await(servers.close());
  }
}
