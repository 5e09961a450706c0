package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Helpers to write JSON as the servers do: null left out, instants in UTC with a Z. */
public final class Wire {
  private Wire() {}

  /** An object of {@code name, value, name, value …}; null values are left out. */
  public static JsonObject object(@Nullable Object... pairs) {
    var json = new JsonObject();
    for (var i = 0; i < pairs.length; i += 2) {
      var value = pairs[i + 1];
      if (value != null) {
        json.put(String.valueOf(pairs[i]), value instanceof Instant at ? time(at) : value);
      }
    }
    return json;
  }

  /** An array of these. */
  public static JsonArray array(Collection<?> items) {
    var all = new JsonArray();
    items.forEach(all::add);
    return all;
  }

  /** {@code 2021-08-20T20:49:42Z}. */
  public static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** {@code [d.]hh:mm:ss}. */
  public static String span(Duration time) {
    var clock =
        String.format(
            "%02d:%02d:%02d", time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
    return time.toDays() > 0 ? time.toDays() + "." + clock : clock;
  }

  /** The language that every title is in. */
  public static JsonObject english() {
    return object("id", 1, "name", "English");
  }
}
