package dev.arrway.domain.monitor;

/**
 * When a number is too high. Reaching the limit opens an alert; only falling by the hysteresis
 * below it closes the alert, so that a value that trembles at the limit tells nobody anything
 * twice.
 *
 * @param enabled whether it is looked at
 * @param limit from here on it is too high
 * @param hysteresis how far below the limit it is well again, 0 to {@code limit}
 * @param severity of the alert
 */
public record Threshold(boolean enabled, double limit, double hysteresis, Severity severity) {
  public Threshold {
    if (!(limit > 0) || !(hysteresis >= 0) || hysteresis > limit) {
      throw new IllegalArgumentException("limit " + limit + ", hysteresis " + hysteresis);
    }
  }

  /** Whether there is an alert after this value. */
  public boolean after(boolean open, double value) {
    if (!enabled) {
      return false;
    }
    return open ? value >= limit || value > limit - hysteresis : value >= limit;
  }
}
