package dev.arrway.feature.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DriftScheduleTest {
  private static final Instant BEGIN = Instant.parse("2026-01-15T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofHours(6);

  private final Hand clock = new Hand();
  private final Map<Long, Instant> checkedAt = new TreeMap<>();
  private final List<Long> checks = new ArrayList<>();
  private Future<Void> outcome = Future.succeededFuture();
  private final DriftSchedule schedule =
      new DriftSchedule(
          INTERVAL,
          clock,
          new DriftSchedule.Sources(
              () ->
                  Future.succeededFuture(
                      checkedAt.entrySet().stream()
                          .map(e -> new LookRows.Checked(e.getKey(), 1, e.getValue()))
                          .toList()),
              id -> id != 99,
              id -> id != 98,
              one -> {
                checks.add(one.instanceId());
                return outcome.onSuccess(done -> checkedAt.put(one.instanceId(), clock.now));
              }));

  @Test
  void instancesOfOneUserThatHangDoNotHoldUpThoseOfAnother() {
    List<Long> asked = new ArrayList<>();
    Promise<Void> hanging = Promise.promise();
    DriftSchedule shared =
        new DriftSchedule(
            INTERVAL,
            clock,
            new DriftSchedule.Sources(
                () ->
                    Future.succeededFuture(
                        List.of(
                            new LookRows.Checked(1, 1, BEGIN),
                            new LookRows.Checked(2, 1, BEGIN),
                            new LookRows.Checked(3, 1, BEGIN),
                            new LookRows.Checked(4, 2, BEGIN))),
                id -> true,
                id -> true,
                one -> {
                  asked.add(one.instanceId());
                  return one.ownerId() == 1 ? hanging.future() : Future.succeededFuture();
                }));
    clock.now = BEGIN.plus(INTERVAL.multipliedBy(2));
    Future<Void> first = shared.tick();
    assertThat(asked).containsExactly(1L, 4L);
    assertThat(first.isComplete()).isFalse();
    // What hangs is not asked again, and the others are.
    assertThat(shared.tick().isComplete()).isTrue();
    assertThat(asked).containsExactly(1L, 4L, 4L);
    hanging.complete();
    assertThat(first.succeeded()).isTrue();
    assertThat(asked).containsExactly(1L, 4L, 4L, 2L, 3L);
  }

  private static final class Hand extends Clock {
    private Instant now = BEGIN;

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

  private void tickAfter(Duration time) {
    clock.now = clock.now.plus(time);
    assertThat(schedule.tick().succeeded()).isTrue();
  }

  @Test
  void eachIsCheckedWhenTheIntervalAndAtMostATenthOfItHavePassed() {
    checkedAt.put(1L, BEGIN);
    tickAfter(INTERVAL.minusSeconds(1));
    assertThat(checks).isEmpty();
    tickAfter(INTERVAL.dividedBy(10).plusSeconds(2));
    assertThat(checks).containsExactly(1L);
    tickAfter(Duration.ofMinutes(5));
    assertThat(checks).hasSize(1);
    tickAfter(INTERVAL.dividedBy(10).plus(INTERVAL));
    assertThat(checks).hasSize(2);
  }

  @Test
  void thoseThatBeganTogetherAreNotCheckedTogether() {
    for (long id = 1; id <= 40; id++) {
      checkedAt.put(id, BEGIN);
    }
    tickAfter(INTERVAL);
    TreeSet<Integer> batches = new TreeSet<>();
    for (int minute = 0; minute < 40; minute++) {
      int before = checks.size();
      tickAfter(Duration.ofMinutes(1));
      batches.add(checks.size() - before);
    }
    assertThat(checks).hasSize(40).doesNotHaveDuplicates();
    assertThat(batches.last()).as("most in one minute").isLessThan(10);
  }

  @Test
  void noneIsCheckedWhileACheckGoesOn() {
    checkedAt.put(1L, BEGIN);
    checkedAt.put(2L, BEGIN);
    Promise<Void> first = Promise.promise();
    outcome = first.future();
    clock.now = BEGIN.plus(INTERVAL.multipliedBy(2));
    Future<Void> running = schedule.tick();
    assertThat(schedule.tick().succeeded()).isTrue();
    assertThat(checks).hasSize(1);
    outcome = Future.succeededFuture();
    first.complete();
    assertThat(running.succeeded()).isTrue();
    assertThat(checks).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void whatCannotBeCheckedIsTriedAgainAfterTenMinutes() {
    checkedAt.put(1L, BEGIN);
    outcome = Future.failedFuture("down");
    tickAfter(INTERVAL.multipliedBy(2));
    tickAfter(Duration.ofMinutes(9));
    assertThat(checks).hasSize(1);
    tickAfter(Duration.ofMinutes(1));
    assertThat(checks).hasSize(2);
    outcome = Future.succeededFuture();
    tickAfter(Duration.ofMinutes(10));
    tickAfter(Duration.ofMinutes(10));
    assertThat(checks).hasSize(3);
  }

  @Test
  void thoseThatAreOffOrFailingAreLeftAlone() {
    checkedAt.put(98L, BEGIN);
    checkedAt.put(99L, BEGIN);
    tickAfter(INTERVAL.multipliedBy(2));
    assertThat(checks).isEmpty();
  }
}
