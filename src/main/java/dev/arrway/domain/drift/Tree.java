package dev.arrway.domain.drift;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads plain trees; what is missing or of another type is empty. */
final class Tree {
  private Tree() {}

  @SuppressWarnings("unchecked") // the keys of JSON objects are text
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  static List<Map<String, Object>> maps(@Nullable Object value) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Object one : list(value)) {
      if (one instanceof Map<?, ?>) {
        all.add(map(one));
      }
    }
    return all;
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  static String text(@Nullable Object value) {
    return Objects.toString(value, "");
  }

  /** An id as a key: the same number is the same key, whatever its type. */
  static String id(@Nullable Object value) {
    return value == null ? "" : text(scalar(value));
  }

  /** Equal numbers become equal objects. */
  static Object scalar(Object value) {
    if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
      BigDecimal exact = new BigDecimal(value.toString()).stripTrailingZeros();
      return exact.scale() <= 0 && exact.precision() < 19 ? (Object) exact.longValue() : exact;
    }
    return value instanceof Number number && !(value instanceof java.math.BigInteger)
        ? (Object) number.longValue()
        : value;
  }

  /** {@code minFormatScore} as {@code min_format_score}. */
  static String snake(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** A name as a part of a path. */
  static String key(String name) {
    return "[" + name.replace("\\", "\\\\").replace("]", "\\]") + "]";
  }
}
