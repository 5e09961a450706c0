package dev.arrway.protocol;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * The format of timestamps in answers and events: UTC with milliseconds, such as {@code
 * 2026-01-31T09:30:00.000Z}. All have the same length and sort as text.
 */
public final class ApiTimestamps {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private ApiTimestamps() {}

  /** Returns the text of an instant; fractions of a millisecond are cut off. */
  public static String format(Instant at) {
    return FORMAT.format(at);
  }

  /** Returns a Jackson module that writes instants in this form. */
  public static Module jacksonModule() {
    return new SimpleModule("timestamps").addSerializer(Instant.class, new InstantText());
  }

  private static final class InstantText extends ToStringSerializerBase {
    private static final long serialVersionUID = 1;

    InstantText() {
      super(Instant.class);
    }

    @Override
    public String valueToString(Object value) {
      return format((Instant) value);
    }
  }
}
