package dev.arrway.platform.config;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a record's values, so that all of it can be told at once. */
final class Check {
  private static final int LAST_PORT = 65_535;
  private final List<Problem> problems = new ArrayList<>();

  @CanIgnoreReturnValue
  Check that(boolean right, String path, Object value, String rule) {
    if (!right) {
      problems.add(Problem.of(path, value, rule));
    }
    return this;
  }

  Check port(String path, int port) {
    return that(port >= 0 && port <= LAST_PORT, path, port, "must be a port, 0 to 65535");
  }

  @CanIgnoreReturnValue
  Check between(String path, long value, long least, long most) {
    return that(
        value >= least && value <= most, path, value, "must be from " + least + " to " + most);
  }

  @CanIgnoreReturnValue
  Check between(String path, Duration value, Duration least, Duration most) {
    return that(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        path,
        Units.show(value),
        "must be from " + Units.show(least) + " to " + Units.show(most));
  }

  Check filled(String path, String value) {
    return that(!value.isBlank(), path, value, "must not be empty");
  }

  void done() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }
}
