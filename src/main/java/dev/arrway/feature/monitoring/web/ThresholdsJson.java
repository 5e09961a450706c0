package dev.arrway.feature.monitoring.web;

import dev.arrway.domain.monitor.AlertType;
import dev.arrway.domain.monitor.Severity;
import dev.arrway.domain.monitor.Threshold;
import dev.arrway.domain.monitor.Thresholds;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code AlertThresholds}, both ways; what is left out on the way in has its default. */
record ThresholdsJson(
    @Nullable Limit cpu,
    @Nullable Limit memory,
    @Nullable Limit disk,
    @Nullable Limit queue,
    @Nullable Limit failedIndexers,
    @Nullable Limit repeatedFailures,
    @Nullable Version unexpectedVersion) {

  /** {@code PercentThreshold} and {@code CountThreshold}. */
  record Limit(
      @Nullable Boolean enabled,
      @Nullable Integer threshold,
      @Nullable Integer hysteresis,
      @Nullable String severity) {
    static Limit of(Threshold one) {
      return new Limit(
          one.enabled(), (int) one.limit(), (int) one.hysteresis(), one.severity().wireName());
    }

    /** A hysteresis that is not given is never wider than the threshold. */
    Threshold over(Threshold standard) {
      double limit = threshold == null ? standard.limit() : threshold;
      return new Threshold(
          Objects.requireNonNullElse(enabled, standard.enabled()),
          limit,
          hysteresis == null ? Math.min(standard.hysteresis(), limit) : hysteresis,
          severity == null ? standard.severity() : Severity.of(severity));
    }

    boolean tooWide(Threshold standard) {
      double limit = threshold == null ? standard.limit() : threshold;
      return hysteresis != null && hysteresis > limit;
    }
  }

  /** {@code VersionThreshold}. */
  record Version(
      @Nullable Boolean enabled,
      @Nullable String severity,
      @Nullable Map<String, List<String>> expected) {}

  static ThresholdsJson of(Thresholds all) {
    Threshold version = all.of(AlertType.UNEXPECTED_VERSION);
    return new ThresholdsJson(
        Limit.of(all.of(AlertType.CPU)),
        Limit.of(all.of(AlertType.MEMORY)),
        Limit.of(all.of(AlertType.DISK)),
        Limit.of(all.of(AlertType.QUEUE)),
        Limit.of(all.of(AlertType.FAILED_INDEXERS)),
        Limit.of(all.of(AlertType.REPEATED_FAILURES)),
        new Version(version.enabled(), version.severity().wireName(), all.expectedVersions()));
  }

  /**
   * Throws {@code invalid} naming every field at fault.
   *
   * @param types the instance types that there are
   */
  Thresholds checked(Set<String> types) {
    List<FieldError> errors = new ArrayList<>();
    Map<AlertType, Limit> given = given();
    given.forEach(
        (type, limit) -> {
          if (limit.tooWide(Thresholds.DEFAULT.of(type))) {
            errors.add(
                new FieldError(type.wireName() + ".hysteresis", "must be at most the threshold"));
          }
        });
    Map<String, List<String>> expected = expected();
    expected.keySet().stream()
        .filter(type -> !types.contains(type))
        .sorted()
        .forEach(
            type ->
                errors.add(
                    new FieldError(
                        "unexpected_version.expected." + type, "is no type of instances")));
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors).asException();
    }
    Map<AlertType, Threshold> all = new EnumMap<>(Thresholds.DEFAULT.limits());
    given.forEach((type, limit) -> all.put(type, limit.over(Thresholds.DEFAULT.of(type))));
    return new Thresholds(all, expected);
  }

  private Map<String, List<String>> expected() {
    return unexpectedVersion == null || unexpectedVersion.expected() == null
        ? Map.of()
        : unexpectedVersion.expected();
  }

  private Map<AlertType, Limit> given() {
    Map<AlertType, Limit> given = new EnumMap<>(AlertType.class);
    put(given, AlertType.CPU, cpu);
    put(given, AlertType.MEMORY, memory);
    put(given, AlertType.DISK, disk);
    put(given, AlertType.QUEUE, queue);
    put(given, AlertType.FAILED_INDEXERS, failedIndexers);
    put(given, AlertType.REPEATED_FAILURES, repeatedFailures);
    if (unexpectedVersion != null) {
      given.put(
          AlertType.UNEXPECTED_VERSION,
          new Limit(unexpectedVersion.enabled(), null, null, unexpectedVersion.severity()));
    }
    return given;
  }

  private static void put(Map<AlertType, Limit> all, AlertType type, @Nullable Limit limit) {
    if (limit != null) {
      all.put(type, limit);
    }
  }
}
