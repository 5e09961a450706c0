package dev.arrway.domain.download;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Walks bencoded bytes (BEP 3) without copying them: a dictionary is read into the places of its
 * values, which are checked and skipped. Nesting is bounded; whatever is no bencode throws {@link
 * Malformed}.
 */
final class Bencode {
  /** Levels of lists and dictionaries that are walked. */
  static final int DEEPEST = 64;

  private static final int LONGEST_KEY = 65_536;
  private static final int LONGEST_NUMBER = 20;

  private final byte[] bytes;
  private int at;

  private Bencode(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /** The bytes are no bencode. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Where a value is.
   *
   * @param from its first byte
   * @param to the byte after its last
   */
  record Span(int from, int to) {}

  /**
   * Reads the dictionary that begins at a place.
   *
   * @return its values' places by key, of which each byte is one character; the first of keys that
   *     repeat
   * @throws Malformed when there is none
   */
  static Map<String, Span> dictionary(byte[] bytes, int from) {
    Bencode walk = new Bencode(bytes, from);
    if (walk.next() != 'd') {
      throw new Malformed("no dictionary");
    }
    Map<String, Span> values = new LinkedHashMap<>();
    while (walk.peek() != 'e') {
      String key = walk.key();
      int begin = walk.at;
      walk.skip(1);
      values.putIfAbsent(key, new Span(begin, walk.at));
    }
    return values;
  }

  /** A byte string's text; empty when the value is of another kind or is no UTF-8. */
  static Optional<String> text(byte[] bytes, Span span) {
    Bencode walk = new Bencode(bytes, span.from());
    if (!isDigit(walk.peek())) {
      return Optional.empty();
    }
    int length = walk.length();
    String text = new String(bytes, walk.at, length, StandardCharsets.UTF_8);
    return text.indexOf('\ufffd') >= 0 ? Optional.empty() : Optional.of(text);
  }

  /** A number; empty when the value is of another kind or does not fit. */
  static Optional<Long> number(byte[] bytes, Span span) {
    if (bytes[span.from()] != 'i' || span.to() - span.from() > LONGEST_NUMBER + 2) {
      return Optional.empty();
    }
    int length = span.to() - span.from() - 2;
    String digits = new String(bytes, span.from() + 1, length, StandardCharsets.ISO_8859_1);
    try {
      return Optional.of(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private String key() {
    int length = length();
    if (length > LONGEST_KEY) {
      throw new Malformed("a key is too long");
    }
    String key = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    at += length;
    return key;
  }

  private void skip(int depth) {
    if (depth > DEEPEST) {
      throw new Malformed("nested too deeply");
    }
    int kind = peek();
    if (isDigit(kind)) {
      skipText();
      return;
    }
    at++;
    switch (kind) {
      case 'i' -> skipNumber();
      case 'l' -> skipItems(depth, false);
      case 'd' -> skipItems(depth, true);
      default -> throw new Malformed("a value begins with none of i, l, d, a digit");
    }
  }

  private void skipItems(int depth, boolean keyed) {
    while (peek() != 'e') {
      if (keyed) {
        skipText();
      }
      skip(depth + 1);
    }
    at++;
  }

  private void skipText() {
    int length = length();
    at += length;
  }

  private void skipNumber() {
    if (peek() == '-') {
      at++;
    }
    int first = at;
    while (isDigit(peek())) {
      at++;
    }
    if (at == first || next() != 'e') {
      throw new Malformed("a number does not end");
    }
  }

  /** Reads a string's length and its colon; what follows is there. */
  private int length() {
    long length = 0;
    int first = at;
    while (isDigit(peek())) {
      length = length * 10 + (next() - '0');
      if (length > bytes.length) {
        throw new Malformed("a string is longer than the file");
      }
    }
    if (at == first || next() != ':' || length > bytes.length - at) {
      throw new Malformed("a string is cut off");
    }
    return (int) length;
  }

  private int peek() {
    if (at >= bytes.length) {
      throw new Malformed("the file is cut off");
    }
    return bytes[at];
  }

  private int next() {
    int value = peek();
    at++;
    return value;
  }

  private static boolean isDigit(int value) {
    return value >= '0' && value <= '9';
  }
}
