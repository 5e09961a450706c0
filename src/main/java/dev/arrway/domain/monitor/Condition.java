package dev.arrway.domain.monitor;

import java.util.Locale;

/**
 * How an instance was at one moment. Their order is that of stored arrays: new ones come last. The
 * further down, the worse, but for {@link #UNKNOWN}.
 */
public enum Condition {
  /** It answers. */
  OK,
  /** It answers, but badly or not all. */
  DEGRADED,
  /** It does not accept the credentials. */
  AUTH_FAILED,
  /** It does not answer. */
  UNREACHABLE,
  /** It could not be asked. */
  UNKNOWN;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it answers. */
  public boolean reachable() {
    return this == OK || this == DEGRADED;
  }

  /** By the name that the API shows. */
  public static Condition of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
