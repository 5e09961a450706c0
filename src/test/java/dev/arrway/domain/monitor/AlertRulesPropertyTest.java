package dev.arrway.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class AlertRulesPropertyTest {
  private static final AlertKey CPU = AlertKey.of(AlertType.CPU);

  @Property(tries = 500)
  void nothingChangesInsideTheBand(
      @ForAll @DoubleRange(min = 1, max = 100) double limit,
      @ForAll @DoubleRange(min = 0, max = 1) double part,
      @ForAll boolean open,
      @ForAll long seed) {
    double hysteresis = limit * part;
    Threshold threshold = new Threshold(true, limit, hysteresis, Severity.WARNING);
    Random random = new Random(seed);
    boolean now = open;
    for (int i = 0; i < 100; i++) {
      double value = limit - hysteresis * (1 - random.nextDouble() * 0.999);
      if (value > limit - hysteresis && value < limit) {
        now = threshold.after(now, value);
        assertThat(now).isEqualTo(open);
      }
    }
  }

  @Property(tries = 500)
  void everyOpenHasAtMostOneCloseAndNothingOpensTwice(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int samples) {
    Random random = new Random(seed);
    Set<AlertKey> open = new HashSet<>();
    Map<AlertKey, Integer> balance = new HashMap<>();
    for (int i = 0; i < samples; i++) {
      Map<AlertKey, Double> readings = new HashMap<>();
      for (String path : List.of("/a", "/b", "/c")) {
        if (random.nextInt(5) > 0) {
          readings.put(new AlertKey(AlertType.DISK, path), random.nextDouble() * 120);
        }
      }
      readings.put(CPU, random.nextDouble() * 120);
      for (AlertChange change :
          AlertRules.changes(thresholds(random), Set.of(AlertType.DISK), readings, open)) {
        int delta = change instanceof AlertChange.Opened ? 1 : -1;
        assertThat(balance.merge(change.key(), delta, Integer::sum)).isBetween(0, 1);
        boolean changed = delta > 0 ? open.add(change.key()) : open.remove(change.key());
        assertThat(changed).isTrue();
      }
    }
  }

  /** They may be changed at any time. */
  private static Thresholds thresholds(Random random) {
    Map<AlertType, Threshold> limits = new EnumMap<>(Thresholds.DEFAULT.limits());
    for (AlertType type : List.of(AlertType.DISK, AlertType.CPU)) {
      double limit = 50 + random.nextInt(50);
      limits.put(
          type, new Threshold(random.nextInt(4) > 0, limit, random.nextInt(50), Severity.CRITICAL));
    }
    return new Thresholds(limits, Map.of());
  }

  @Example
  void reachingTheLimitOpensAndOnlyTheHysteresisCloses() {
    Threshold disk = Thresholds.DEFAULT.of(AlertType.DISK);
    assertThat(disk.after(false, 89.9)).isFalse();
    assertThat(disk.after(false, 90)).isTrue();
    assertThat(disk.after(true, 85.1)).isTrue();
    assertThat(disk.after(true, 85)).isFalse();
  }

  @Example
  void withoutHysteresisItIsOverBelowTheLimit() {
    Threshold strict = new Threshold(true, 90, 0, Severity.INFO);
    assertThat(strict.after(true, 90)).isTrue();
    assertThat(strict.after(true, 89.9)).isFalse();
  }

  @Example
  void aVolumeThatIsGoneHasNoAlertButOneThatCouldNotBeReadKeepsIts() {
    AlertKey gone = new AlertKey(AlertType.DISK, "/gone");
    assertThat(
            AlertRules.changes(Thresholds.DEFAULT, Set.of(AlertType.DISK), Map.of(), Set.of(gone)))
        .containsExactly(new AlertChange.Closed(gone, null));
    assertThat(AlertRules.changes(Thresholds.DEFAULT, Set.of(), Map.of(), Set.of(gone))).isEmpty();
  }

  @Example
  void versionsAreExpectedByTheirBeginning() {
    assertThat(Thresholds.expected("5.27.5.10198", List.of("5"))).isTrue();
    assertThat(Thresholds.expected("50.1", List.of("5"))).isFalse();
    assertThat(Thresholds.expected("5.27.5.10198", List.of("5.26", "6"))).isFalse();
    assertThat(Thresholds.expected("anything", List.of())).isTrue();
  }
}
