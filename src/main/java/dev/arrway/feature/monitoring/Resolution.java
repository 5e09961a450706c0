package dev.arrway.feature.monitoring;

import java.time.Duration;
import java.util.Locale;

/** What a point of a history stands for. */
public enum Resolution {
  /** A sample. */
  RAW,
  /** An hour, in UTC. */
  HOUR,
  /** A day, in UTC. */
  DAY;

  /** By its name; {@code auto} is the finest that is kept for so long. */
  static Resolution of(String name, Duration period, Duration rawRetention) {
    if (name.equals("auto")) {
      return period.compareTo(rawRetention) <= 0 ? RAW : HOUR;
    }
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
