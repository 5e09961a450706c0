package dev.arrway.domain.monitor;

/**
 * What of an instance an alert is about; at most one alert of a key is open.
 *
 * @param subject a volume's path, or empty for the instance itself
 */
public record AlertKey(AlertType type, String subject) {
  /** About the instance itself. */
  public static AlertKey of(AlertType type) {
    return new AlertKey(type, "");
  }
}
