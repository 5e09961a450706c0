package dev.arrway.sandbox.arr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the mass editors change tags. */
public final class Tags {
  private Tags() {}

  /** The tags after {@code add} (the usual way), {@code remove} or {@code replace}. */
  public static List<Integer> apply(List<Integer> old, List<Integer> given, @Nullable Object how) {
    var result = new LinkedHashSet<>(old);
    switch (String.valueOf(how).toLowerCase(Locale.ROOT)) {
      case "remove" -> given.forEach(result::remove);
      case "replace" -> {
        result.clear();
        result.addAll(given);
      }
      default -> result.addAll(given);
    }
    return new ArrayList<>(result);
  }
}
