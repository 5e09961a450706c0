package dev.arrway.feature.calendar;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time that a calendar is asked for: {@code from} (inclusive) to {@code to} (exclusive), at
 * most a leap year.
 */
public record Span(Instant from, Instant to) {
  private static final int BACK = 7;
  private static final int AHEAD = 30;
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration USUAL = Duration.ofDays(BACK + AHEAD);

  /** Checks the order and the length; throws {@code invalid}. */
  public Span {
    if (!from.isBefore(to)) {
      throw invalid("to", "must lie after from");
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw invalid("to", "must lie within 366 days of from");
    }
  }

  /**
   * From what a client wrote: dates or instants. A date as the end stands for the end of that day.
   * With one end the other lies 37 days from it; without both it is a week back to 30 days ahead.
   *
   * @throws FailureException {@code invalid}, naming the parameter
   */
  public static Span of(@Nullable String from, @Nullable String to, Instant now) {
    Instant begins = from == null ? null : read("from", from, 0);
    Instant ends = to == null ? null : read("to", to, 1);
    if (begins != null) {
      return new Span(begins, ends == null ? begins.plus(USUAL) : ends);
    }
    return ends == null ? around(BACK, AHEAD, now) : new Span(ends.minus(USUAL), ends);
  }

  /** Whole days in UTC around today, which is one of them. */
  public static Span around(long daysBack, long daysAhead, Instant now) {
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    return new Span(
        today.minus(daysBack, ChronoUnit.DAYS), today.plus(daysAhead + 1, ChronoUnit.DAYS));
  }

  /** The same time in pieces of so many days, the last one shorter, parted at midnights. */
  List<Span> pieces(int days) {
    List<Span> pieces = new ArrayList<>();
    Instant begins = from;
    while (begins.isBefore(to)) {
      Instant next = begins.truncatedTo(ChronoUnit.DAYS).plus(days, ChronoUnit.DAYS);
      Instant ends = next.isBefore(to) ? next : to;
      pieces.add(new Span(begins, ends));
      begins = ends;
    }
    return pieces;
  }

  /** Its length, begun days counted. */
  long days() {
    return from.plusSeconds(1).until(to, ChronoUnit.DAYS) + 1;
  }

  private static Instant read(String name, String text, int daysAfterDate) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).plusDays(daysAfterDate).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw invalid(
          name, "must be a date or an instant, such as 2026-01-31 or 2026-01-31T12:00:00Z");
    }
  }

  private static FailureException invalid(String field, String message) {
    return Failure.invalid(field, message).asException();
  }
}
