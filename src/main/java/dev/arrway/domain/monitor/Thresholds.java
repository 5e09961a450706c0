package dev.arrway.domain.monitor;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a user wants to be alerted of.
 *
 * @param limits one for each type; that of {@link AlertType#UNEXPECTED_VERSION} has the limit 1
 * @param expectedVersions by instance type: {@code 5} stands for all that begin with {@code 5.};
 *     types without an entry have those that the gateway was made for
 */
public record Thresholds(
    Map<AlertType, Threshold> limits, Map<String, List<String>> expectedVersions) {
  /** The number of an unexpected version, and hence the limit of its threshold. */
  public static final double UNEXPECTED = 1;

  private static final Set<AlertType> MEASURED =
      Arrays.stream(AlertType.values())
          .filter(AlertType::isMeasured)
          .collect(Collectors.toUnmodifiableSet());

  /** What users have who never said. */
  public static final Thresholds DEFAULT =
      new Thresholds(
          Map.of(
              AlertType.CPU, new Threshold(true, 80, 5, Severity.WARNING),
              AlertType.MEMORY, new Threshold(true, 85, 5, Severity.WARNING),
              AlertType.DISK, new Threshold(true, 90, 5, Severity.CRITICAL),
              AlertType.QUEUE, new Threshold(true, 50, 5, Severity.INFO),
              AlertType.FAILED_INDEXERS, new Threshold(true, 3, 1, Severity.WARNING),
              AlertType.REPEATED_FAILURES, new Threshold(true, 3, 3, Severity.WARNING),
              AlertType.UNEXPECTED_VERSION,
                  new Threshold(true, UNEXPECTED, UNEXPECTED, Severity.WARNING)),
          Map.of());

  public Thresholds {
    EnumMap<AlertType, Threshold> copy = new EnumMap<>(AlertType.class);
    copy.putAll(limits);
    if (!copy.keySet().containsAll(MEASURED)) {
      throw new IllegalArgumentException("a threshold is missing: " + copy.keySet());
    }
    limits = Collections.unmodifiableMap(copy);
    expectedVersions = Map.copyOf(expectedVersions);
  }

  /** That of a type. */
  public Threshold of(AlertType type) {
    return Objects.requireNonNull(limits.get(type), "one for each type");
  }

  /** Whether a version is among the expected ones; all are when there is no list. */
  public static boolean expected(String version, List<String> expected) {
    return expected.isEmpty()
        || expected.stream()
            .anyMatch(prefix -> version.equals(prefix) || version.startsWith(prefix + "."));
  }
}
