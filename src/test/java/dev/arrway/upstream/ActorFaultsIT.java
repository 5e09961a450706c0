package dev.arrway.upstream;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.upstream.radarr.RadarrUpstream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One instance is ill, over real sockets; the other must not notice. */
class ActorFaultsIT {
  private static final long ILL = 1;
  private static final long WELL = 2;
  private static final ArrCommand.GetStatus STATUS = new ArrCommand.GetStatus();
  private static final ArrCommand.GetTags TAGS = new ArrCommand.GetTags();
  private static final ArrCommand.GetHealth HEALTH = new ArrCommand.GetHealth();
  private TestActors actors;
  private SandboxServer ill;
  private SandboxServer well;

  @BeforeEach
  void open() {
    actors = new TestActors(new RadarrUpstream());
    ill = await(RadarrSandbox.start(actors.vertx, SandboxSettings.of(30))).server();
    well = await(RadarrSandbox.start(actors.vertx, SandboxSettings.of(30))).server();
    deploy(ILL, ill, Map.of());
    deploy(WELL, well, Map.of());
  }

  @AfterEach
  void close() {
    actors.close();
  }

  private void deploy(long id, SandboxServer server, Map<String, ?> settings) {
    var spec = TestActors.spec(id, "radarr", server.url(), server.apiKey());
    await(actors.fleet.deploy(TestActors.with(spec, Duration.ofSeconds(5), settings)));
  }

  private void sick(Fault fault) {
    ill.faults().replace(List.of(fault));
  }

  /** Many calls of the instance that is well, which must all be done in good time. */
  private void othersGoOn() {
    long begun = System.nanoTime();
    await(
        Future.all(
            IntStream.range(0, 50).mapToObj(i -> actors.send(WELL, STATUS, 5_000)).toList()));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Fault.of(FaultKind.HANG), FailureCode.UPSTREAM_TIMEOUT),
        Arguments.of(Fault.of(FaultKind.TRUNCATE), FailureCode.UPSTREAM_TRUNCATED),
        Arguments.of(Fault.of(FaultKind.LOGIN_PAGE), FailureCode.UPSTREAM_HTML),
        Arguments.of(Fault.of(FaultKind.HUGE), FailureCode.UPSTREAM_TOO_LARGE),
        Arguments.of(Fault.of(FaultKind.BROKEN_JSON), FailureCode.UPSTREAM_BAD_JSON),
        Arguments.of(Fault.of(FaultKind.DEEP), FailureCode.UPSTREAM_BAD_JSON),
        Arguments.of(Fault.body("null"), FailureCode.UPSTREAM_UNEXPECTED),
        Arguments.of(Fault.body("{}"), FailureCode.UPSTREAM_UNEXPECTED),
        Arguments.of(Fault.of(FaultKind.WRONG_TYPES), FailureCode.UPSTREAM_UNEXPECTED),
        Arguments.of(Fault.of(FaultKind.RESET), FailureCode.UPSTREAM_RESET),
        Arguments.of(Fault.of(FaultKind.BIG_HEADERS), FailureCode.UPSTREAM_HEADERS_TOO_LARGE),
        Arguments.of(Fault.redirect("http://127.0.0.1:1/"), FailureCode.UPSTREAM_REDIRECT),
        Arguments.of(Fault.status(401), FailureCode.UPSTREAM_AUTH_FAILED),
        Arguments.of(Fault.status(404), FailureCode.UPSTREAM_NOT_FOUND),
        Arguments.of(Fault.status(400), FailureCode.UPSTREAM_REJECTED),
        Arguments.of(Fault.status(503), FailureCode.UPSTREAM_ERROR));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("faults")
  void eachFaultHasItsCodeAndStaysWithItsInstance(Fault fault, FailureCode code) {
    sick(fault);
    var asked = actors.send(ILL, TAGS, 20_000);
    othersGoOn();
    if (fault.kind() == FaultKind.HANG) {
      assertThat(asked.isComplete()).as("still waiting while the other works").isFalse();
    }
    assertThat(TestActors.failure(asked).code()).isEqualTo(code);
    assertThat(actors.memory.observed(code)).isTrue();
    ill.faults().clear();
    assertThat(actors.ask(ILL, TAGS).tags()).as("after the fault").isNotEmpty();
  }

  @Test
  void aRefusedConnectionIsSaidWithinHalfASecond() {
    await(ill.close());
    long begun = System.nanoTime();
    assertThat(actors.code(ILL, TAGS)).isEqualTo(FailureCode.UPSTREAM_REFUSED);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(500));
    othersGoOn();
    await(ill.reopen());
    assertThat(actors.ask(ILL, TAGS).tags()).isNotEmpty();
  }

  @Test
  void aLimitOfTheUpstreamIsHonouredWithoutAsking() {
    sick(Fault.status(429).header("Retry-After", "30").times(1));
    Failure first = actors.refusal(ILL, TAGS);
    assertThat(first.code()).isEqualTo(FailureCode.UPSTREAM_RATE_LIMITED);
    assertThat(first.retryAfterMs()).isBetween(20_000L, 30_000L);
    assertThat(actors.code(ILL, STATUS)).isEqualTo(FailureCode.UPSTREAM_RATE_LIMITED);
    assertThat(ill.requests().total()).isOne();
    othersGoOn();
  }

  @Test
  void theBreakerOpensAfterFiveFailuresAndClosesAgain() {
    deploy(ILL, ill, Map.of("breaker_open_seconds", 1));
    sick(Fault.status(500));
    for (int i = 0; i < 5; i++) {
      assertThat(actors.code(ILL, STATUS)).isEqualTo(FailureCode.UPSTREAM_ERROR);
    }
    Failure held = actors.refusal(ILL, STATUS);
    assertThat(held.code()).isEqualTo(FailureCode.BREAKER_OPEN);
    assertThat(held.retryAfterMs()).isBetween(1L, 1_000L);
    assertThat(ill.requests().total()).isEqualTo(5);
    assertThat(actors.ask(ILL, new UpstreamCommand.GetVitals()).circuit()).isEqualTo("open");
    assertThat(actors.ask(WELL, new UpstreamCommand.GetVitals()).circuit()).isEqualTo("closed");
    othersGoOn();
    ill.faults().clear();
    Awaitility.await().until(() -> actors.send(ILL, STATUS, 5_000), TestActors::works);
    assertThat(actors.memory.circuits).containsSubsequence("open", "half_open", "closed");
    assertThat(actors.ask(ILL, new UpstreamCommand.GetVitals()).circuit()).isEqualTo("closed");
  }

  @Test
  void aFullMailboxIsBusyAndLosesNothing() {
    sick(Fault.of(FaultKind.HANG));
    int held = UpstreamActor.CONCURRENCY + UpstreamActor.MAILBOX_CAPACITY;
    List<Future<ArrReply.Status>> asked =
        IntStream.range(0, held + 10).mapToObj(i -> actors.send(ILL, STATUS, 3_000)).toList();
    for (Future<ArrReply.Status> over : asked.subList(held, held + 10)) {
      Failure failure = TestActors.failure(over);
      assertThat(failure.code()).isEqualTo(FailureCode.BUSY);
      assertThat(failure.retryAfterMs()).isPositive();
    }
    UpstreamReply.Vitals vitals = actors.ask(ILL, new UpstreamCommand.GetVitals());
    assertThat(vitals.queued()).isEqualTo(UpstreamActor.MAILBOX_CAPACITY);
    assertThat(vitals.running()).isEqualTo(UpstreamActor.CONCURRENCY);
    othersGoOn();
    assertThat(asked.subList(0, held))
        .allSatisfy(
            one ->
                assertThat(TestActors.failure(one).code())
                    .isIn(
                        FailureCode.DEADLINE_EXCEEDED,
                        FailureCode.UPSTREAM_TIMEOUT,
                        FailureCode.BREAKER_OPEN));
  }

  @Test
  void whatIsLateIsNeverSent() {
    sick(Fault.delay(700).on("/api/v3/system/status"));
    List<Future<ArrReply.Status>> first =
        IntStream.range(0, UpstreamActor.CONCURRENCY)
            .mapToObj(i -> actors.send(ILL, STATUS, 10_000))
            .toList();
    var late = actors.send(ILL, TAGS, 100);
    var inTime = actors.send(ILL, HEALTH, 10_000);
    assertThat(TestActors.failure(late).code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
    await(Future.all(first));
    await(inTime);
    assertThat(ill.requests().count("GET", "/api/v3/health")).isOne();
    assertThat(ill.requests().count("GET", "/api/v3/tag")).isZero();
  }

  @Test
  void anUndeployedInstanceIsUnavailableAtOnceForEverybody() {
    sick(Fault.of(FaultKind.HANG));
    List<Future<ArrReply.Status>> asked =
        IntStream.range(0, 100).mapToObj(i -> actors.send(ILL, STATUS, 15_000)).toList();
    Awaitility.await().until(() -> ill.requests().total() > 0);
    long begun = System.nanoTime();
    await(actors.fleet.undeploy(ILL));
    assertThat(asked)
        .allSatisfy(
            one ->
                assertThat(TestActors.failure(one).code())
                    .isEqualTo(FailureCode.ACTOR_UNAVAILABLE));
    assertThat(actors.code(ILL, STATUS)).isEqualTo(FailureCode.ACTOR_UNAVAILABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    assertThat(actors.fleet.runs(ILL)).isFalse();
    assertThat(actors.fleet.runs(WELL)).isTrue();
    othersGoOn();
  }

  @Test
  void manyCallsShareSixConnections() {
    sick(Fault.delay(30));
    await(
        Future.all(
            IntStream.range(0, 120).mapToObj(i -> actors.send(ILL, STATUS, 15_000)).toList()));
    assertThat(ill.requests().total()).isEqualTo(120);
    assertThat(ill.requests().openAtMost()).isBetween(2L, 6L);
  }

  @Test
  void aLibraryThatBreaksOffLeavesTheLastOne() {
    var sync = new ArrCommand.SyncLibrary();
    assertThat(actors.ask(ILL, sync).counts().fetched()).isEqualTo(30);
    sick(Fault.of(FaultKind.TRUNCATE).on("/api/v3/movie"));
    assertThat(actors.code(ILL, sync)).isEqualTo(FailureCode.UPSTREAM_TRUNCATED);
    ill.faults().replace(List.of(Fault.body("{}").on("/api/v3/movie")));
    assertThat(actors.code(ILL, sync)).isEqualTo(FailureCode.UPSTREAM_UNEXPECTED);
    ill.faults().replace(List.of(Fault.body("[{\"id\":1}]").on("/api/v3/movie")));
    assertThat(actors.code(ILL, sync)).as("no title").isEqualTo(FailureCode.UPSTREAM_UNEXPECTED);
    assertThat(actors.memory.libraries.get(ILL)).hasSize(30);
  }

  @Test
  void whoeverAsksForASyncWhileOneRunsGetsItsOutcome() {
    sick(Fault.delay(300).on("/api/v3/movie"));
    List<Future<ArrReply.Synced>> asked =
        IntStream.range(0, 40)
            .mapToObj(i -> actors.send(ILL, new ArrCommand.SyncLibrary(), 10_000))
            .toList();
    assertThat(actors.ask(ILL, STATUS).status().application())
        .as("a sync leaves room for others")
        .isEqualTo("Radarr");
    assertThat(await(Future.all(asked)).succeeded()).isTrue();
    assertThat(ill.requests().count("GET", "/api/v3/movie")).isOne();
  }

  @Test
  void anInstanceIsReplacedInOrderAndNeverTwice() {
    SandboxServer other = await(RadarrSandbox.start(actors.vertx, SandboxSettings.of(5))).server();
    List<Future<Void>> steps =
        List.of(
            actors.fleet.undeploy(ILL),
            actors.fleet.deploy(TestActors.spec(ILL, "radarr", ill.url(), ill.apiKey())),
            actors.fleet.undeploy(ILL),
            actors.fleet.deploy(TestActors.spec(ILL, "radarr", other.url(), other.apiKey())));
    await(Future.all(steps));
    for (int i = 0; i < 10; i++) {
      assertThat(actors.ask(ILL, STATUS).status().application()).isEqualTo("Radarr");
    }
    assertThat(ill.requests().total()).isZero();
    assertThat(other.requests().total()).isEqualTo(10);
  }

  @Test
  void anInstanceThatCannotRunLeavesNothingBehind() {
    var spec = TestActors.spec(9, "radarr", "http://127.0.0.1:1", Secret.of("k"));
    var broken = TestActors.with(spec, Duration.ofSeconds(1), Map.of("sync_interval_minutes", 0));
    Failure failure = TestActors.failure(actors.fleet.deploy(broken));
    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.errors())
        .extracting(error -> error.field())
        .containsExactly("settings.sync_interval_minutes");
    var unknown = TestActors.spec(9, "lidarr", "http://127.0.0.1:1", Secret.of("k"));
    assertThat(TestActors.failure(actors.fleet.deploy(unknown)).detail()).contains("radarr");
    assertThat(actors.fleet.runs(9)).isFalse();
    assertThat(actors.code(9, STATUS)).isEqualTo(FailureCode.ACTOR_UNAVAILABLE);
  }

  @Test
  void aMissingUrlBaseIsFoundAndRemembered() {
    var settings = SandboxSettings.of(5).withUrlBase("/radarr");
    SandboxServer server = await(RadarrSandbox.start(actors.vertx, settings)).server();
    String bare = server.url().replace("/radarr", "");
    await(actors.fleet.deploy(TestActors.spec(3, "radarr", bare, server.apiKey())));
    assertThat(actors.ask(3, new UpstreamCommand.TestConnection()).report().application())
        .isEqualTo("Radarr");
    assertThat(actors.memory.bases).containsExactly("/radarr");
  }
}
