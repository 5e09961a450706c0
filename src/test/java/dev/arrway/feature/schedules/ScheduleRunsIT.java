package dev.arrway.feature.schedules;

import static dev.arrway.feature.schedules.ScheduleBench.OWNER;
import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs of schedules on two gateways, by a clock that is moved by hand. */
class ScheduleRunsIT {
  private static final Instant BEGIN = Instant.parse("2026-05-05T12:00:00Z");

  private ScheduleBench bench;
  private Schedule schedule;

  @BeforeEach
  void open() {
    List<WantedItem> movies =
        LongStream.rangeClosed(1, 300)
            .mapToObj(id -> ScheduleBench.movie(id, BEGIN.minus(Duration.ofDays(id))))
            .toList();
    bench = new ScheduleBench(BEGIN, Map.of(WantedKind.MISSING, movies));
    schedule = await(bench.first().create(OWNER, ScheduleBench.hourly("Hourly")));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Schedule now() {
    return await(bench.first().get(OWNER, schedule.id()));
  }

  @Test
  void gatewaysThatTickAtOnceMakeOneRun() {
    for (int hour = 0; hour < 10; hour++) {
      await(
          Future.join(
              List.of(
                  bench.first().tick(),
                  bench.second().tick(),
                  bench.first().tick(),
                  bench.second().tick())));
      bench.clock().pass(Duration.ofHours(1));
    }
    assertThat(bench.runs(schedule)).hasSize(10);
    assertThat(bench.instance().searched())
        .hasSize(10)
        .flatMap(FakeInstance.Searched::items)
        .hasSize(100)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatWasMissedIsMadeUpForOnce() {
    bench.tick();
    bench.clock().pass(Duration.ofHours(30));
    bench.tick();
    bench.tick();
    bench.clock().pass(Duration.ofMinutes(59));
    bench.tick();
    assertThat(bench.runs(schedule)).hasSize(2);
    assertThat(now().nextRunAt()).isEqualTo(BEGIN.plus(Duration.ofHours(31)));
    bench.clock().pass(Duration.ofMinutes(1));
    bench.tick();
    assertThat(bench.runs(schedule)).hasSize(3);
  }

  @Test
  void whileARunReadsNoOtherBegins() {
    Promise<Void> answer = Promise.promise();
    bench.instance().answerAfter(answer.future());
    Future<Void> running = bench.first().tick();
    await().until(() -> now().running());
    await(bench.second().tick());
    assertThatThrownBy(() -> await(bench.second().runNow(OWNER, schedule.id())))
        .isInstanceOfSatisfying(
            FailureException.class,
            refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.CONFLICT));
    answer.complete();
    await(running);
    assertThat(bench.runs(schedule)).hasSize(1);
    assertThat(bench.instance().searched()).hasSize(1);
  }

  @Test
  void aRunThatLostItsLeaseSearchesNothing() {
    Promise<Void> answer = Promise.promise();
    bench.instance().answerAfter(answer.future());
    Future<Void> stuck = bench.first().tick();
    await().until(() -> now().running());
    bench.clock().pass(ClaimRows.LEASE);
    bench.instance().answerAfter(Future.succeededFuture());
    await(bench.second().tick());
    answer.complete();
    await(stuck);
    assertThat(bench.runs(schedule))
        .extracting(Run::status)
        .containsExactly("searching", "interrupted");
    assertThat(bench.instance().searched()).hasSize(1);
  }

  @Test
  void itIsRememberedWhatEachSearchLedTo() {
    bench.tick();
    bench.tick();
    assertThat(bench.runs(schedule).get(0).items())
        .hasSize(10)
        .allSatisfy(
            item ->
                assertThat(item.outcome())
                    .isEqualTo(item.itemId() % 2 == 1 ? "grabbed" : "pending"));
    bench.clock().pass(Patience.QUIET);
    bench.tick();
    Run run = bench.runs(schedule).get(0);
    assertThat(run.status()).isEqualTo("completed");
    assertThat(run.items())
        .allSatisfy(
            item ->
                assertThat(item.outcome()).isEqualTo(item.itemId() % 2 == 1 ? "grabbed" : "none"));
    assertThat(bench.events().of("search.completed")).hasSize(1);
    assertThat(bench.events().of("search.completed").get(0).data().toString())
        .contains("grabbed=5", "none=5");
  }

  @Test
  void whileAllIndexersFailItPausesAndLooksAgainSoon() {
    bench.instance().indexersFail(true);
    for (int minute = 0; minute < 60; minute += 5) {
      bench.tick();
      bench.clock().pass(Duration.ofMinutes(5));
    }
    assertThat(bench.instance().searched()).isEmpty();
    assertThat(bench.runs(schedule)).hasSize(1);
    assertThat(bench.runs(schedule).get(0).timesBlocked()).isEqualTo(6);
    assertThat(now().paused()).hasToString("INDEXERS_FAILING");
    assertThat(now().pausedSince()).isEqualTo(BEGIN);
    assertThat(bench.events().of("search.paused")).hasSize(1);
    bench.instance().indexersFail(false);
    bench.tick();
    assertThat(bench.instance().searched()).hasSize(1);
    assertThat(now().paused()).isNull();
    assertThat(bench.events().of("search.resumed")).hasSize(1);
  }

  @Test
  void aScheduleThatIsSwitchedOffWhileItReadsSearchesNothing() {
    Promise<Void> answer = Promise.promise();
    bench.instance().answerAfter(answer.future());
    Future<Void> running = bench.first().tick();
    await().until(() -> now().running());
    bench.database().execute("UPDATE search_schedule SET enabled = false, next_run_at = NULL");
    answer.complete();
    await(running);
    assertThat(bench.instance().searched()).isEmpty();
    assertThat(now().running()).isFalse();
    assertThat(now().nextRunAt()).isNull();
  }
}
