package dev.arrway.upstream.shared.arr;

import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads single values as both arrs write them. */
public final class ArrValues {
  /** .NET's {@code [d.]hh:mm:ss[.fffffff]}, which may be negative. */
  private static final Pattern SPAN =
      Pattern.compile("(?:(\\d{1,8})\\.)?(\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?");

  private static final Instant NEVER = Instant.parse("1900-01-01T00:00:00Z");

  /**
   * The latest accepted time; later ones have no four-digit year, and some databases do not support
   * them.
   */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private ArrValues() {}

  /** A value without which a row makes no sense; throws {@code upstream_unexpected}. */
  public static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED, "The upstream's answer lacks " + name + ".");
    }
    return value;
  }

  /** An id or a year; the servers write 0 for none. */
  public static @Nullable Integer positive(@Nullable Integer value) {
    return value == null || value <= 0 ? null : value;
  }

  /** An id; the servers write 0 for none. */
  public static @Nullable Long positive(@Nullable Long value) {
    return value == null || value <= 0 ? null : value;
  }

  /** Text; null when blank. */
  public static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  /** Bytes, which some builds write as a decimal fraction; 0 when unknown. */
  public static long bytes(@Nullable Number value) {
    return value == null ? 0 : Math.max(0, value.longValue());
  }

  /** False when absent. */
  public static boolean yes(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  /** An enum's name, {@code importPending} as {@code import_pending}. */
  public static @Nullable String snake(@Nullable String camel) {
    return camel == null || camel.isBlank()
        ? null
        : camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** As {@link #snake(String)}, with a word for what is absent. */
  public static String snakeOr(@Nullable String camel, String absent) {
    return Objects.requireNonNullElse(snake(camel), absent);
  }

  /** The servers' spelling of an enum's name: {@code in_cinemas} as {@code inCinemas}. */
  public static String camel(String snake) {
    return Pattern.compile("_([a-z0-9])")
        .matcher(snake)
        .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }

  /** Whole seconds of a span such as {@code 1.02:03:04}; null when there is none to read. */
  public static @Nullable Long seconds(@Nullable String span) {
    Matcher parts = SPAN.matcher(span == null ? "" : span.strip());
    if (!parts.matches()) {
      return null;
    }
    String days = parts.group(1);
    return Duration.ofDays(days == null ? 0 : Long.parseLong(days))
        .plusHours(Long.parseLong(parts.group(2)))
        .plusMinutes(Long.parseLong(parts.group(3)))
        .plusSeconds(Long.parseLong(parts.group(4)))
        .toSeconds();
  }

  /**
   * A point in time, in UTC when no zone is given, a bare date at its beginning; null when it
   * cannot be read, or is .NET's year 1 for never.
   */
  public static @Nullable Instant instant(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    Instant read = parse(text.strip());
    return read == null || read.isBefore(NEVER) || read.isAfter(LAST) ? null : read;
  }

  /** The day of a point in time, in UTC; null as {@link #instant} gives it. */
  public static @Nullable LocalDate day(@Nullable String text) {
    Instant read = instant(text);
    return read == null ? null : LocalDate.ofInstant(read, ZoneOffset.UTC);
  }

  private static @Nullable Instant parse(String text) {
    try {
      if (text.length() <= 10) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d");
      return zoned
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** A list that may be absent. */
  public static <T> Stream<T> each(@Nullable List<T> list) {
    return list == null ? Stream.empty() : list.stream().filter(Objects::nonNull);
  }

  /** Other titles: neither blank, nor the title itself, nor twice. */
  public static List<String> titles(Stream<@Nullable String> titles, String title) {
    return titles
        .filter(other -> other != null && !other.isBlank() && !other.equals(title))
        .map(String::valueOf)
        .distinct()
        .toList();
  }

  /** The name of a release's or file's quality. */
  public static @Nullable String quality(ArrWire.@Nullable QualityModel model) {
    ArrWire.Named quality = model == null ? null : model.quality();
    return quality == null ? null : text(quality.name());
  }

  /** The first that is there. */
  @SafeVarargs
  public static <T> @Nullable T first(@Nullable T... values) {
    for (T value : values) {
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
