package dev.arrway.platform.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one element of a JSON array that arrives in pieces. The tokens of an element beyond
 * the limits are dropped, and the rest of the element is skipped.
 */
final class ElementBuffer {
  /** The maximum size of one element in bytes (1 MB). */
  static final int MOST_BYTES = 1 << 20;

  /**
   * The maximum number of tokens of one element; a separate limit, since a token takes much more
   * memory than its text.
   */
  private static final int MOST_TOKENS = 100_000;

  /**
   * The maximum length of a text. A longer one fails the whole answer; a shorter one can at most
   * make its element too large.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength((int) CallLimits.BUFFERED_BODY)
                  .build())
          .build();

  private final JsonParser parser;
  private @Nullable TokenBuffer tokens;
  private long start;
  private int count;
  private int depth;
  private boolean open;

  ElementBuffer(JsonParser parser) {
    this.parser = parser;
  }

  /** Creates an incremental parser. */
  static JsonParser parser() {
    try {
      return FACTORY.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new IllegalStateException("no incremental JSON parser", e);
    }
  }

  /** Returns whether an element is incomplete. */
  boolean isOpen() {
    return open;
  }

  /** Begins an element with the parser's current token; returns whether the element is complete. */
  boolean begin(JsonToken token) throws IOException {
    tokens = new TokenBuffer(parser);
    start = parser.currentTokenLocation().getByteOffset();
    count = 0;
    depth = 0;
    open = true;
    return add(token);
  }

  /** Adds the parser's current token; returns whether the element is complete. */
  boolean add(JsonToken token) throws IOException {
    TokenBuffer buffer = tokens;
    if (buffer != null) {
      buffer.copyCurrentEvent(parser);
    }
    if (++count > MOST_TOKENS) {
      tokens = null;
    }
    if (token.isStructStart()) {
      depth++;
    } else if (token.isStructEnd()) {
      depth--;
    }
    checkSize();
    open = depth > 0;
    return !open;
  }

  /** Drops the tokens of an incomplete element that is too large; to be called after each piece. */
  void checkSize() {
    if (open && bytes() > MOST_BYTES) {
      tokens = null;
    }
  }

  private long bytes() {
    return parser.currentLocation().getByteOffset() - start;
  }

  /** Returns the tokens of the complete element; null when it was too large. */
  @Nullable TokenBuffer take() {
    TokenBuffer whole = tokens;
    tokens = null;
    return whole;
  }

  /** Returns the size of the last complete element in bytes. */
  long lastBytes() {
    return bytes();
  }

  /** Returns the bytes that are held of an incomplete element, or 0. */
  long unfinishedBytes() {
    if (!open) {
      return 0;
    }
    return tokens != null
        ? bytes()
        : parser.currentLocation().getByteOffset() - parser.currentTokenLocation().getByteOffset();
  }
}
