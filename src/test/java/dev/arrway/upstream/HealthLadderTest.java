package dev.arrway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthLadderTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void waitsGrowFromOneMinuteToADay() {
    List<Long> waits = new ArrayList<>();
    HealthLadder ladder = HealthLadder.GROUND;
    Instant now = BEGIN;
    for (int i = 0; i < 10; i++) {
      ladder = ladder.afterFailure(now);
      Instant allowed = firstAllowed(ladder, now);
      waits.add(Duration.between(now, allowed).toMinutes());
      now = allowed;
    }
    assertThat(waits).containsExactly(1L, 5L, 15L, 30L, 60L, 180L, 360L, 720L, 1440L, 1440L);
  }

  private static Instant firstAllowed(HealthLadder ladder, Instant from) {
    Instant now = from;
    while (!ladder.allows(now)) {
      now = now.plus(Duration.ofMinutes(1));
    }
    return now;
  }

  @Test
  void manyFailuresWithinAStepAreOneStep() {
    HealthLadder ladder = HealthLadder.GROUND;
    for (int second = 0; second < 59; second++) {
      ladder = ladder.afterFailure(BEGIN.plusSeconds(second));
    }
    assertThat(ladder.step()).isEqualTo(1);
    assertThat(ladder.afterFailure(BEGIN.plusSeconds(60)).step()).isEqualTo(2);
  }

  @Test
  void aSuccessIsOneStepDownAndEndsTheWait() {
    HealthLadder high = new HealthLadder(5, BEGIN);
    assertThat(high.allows(BEGIN.plusSeconds(1))).isFalse();
    HealthLadder lower = high.afterSuccess();
    assertThat(lower.step()).isEqualTo(4);
    assertThat(lower.allows(BEGIN)).isTrue();
    assertThat(lower.afterFailure(BEGIN).step()).isEqualTo(5);
    assertThat(new HealthLadder(1, BEGIN).afterSuccess()).isEqualTo(HealthLadder.GROUND);
  }
}
