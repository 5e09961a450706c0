package dev.arrway.upstream;

import dev.arrway.platform.http.HttpPolicy.BreakerPolicy;
import java.time.Duration;
import java.util.List;

/**
 * How an instance is called, whatever its type.
 *
 * @param maxRetries tries after the first, 0 to 10
 * @param minInterval the least gap between two calls
 * @param breaker when calls are held back
 */
public record CallSettings(int maxRetries, Duration minInterval, BreakerPolicy breaker) {
  /** The settings that every type takes. */
  public static final List<SettingField> FIELDS =
      List.of(
          SettingField.integer(
              "max_retries", 0, 10, 3, "Tries after the first for work that nobody waits for."),
          SettingField.integer(
              "min_interval_ms", 0, 600_000, 0, "The least gap between two calls, milliseconds."),
          SettingField.integer(
              "breaker_failures", 1, 100, 5, "Failures within the window that open the breaker."),
          SettingField.integer(
              "breaker_window_seconds", 1, 3_600, 120, "How long a failure counts, seconds."),
          SettingField.integer(
              "breaker_open_seconds", 1, 3_600, 30, "How long calls are held back, seconds."));

  static CallSettings of(Settings settings) {
    return new CallSettings(
        (int) settings.integer("max_retries"),
        Duration.ofMillis(settings.integer("min_interval_ms")),
        new BreakerPolicy(
            (int) settings.integer("breaker_failures"),
            Duration.ofSeconds(settings.integer("breaker_window_seconds")),
            Duration.ofSeconds(settings.integer("breaker_open_seconds"))));
  }
}
