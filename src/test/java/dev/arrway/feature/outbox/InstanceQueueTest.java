package dev.arrway.feature.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InstanceQueueTest {
  private final List<Duration> waits = new ArrayList<>();
  private long now;
  private boolean answers;
  private int claims;

  private final InstanceQueue queue =
      new InstanceQueue(
          most -> {
            claims++;
            return Future.succeededFuture(List.of());
          },
          entry -> Future.succeededFuture(false),
          () -> Future.succeededFuture(answers),
          waits::add,
          () -> now);

  /** Lets the time of the newest wait pass, and probes. */
  private void pass() {
    now += waits.get(waits.size() - 1).toNanos();
    assertThat(queue.probe().succeeded()).isTrue();
  }

  @Test
  void probesAfterOneAndTwoSecondsThenEveryFourThenEveryThirty() {
    queue.down();
    while (now < TimeUnit.MINUTES.toNanos(12)) {
      pass();
    }
    assertThat(waits.subList(0, 4))
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4));
    Duration four = waits.stream().reduce(Duration.ZERO, InstanceQueueTest::sumOfUpToFour);
    assertThat(four).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(604));
    assertThat(waits.get(waits.size() - 1)).isEqualTo(Duration.ofSeconds(30));
    assertThat(claims).isZero();
  }

  private static Duration sumOfUpToFour(Duration sum, Duration next) {
    return next.toSeconds() <= 4 ? sum.plus(next) : sum;
  }

  @Test
  void goesOnAsSoonAsAProbeIsAnswered() {
    queue.down();
    pass();
    assertThat(claims).isZero();
    answers = true;
    pass();
    assertThat(claims).isEqualTo(1);
    assertThat(queue.paused()).isFalse();
  }

  @Test
  void goesOnWhenAnybodyElseReachesTheInstance() {
    queue.down();
    assertThat(queue.wake().succeeded()).isTrue();
    assertThat(claims).isEqualTo(1);
    pass();
    assertThat(waits).hasSize(1);
  }

  @Test
  void isProbedByOneTimerHoweverOftenItIsFoundDown() {
    queue.down();
    for (int i = 0; i < 10; i++) {
      assertThat(queue.wake().succeeded()).isTrue();
      queue.down();
    }
    assertThat(waits).hasSize(1);
    pass();
    assertThat(waits).hasSize(2);
  }
}
