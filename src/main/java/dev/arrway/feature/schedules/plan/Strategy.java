package dev.arrway.feature.schedules.plan;

import dev.arrway.domain.arr.WantedKind;
import java.util.List;
import java.util.Locale;

/** Which of the wanted lists a schedule works through. */
public enum Strategy {
  /** What has no file. */
  MISSING(List.of(WantedKind.MISSING)),
  /** What has a file below the cutoff. */
  CUTOFF(List.of(WantedKind.CUTOFF)),
  /** Both, what is missing first where the order leaves a choice. */
  BOTH(List.of(WantedKind.MISSING, WantedKind.CUTOFF));

  private final List<WantedKind> kinds;

  Strategy(List<WantedKind> kinds) {
    this.kinds = kinds;
  }

  /** The lists. */
  public List<WantedKind> kinds() {
    return kinds;
  }

  /** The name that clients see. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of the name that clients see. */
  public static Strategy of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
