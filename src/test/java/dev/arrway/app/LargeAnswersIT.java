package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two dozen upstreams that send 60 MB at once, to a gateway of 256 MB, while somebody else works
 * with an instance of theirs.
 */
class LargeAnswersIT {
  private static final int UPSTREAMS = 24;
  private static final List<String> MODES =
      List.of(
          "announced", "chunked", "gzip", "deep", "wide", "record", "error", "redirect", "dribble");

  @TempDir private static Path data;
  private static Vertx vertx;
  private static InstanceCrowd crowd;
  private static GatewayProcess process;
  private static FloodingUpstream flood;
  private static Api admin;
  private static Api other;
  private static ExecutorService callers;
  private static long healthy;

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    flood = new FloodingUpstream(vertx);
    Secret key = Secret.of("0123456789abcdef0123456789abcdef");
    RadarrSandbox radarr =
        Futures.await(
            RadarrSandbox.start(vertx, SandboxSettings.of(10).withPort(0).withApiKey(key)));
    crowd = new InstanceCrowd(data);
    List<String> urls = new ArrayList<>();
    MODES.forEach(mode -> urls.addAll(Collections.nCopies(UPSTREAMS, flood.url(mode))));
    crowd.add(urls, "radarr", key);
    // Nothing but what the test asks for.
    Map<String, String> environment = new HashMap<>(crowd.environment());
    environment.put("ARRWAY_MONITORING_INTERVAL", "0s");
    environment.put("ARRWAY_WEBHOOKS_POLL_INTERVAL", "0s");
    environment.put("ARRWAY_WEBHOOKS_RECONCILE_INTERVAL", "0s");
    process = new GatewayProcess(data, environment);
    admin = new Api(process.start()).login("admin", TestGateway.ADMIN_PASSWORD);
    other = newUser();
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
    Api.Reply made = other.post("/instances", films);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    healthy = made.id();
    callers = Executors.newFixedThreadPool(UPSTREAMS);
  }

  private static Api newUser() throws IOException {
    Map<String, String> user =
        Map.of("username", "other", "password", TestGateway.USER_PASSWORD, "role", "admin");
    assertThat(admin.post("/users", user).status()).isEqualTo(201);
    return new Api(process.url()).login("other", TestGateway.USER_PASSWORD);
  }

  @AfterAll
  static void close() throws Exception {
    callers.shutdownNow();
    process.close();
    crowd.close();
    Futures.await(vertx.close());
  }

  @AfterEach
  void theProcessIsUnharmed() throws IOException {
    assertThat(process.isAlive()).isTrue();
    assertThat(process.console()).doesNotContain("OutOfMemoryError");
    assertThat(other.get("/instances/" + healthy + "/root-folders").status()).isEqualTo(200);
  }

  private static List<Long> of(String mode) {
    List<Long> ids = new ArrayList<>();
    for (int i = 1; i <= UPSTREAMS; i++) {
      ids.add((long) MODES.indexOf(mode) * UPSTREAMS + i);
    }
    return ids;
  }

  private static List<Future<Api.Reply>> askAll(String mode, String path) {
    return of(mode).stream()
        .map(id -> callers.submit(() -> admin.get("/instances/" + id + path)))
        .toList();
  }

  /** Another user's work, for as long as the others' calls run. */
  private static int workMeanwhile(List<Future<Api.Reply>> calls) {
    int done = 0;
    while (done == 0 || calls.stream().anyMatch(call -> !call.isDone())) {
      assertThat(other.get("/instances/" + healthy + "/root-folders").status()).isEqualTo(200);
      assertThat(other.get("/instances/" + healthy + "/wanted/missing").status()).isEqualTo(200);
      done++;
    }
    return done;
  }

  @ParameterizedTest
  @CsvSource({
    "announced, upstream_too_large",
    "chunked, upstream_too_large",
    "gzip, upstream_too_large",
    "deep, upstream_bad_json",
    "wide, upstream_unexpected",
    "record, upstream_too_large",
    "error, upstream_error",
    "redirect, upstream_too_large"
  })
  void twoDozenLargeAnswersAtOnceFailByThemselves(String mode, String code) throws Exception {
    List<Future<Api.Reply>> calls = askAll(mode, "/root-folders");
    int done = workMeanwhile(calls);
    for (Future<Api.Reply> call : calls) {
      Api.Reply reply = call.get(60, TimeUnit.SECONDS);
      assertThat(reply.at("/code").asText()).as(reply.text()).isIn(code, "busy");
      assertThat(reply.status()).isIn(502, 503);
    }
    System.out.printf("%s: %d rounds of work meanwhile%n", mode, done);
    if (!code.equals("upstream_error")) {
      assertThat(admin.get("/instances/" + of(mode).get(0)).at("/circuit").asText())
          .isEqualTo("closed");
    }
  }

  @Test
  void librariesAndListsOfRecordsOfSixtyMegabytesFailByThemselves() throws Exception {
    List<Future<Api.Reply>> calls = new ArrayList<>();
    calls.addAll(askAll("record", "/wanted/missing?limit=500"));
    calls.addAll(askAll("chunked", "/history"));
    calls.addAll(askAll("record", "/library"));
    assertThat(workMeanwhile(calls)).isPositive();
    for (Future<Api.Reply> call : calls) {
      Api.Reply reply = call.get(60, TimeUnit.SECONDS);
      assertThat(reply.at("/code").asText())
          .as(reply.text())
          // A record that is too large is left out; after it, this one's text never ends.
          .isIn("upstream_too_large", "upstream_unexpected", "upstream_bad_json", "busy");
    }
  }

  @Test
  void slowAnswersThatHoldTheirMemoryLeaveRoomForOthers() throws Exception {
    List<Future<Api.Reply>> calls = askAll("dribble", "/root-folders");
    await().atMost(Duration.ofSeconds(30)).until(() -> flood.dribbling() > 0);
    int done = workMeanwhile(calls);
    List<String> codes = new ArrayList<>();
    for (Future<Api.Reply> call : calls) {
      codes.add(call.get(60, TimeUnit.SECONDS).at("/code").asText());
    }
    System.out.printf(
        "dribble: %d rounds of work meanwhile, %d answers refused as busy%n",
        done, Collections.frequency(codes, "busy"));
    // 24 times 3.9 MB do not fit into an eighth of 256 MB: some are refused, and what fits is read.
    assertThat(codes).contains("busy").contains("");
    assertThat(codes).isSubsetOf("busy", "");
  }
}
