package dev.arrway.domain.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what opens and what closes. */
public final class AlertRules {
  private AlertRules() {}

  /**
   * The changes that readings make.
   *
   * @param measured the types that could be measured; of these, what has no reading any more is
   *     over
   * @param readings the numbers, of measured types alone
   * @param open the alerts that are open
   */
  public static List<AlertChange> changes(
      Thresholds thresholds,
      Set<AlertType> measured,
      Map<AlertKey, Double> readings,
      Set<AlertKey> open) {
    List<AlertChange> changes = new ArrayList<>();
    readings.forEach(
        (key, value) -> {
          Threshold threshold = thresholds.of(key.type());
          boolean before = open.contains(key);
          boolean after = threshold.after(before, value);
          if (after && !before) {
            changes.add(
                new AlertChange.Opened(key, threshold.severity(), value, threshold.limit()));
          } else if (before && !after) {
            changes.add(new AlertChange.Closed(key, value));
          }
        });
    for (AlertKey key : open) {
      @Nullable Double value = readings.get(key);
      boolean over = measured.contains(key.type()) || !thresholds.of(key.type()).enabled();
      if (value == null && over) {
        changes.add(new AlertChange.Closed(key, null));
      }
    }
    return changes;
  }
}
