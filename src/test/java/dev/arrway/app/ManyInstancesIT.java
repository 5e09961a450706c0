package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway with thousands of instances starts again, soon and without a herd: it serves while
 * their actors start, and what is asked of one that has not started yet is answered.
 */
class ManyInstancesIT {
  private static final Pattern RUN =
      Pattern.compile("the actors of (\\d+) instances run after (\\d+) ms");
  private static final Pattern BLOCKED = Pattern.compile("has been blocked for (\\d+) ms");
  private static final Pattern HEAP = Pattern.compile("used (\\d+)K");
  private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");

  private final Vertx vertx = Vertx.vertx();
  @TempDir private Path data;
  private InstanceCrowd crowd;
  private GatewayProcess process;

  @AfterEach
  void stop() throws Exception {
    if (process != null) {
      process.close();
    }
    if (crowd != null) {
      crowd.close();
    }
    Futures.await(vertx.close());
  }

  /** How a start went; times from the start of the process. */
  private record Start(
      Api api, long readyMs, long firstAnswerMs, long deployedMs, long longestTurnMs) {}

  @Test
  void fifteenHundredOfFastUpstreamsStartWithHalfAGigabyte() throws Exception {
    RadarrSandbox radarr =
        Futures.await(
            RadarrSandbox.start(vertx, SandboxSettings.of(10).withPort(0).withApiKey(KEY)));
    crowd = new InstanceCrowd(data);
    crowd.add(Collections.nCopies(1_500, radarr.server().url()), "radarr", KEY);
    process = new GatewayProcess(data, crowd.environment(), "-Xmx512m");
    Start start = restart(1_500, Duration.ofMinutes(4));
    assertThat(start.api().get("/instances?limit=1").at("/total").asInt()).isEqualTo(1_500);
    // The samples, histories and health of all of them come now, and requests are served meanwhile.
    long calls = radarr.server().requests().total();
    await()
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(
            () -> {
              assertThat(start.api().get("/instances/750/root-folders").status()).isEqualTo(200);
              assertThat(radarr.server().requests().total()).isGreaterThan(calls + 1_000);
            });
    assertThat(process.console()).doesNotContain("OutOfMemoryError");
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  @Tag("soak")
  void tenThousandOfRefusingUpstreamsStartInTime() throws Exception {
    String refusing;
    try (ServerSocket closed = new ServerSocket(0)) {
      refusing = "http://127.0.0.1:" + closed.getLocalPort();
    }
    crowd = new InstanceCrowd(data);
    process = new GatewayProcess(data, crowd.environment(), "-Xmx2g");
    assertThat(process.start()).isNotEmpty();
    long empty = heapAfterCollection();
    process.kill();
    crowd.add(Collections.nCopies(10_000, refusing), "radarr", KEY);
    Start start = restart(10_000, Duration.ofSeconds(90));
    assertThat(start.readyMs()).as("ready").isLessThanOrEqualTo(10_000);
    assertThat(start.deployedMs()).as("deployed").isLessThanOrEqualTo(60_000);
    long each = (heapAfterCollection() - empty) / 10_000;
    System.out.printf("heap per instance: %d bytes%n", each);
    assertThat(each).as("heap per instance").isLessThan(40_000);
    await()
        .during(Duration.ofSeconds(30))
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> assertThat(start.api().get("/instances?limit=1").status()).isEqualTo(200));
    System.out.printf("longest event-loop turn in half a minute: %d ms%n", longestTurnSinceReady());
  }

  private Start restart(int count, Duration patience) throws Exception {
    long began = System.nanoTime();
    String url = process.start();
    long ready = since(began);
    Api api = new Api(url).login("admin", TestGateway.ADMIN_PASSWORD);
    // The last one, whose turn has hardly come: it is answered, however its upstream is.
    assertThat(api.get("/instances/" + count + "/root-folders").status()).isIn(200, 502);
    long answered = since(began);
    await().atMost(patience).until(() -> RUN.matcher(process.console()).find());
    Matcher run = RUN.matcher(process.console());
    assertThat(run.find()).isTrue();
    assertThat(Integer.parseInt(run.group(1))).isBetween(count - 1, count);
    Start start =
        new Start(
            api, ready, answered, ready + Long.parseLong(run.group(2)), longestTurnSinceReady());
    System.out.printf(
        "%d instances: ready after %d ms, first answer after %d ms, all deployed after %d ms,"
            + " longest event-loop turn %d ms%n",
        count, start.readyMs(), start.firstAnswerMs(), start.deployedMs(), start.longestTurnMs());
    return start;
  }

  private static long since(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  /** Of one thread; a moment in which all threads stand is the machine's or the collector's. */
  private long longestTurnSinceReady() throws IOException {
    String console = process.console();
    String served = console.substring(Math.max(0, console.indexOf("Arrway is ready")));
    LongStream turns =
        BLOCKED.matcher(served).results().mapToLong(found -> Long.parseLong(found.group(1)));
    OptionalLong longest = turns.max();
    return longest.orElse(0);
  }

  private long heapAfterCollection() throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String pid = Long.toString(process.pid());
    assertThat(run(jcmd, pid, "GC.run")).contains("successfully");
    Matcher used = HEAP.matcher(run(jcmd, pid, "GC.heap_info"));
    assertThat(used.find()).isTrue();
    return Long.parseLong(used.group(1)) * 1024;
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
