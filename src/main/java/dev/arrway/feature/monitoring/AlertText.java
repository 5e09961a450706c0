package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.AlertChange;
import dev.arrway.domain.monitor.AlertType;
import java.util.Locale;

/** Alerts in words. */
final class AlertText {
  private AlertText() {}

  static String of(AlertChange.Opened opened, Sample sample) {
    return sample.instance().name() + ": " + what(opened, sample);
  }

  private static String what(AlertChange.Opened opened, Sample sample) {
    String value = number(opened.value());
    String limit = number(opened.limit());
    return switch (opened.key().type()) {
      case CPU -> "the processor is busy to " + value + " % (limit " + limit + " %)";
      case MEMORY -> "the memory is used to " + value + " % (limit " + limit + " %)";
      case DISK ->
          "the disk at "
              + opened.key().subject()
              + " is full to "
              + value
              + " % (limit "
              + limit
              + " %)";
      case QUEUE -> "the queue has " + value + " items (limit " + limit + ")";
      case FAILED_INDEXERS -> value + " indexers fail (limit " + limit + ")";
      case REPEATED_FAILURES ->
          "it failed "
              + value
              + " times in a row"
              + (sample.error() == null ? "" : ": " + sample.error());
      case LOGIN_HOLD -> "logins are on hold";
      case STORAGE_LOW -> "disk space is low";
      case UNEXPECTED_VERSION ->
          "version "
              + (sample.gauges() == null ? "" : sample.gauges().version())
              + " is not among the expected ones";
    };
  }

  /** Whether its number means anything to people. */
  static boolean counts(AlertType type) {
    return type != AlertType.UNEXPECTED_VERSION;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
