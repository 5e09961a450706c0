package dev.arrway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.feature.instances.TestInstances;
import dev.arrway.protocol.CallPurpose;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The time of a call by its purpose, for an instance with a short and one with a long timeout. */
class CallDeadlinesTest {
  private static final Instance QUICK = TestInstances.withTimeout(1, 1, 3);
  private static final Instance SLOW = TestInstances.withTimeout(2, 1, 60);

  @Test
  void marginsAreAddedToTheTimeoutOfTheInstance() {
    Map<CallPurpose, Integer> margins =
        Map.of(
            CallPurpose.INTERACTIVE, 1,
            CallPurpose.IMMEDIATE, 0,
            CallPurpose.SCHEDULED, 1,
            CallPurpose.INSPECTION, 2,
            CallPurpose.REGISTRATION, 5,
            CallPurpose.BACKGROUND, 5,
            CallPurpose.CHANGE, 30);
    margins.forEach(
        (purpose, margin) -> {
          assertThat(seconds(purpose, QUICK)).as("%s", purpose).isEqualTo(3 + margin);
          assertThat(seconds(purpose, SLOW)).as("%s", purpose).isEqualTo(60 + margin);
        });
  }

  @Test
  void otherTimesDoNotDependOnTheInstance() {
    Map<CallPurpose, Integer> fixed =
        Map.of(
            CallPurpose.PROBE,
            10,
            CallPurpose.SYNC,
            30 * 60,
            CallPurpose.SEARCH,
            20,
            CallPurpose.EXPLANATION,
            4,
            CallPurpose.BULK_PREPARATION,
            2 * 60,
            CallPurpose.BULK_LOOKUP,
            5 * 60);
    fixed.forEach(
        (purpose, seconds) -> {
          assertThat(seconds(purpose, QUICK)).as("%s", purpose).isEqualTo(seconds.longValue());
          assertThat(seconds(purpose, SLOW)).as("%s", purpose).isEqualTo(seconds.longValue());
        });
  }

  @Test
  void aMeasurementEndsWithTheTimeoutOfTheInstanceButAfterTenSeconds() {
    assertThat(seconds(CallPurpose.MEASUREMENT, QUICK)).isEqualTo(3);
    assertThat(seconds(CallPurpose.MEASUREMENT, SLOW)).isEqualTo(10);
    assertThat(CallDeadlines.untilMeasured(SLOW)).isEqualTo(Duration.ofMillis(10_500));
  }

  @Test
  void aFirstSyncAndAFanOutHaveTimesOfTheirOwn() {
    assertThat(CallDeadlines.untilFirstSync(SLOW)).isEqualTo(Duration.ofSeconds(62));
    assertThat(CallDeadlines.FAN_OUT).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void everyPurposeHasAPositiveTime() {
    Map<CallPurpose, Duration> all =
        Arrays.stream(CallPurpose.values())
            .collect(
                Collectors.toMap(
                    purpose -> purpose,
                    purpose -> CallDeadlines.within(purpose, QUICK),
                    (one, other) -> one,
                    () -> new EnumMap<>(CallPurpose.class)));
    assertThat(all).hasSize(14).allSatisfy((purpose, time) -> assertThat(time).isPositive());
  }

  private static long seconds(CallPurpose purpose, Instance instance) {
    return CallDeadlines.within(purpose, instance).toSeconds();
  }
}
