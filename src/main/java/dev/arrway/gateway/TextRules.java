package dev.arrway.gateway;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all text from clients must be: Unicode that can be stored. The database takes no U+0000, and
 * a half of a surrogate pair cannot be encoded.
 */
public final class TextRules {
  private static final int MOST_ERRORS = 50;
  private static final int LONGEST_FIELD = 200;
  private static final String MESSAGE =
      "must not contain U+0000 or half of a surrogate pair (U+D800 to U+DFFF)";
  private static final String NAME_MESSAGE =
      "has a name with U+0000 or half of a surrogate pair (U+D800 to U+DFFF)";

  private final List<FieldError> errors = new ArrayList<>();

  private TextRules() {}

  /** Returns whether text breaks the rules. */
  public static boolean isBroken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return true;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Checks one field; {@code null} is fine.
   *
   * @throws dev.arrway.protocol.FailureException {@code invalid} with the field's name
   */
  public static void require(String field, @Nullable String text) {
    TextRules rules = new TextRules();
    rules.checkName("", field);
    rules.check(field, text);
    rules.done();
  }

  /**
   * Checks all names and values of parameters and of a body.
   *
   * @throws dev.arrway.protocol.FailureException {@code invalid} with the fields that break a rule
   */
  static void require(Map<String, Object> parameters, @Nullable JsonObject body) {
    TextRules rules = new TextRules();
    rules.check("", parameters);
    rules.check("", body);
    rules.done();
  }

  private void done() {
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors).asException();
    }
  }

  private void check(String path, @Nullable Object value) {
    if (value instanceof String text) {
      if (isBroken(text)) {
        report(path, MESSAGE);
      }
    } else if (value instanceof JsonObject object) {
      check(path, object.getMap());
    } else if (value instanceof JsonArray array) {
      check(path, array.getList());
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            String name = String.valueOf(key);
            checkName(path, name);
            checkMember(path, name, each);
          });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        checkMember(path, Integer.toString(i), list.get(i));
      }
    }
  }

  /** Makes a path only where it is needed. */
  private void checkMember(String path, String name, @Nullable Object value) {
    if (value instanceof String text ? isBroken(text) : isContainer(value)) {
      check(join(path, name), value);
    }
  }

  private static boolean isContainer(@Nullable Object value) {
    return value instanceof JsonObject
        || value instanceof JsonArray
        || value instanceof Map<?, ?>
        || value instanceof List<?>;
  }

  private void checkName(String path, String name) {
    if (isBroken(name)) {
      report(join(path, name), NAME_MESSAGE);
    }
  }

  private void report(String path, String message) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(new FieldError(printable(path), message));
    }
  }

  /** Returns a path that is text by these rules itself. */
  private static String printable(String path) {
    StringBuilder text = new StringBuilder();
    path.codePoints()
        .limit(LONGEST_FIELD)
        .forEach(c -> text.appendCodePoint(c == 0 || c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return text.toString();
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
