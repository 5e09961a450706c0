package dev.arrway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** With more instances than can be looked at, each has its turn all the same. */
class PollTurnsTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** A clock that stands until it is moved. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final SetClock clock = new SetClock();
  private final Set<Long> deleted = new HashSet<>();

  private Optional<Instance> find(long id) {
    return deleted.contains(id) ? Optional.empty() : Optional.of(instance(id));
  }

  private static Instance instance(long id) {
    return new Instance(
        id,
        1,
        true,
        "Crowd " + id,
        "radarr",
        URI.create("http://127.0.0.1:1"),
        false,
        true,
        30,
        300,
        true,
        Map.of(),
        false,
        HealthState.NEW,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static List<Instance> crowd(int size) {
    return LongStream.rangeClosed(1, size).mapToObj(PollTurnsTest::instance).toList();
  }

  @Test
  void noneOfAThousandIsLeftOut() {
    Map<Long, Integer> looks = new HashMap<>();
    Deque<Promise<Void>> running = new ArrayDeque<>();
    PollTurns turns =
        new PollTurns(
            "looking",
            4,
            clock,
            this::find,
            id -> true,
            one -> {
              looks.merge(one.id(), 1, Integer::sum);
              Promise<Void> promise = Promise.promise();
              running.add(promise);
              return promise.future();
            });
    List<Instance> crowd = crowd(1_000);
    // Only 30 of them can be looked at in each interval: the fourth place is for other users.
    for (int second = 0; second < 400; second++) {
      crowd.forEach(one -> turns.consider(one, Duration.ZERO, INTERVAL));
      assertThat(running).hasSizeLessThanOrEqualTo(4);
      for (int i = running.size(); i > 0; i--) {
        running.remove().complete();
      }
      clock.now = clock.now.plusSeconds(1);
    }
    assertThat(looks).hasSize(1_000);
    assertThat(looks.values()).allMatch(count -> count <= 3);
  }

  @Test
  void thousandsThatEndAtOnceDoNotNest() {
    Set<Long> seen = new HashSet<>();
    PollTurns turns =
        new PollTurns(
            "looking",
            2,
            clock,
            this::find,
            id -> true,
            one -> {
              seen.add(one.id());
              return Future.failedFuture("refused");
            });
    crowd(20_000).forEach(one -> turns.consider(one, Duration.ZERO, INTERVAL));
    clock.now = clock.now.plusSeconds(2);
    crowd(20_000).forEach(one -> turns.consider(one, Duration.ZERO, INTERVAL));
    assertThat(seen).hasSize(20_000);
  }

  @Test
  void whatMayNotRunWhenItsTurnComesIsPassedOver() {
    Set<Long> barred = new HashSet<>();
    Set<Long> seen = new HashSet<>();
    Promise<Void> first = Promise.promise();
    PollTurns turns =
        new PollTurns(
            "looking",
            1,
            clock,
            this::find,
            id -> !barred.contains(id),
            one -> {
              seen.add(one.id());
              return one.id() == 1 ? first.future() : Future.succeededFuture();
            });
    turns.soon(1, Duration.ZERO);
    turns.soon(2, Duration.ZERO);
    turns.soon(3, Duration.ZERO);
    crowd(3).forEach(one -> turns.consider(one, Duration.ZERO, INTERVAL));
    barred.add(2L);
    first.complete();
    assertThat(seen).containsExactlyInAnyOrder(1L, 3L);
  }

  @Test
  void workThatThrowsReturnsItsSlotAndTheInstanceIsWorkedOnAgain() {
    List<Long> seen = new ArrayList<>();
    PollTurns turns =
        new PollTurns(
            "looking",
            1,
            clock,
            this::find,
            id -> true,
            one -> {
              seen.add(one.id());
              throw new StackOverflowError("thrown on purpose");
            });
    for (int round = 0; round < 2; round++) {
      crowd(2).forEach(one -> turns.consider(one, Duration.ZERO, INTERVAL));
      clock.now = clock.now.plus(INTERVAL.multipliedBy(2));
    }
    crowd(2).forEach(one -> turns.consider(one, Duration.ZERO, INTERVAL));
    assertThat(seen).containsExactly(1L, 2L, 1L, 2L);
  }

  @Test
  void whatIsDeletedWhileItWaitsAndWhatWaitsAtTheEndIsNotBegun() {
    List<Long> seen = new ArrayList<>();
    Deque<Promise<Void>> running = new ArrayDeque<>();
    PollTurns turns =
        new PollTurns(
            "looking",
            1,
            clock,
            this::find,
            id -> true,
            one -> {
              seen.add(one.id());
              running.add(Promise.promise());
              return running.getLast().future();
            });
    for (long id = 1; id <= 4; id++) {
      turns.soon(id, Duration.ZERO);
    }
    crowd(4).forEach(one -> turns.consider(one, Duration.ZERO, INTERVAL));
    deleted.add(2L);
    running.remove().complete();
    assertThat(seen).containsExactly(1L, 3L);
    turns.stop();
    running.remove().complete();
    assertThat(seen).containsExactly(1L, 3L);
  }
}
