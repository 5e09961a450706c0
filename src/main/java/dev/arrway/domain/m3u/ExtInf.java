package dev.arrway.domain.m3u;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code #EXTINF:-1 key="value" …,name} in one pass.
 *
 * <p>A quote closes a value only where something that may follow a value follows it, so stray
 * quotes inside values survive; a comma begins the name only when no further attribute comes after
 * it, since some writers put one after the duration or between attributes.
 */
final class ExtInf {

  private static final int MAX_KEY = 40;

  private final String text;
  private final AttributeBuffer attributes;
  private final int lastAttribute;
  private int at;

  private ExtInf(String text, int from, AttributeBuffer attributes) {
    this.text = text;
    this.attributes = attributes;
    this.at = from;
    this.lastAttribute = text.lastIndexOf("=\"");
  }

  /**
   * Fills {@code attributes} from {@code text}, starting after the colon.
   *
   * @return the name after the comma, or null when there is no comma
   */
  static @Nullable String read(String text, int from, AttributeBuffer attributes) {
    return new ExtInf(text, from, attributes).read();
  }

  /** Fills {@code attributes} from what follows {@code #EXTM3U}; commas there separate nothing. */
  static void readHeader(String text, AttributeBuffer attributes) {
    ExtInf reader = new ExtInf(text, 0, attributes);
    while (reader.at < text.length()) {
      if (!reader.attribute()) {
        reader.at++;
      }
    }
  }

  private @Nullable String read() {
    duration();
    while (at < text.length()) {
      if (text.charAt(at) == ',' && !keyFollows(at + 1)) {
        return text.substring(at + 1).trim();
      }
      if (!attribute()) {
        at++;
      }
    }
    return null;
  }

  private boolean attribute() {
    int equals = keyEnd(at);
    if (equals < 0) {
      return false;
    }
    int key = at;
    at = equals + 1;
    attributes.add(text, key, equals, value());
    return true;
  }

  /** A duration above zero, in seconds, becomes an attribute: channels have none. */
  private void duration() {
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int start = at;
    while (at < text.length() && "-+.0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at > start && text.charAt(start) >= '1' && text.charAt(start) <= '9') {
      attributes.add(M3uEntry.DURATION, text.substring(start, at));
    }
  }

  /** The index of {@code =} when a key starts at {@code from}, else -1. */
  private int keyEnd(int from) {
    int limit = Math.min(text.length(), from + MAX_KEY);
    for (int i = from; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '=') {
        return i > from ? i : -1;
      }
      if (!isKeyChar(c)) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isKeyChar(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_'
        || c == '.';
  }

  private String value() {
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      return quoted(text.charAt(at));
    }
    int start = at;
    while (at < text.length() && text.charAt(at) != ',' && !isBlank(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted(char quote) {
    int start = ++at;
    boolean escaped = false;
    for (int i = text.indexOf(quote, start); i >= 0; i = text.indexOf(quote, i + 1)) {
      if (i > start && text.charAt(i - 1) == '\\') {
        escaped = true;
      } else if (closes(i)) {
        at = i + 1;
        return unescaped(text.substring(start, i), quote, escaped);
      }
    }
    // Never closed: the value ends at the first comma, as an unquoted one would.
    int comma = text.indexOf(',', start);
    at = comma < 0 ? text.length() : comma;
    return text.substring(start, at).trim();
  }

  private static String unescaped(String value, char quote, boolean escaped) {
    return (escaped ? value.replace("\\" + quote, String.valueOf(quote)) : value).trim();
  }

  private boolean closes(int quote) {
    int next = quote + 1;
    while (next < text.length() && isBlank(text.charAt(next))) {
      next++;
    }
    if (next == text.length()) {
      return true;
    }
    if (text.charAt(next) == ',') {
      return lastAttribute < next || keyFollows(next + 1);
    }
    return keyEnd(next) > 0;
  }

  /** Some writers put commas between attributes. */
  private boolean keyFollows(int from) {
    int next = from;
    while (next < text.length() && isBlank(text.charAt(next))) {
      next++;
    }
    int equals = keyEnd(next);
    return equals > 0
        && equals + 1 < text.length()
        && (text.charAt(equals + 1) == '"' || text.charAt(equals + 1) == '\'');
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
