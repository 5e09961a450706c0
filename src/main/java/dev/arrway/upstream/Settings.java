package dev.arrway.upstream;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings of one instance, checked against the fields that its type takes. */
public final class Settings {
  private final Map<String, Object> values;

  private Settings(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Checks what was given and fills in the rest.
   *
   * @param given name to value; numbers may be any {@link Number} that is whole
   * @throws dev.arrway.protocol.FailureException {@code invalid}, naming every {@code settings.*}
   *     field at fault
   */
  public static Settings of(List<SettingField> fields, Map<String, ?> given) {
    List<FieldError> errors = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    Map<String, Object> unknown = new TreeMap<>(given);
    for (SettingField field : fields) {
      Object value = unknown.remove(field.name());
      if (value == null) {
        values.put(field.name(), field.fallback());
      } else {
        String problem = problem(field, value);
        if (problem == null) {
          values.put(field.name(), value instanceof Number number ? number.longValue() : value);
        } else {
          errors.add(new FieldError("settings." + field.name(), problem));
        }
      }
    }
    for (String name : unknown.keySet()) {
      errors.add(new FieldError("settings." + name, "this type of instance has no such setting"));
    }
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors).asException();
    }
    return new Settings(values);
  }

  private static @Nullable String problem(SettingField field, Object value) {
    return switch (field.type()) {
      case BOOLEAN -> value instanceof Boolean ? null : "must be true or false";
      case INTEGER -> integerProblem(field, value);
      case MAP -> mapProblem(value);
    };
  }

  private static @Nullable String mapProblem(Object value) {
    if (!(value instanceof Map<?, ?> map)
        || !map.entrySet().stream()
            .allMatch(e -> e.getKey() instanceof String && e.getValue() instanceof String)) {
      return "must be an object whose values are texts";
    }
    return map.size() <= SettingField.MOST_PAIRS
        ? null
        : "must have at most " + SettingField.MOST_PAIRS + " entries";
  }

  private static @Nullable String integerProblem(SettingField field, Object value) {
    boolean whole =
        value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
    if (!whole
        || ((Number) value).longValue() < field.min()
        || ((Number) value).longValue() > field.max()) {
      return "must be a whole number from " + field.min() + " to " + field.max();
    }
    return null;
  }

  /** A number's value; the name must be one of the type's fields. */
  public long integer(String name) {
    return (Long) value(name);
  }

  /** A switch's value; the name must be one of the type's fields. */
  public boolean bool(String name) {
    return (Boolean) value(name);
  }

  /** A map's value; the name must be one of the type's fields. */
  public Map<String, String> map(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    ((Map<?, ?>) value(name)).forEach((key, text) -> texts.put((String) key, (String) text));
    return texts;
  }

  private Object value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no setting is called " + name);
    }
    return value;
  }
}
