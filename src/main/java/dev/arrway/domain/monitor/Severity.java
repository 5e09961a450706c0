package dev.arrway.domain.monitor;

import java.util.Locale;

/** How bad an alert is. */
public enum Severity {
  /** Worth knowing. */
  INFO,
  /** Worth a look. */
  WARNING,
  /** Worth getting up for. */
  CRITICAL;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By the name that the API shows. */
  public static Severity of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
