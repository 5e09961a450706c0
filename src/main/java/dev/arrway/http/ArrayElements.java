package dev.arrway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.arrway.protocol.FailureCode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the elements out of a JSON array that arrives in pieces, and decodes each.
 *
 * @param <T> the record of one element
 */
final class ArrayElements<T> {
  /** A token takes many times its bytes in memory, hence a limit of its own. */
  private static final int MOST_TOKENS = 100_000;

  private static final int LONGEST_STRING = 1 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_STRING).build())
          .build();

  private final ObjectReader reader;
  private final long recordLimit;
  private final boolean loose;
  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private @Nullable TokenBuffer element;
  private long elementStart;
  private int elementTokens;
  private int depth;
  private boolean begun;

  /** Takes an array of objects and nothing else. */
  ArrayElements(ObjectReader reader, long recordLimit) {
    this(reader, recordLimit, false);
  }

  /**
   * With a choice.
   *
   * @param loose takes the values of an object too, elements of every type, a bare value as the
   *     only element, and no body at all as no element
   */
  ArrayElements(ObjectReader reader, long recordLimit, boolean loose) {
    this.reader = reader;
    this.recordLimit = recordLimit;
    this.loose = loose;
    try {
      this.parser = FACTORY.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new IllegalStateException("no incremental JSON parser", e);
    }
    this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  /** Takes a piece and adds the elements that are complete; throws failures of the answer. */
  void feed(byte[] bytes, List<T> out) {
    try {
      feeder.feedInput(bytes, 0, bytes.length);
      drain(out);
      bounded();
    } catch (IOException e) {
      throw WireJson.badJson(e);
    }
  }

  /** Says that nothing more comes; throws when the array is not complete. */
  void end(List<T> out) {
    try {
      feeder.endOfInput();
      drain(out);
    } catch (IOException e) {
      throw WireJson.badJson(e);
    }
    if (!begun && !loose) {
      throw unexpected("The upstream sent an empty answer.");
    }
  }

  private void drain(List<T> out) throws IOException {
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.NOT_AVAILABLE;
        token = parser.nextToken()) {
      take(token, out);
    }
  }

  private void take(JsonToken token, List<T> out) throws IOException {
    if (!begun) {
      begun = true;
      first(token, out);
      return;
    }
    if (depth == 0 && element == null) {
      begin(token, out);
      return;
    }
    if (element != null) {
      copy(element, token, out);
    }
  }

  private void first(JsonToken token, List<T> out) throws IOException {
    if (loose && token.isScalarValue()) {
      single(out);
    } else if (token != JsonToken.START_ARRAY && !(loose && token == JsonToken.START_OBJECT)) {
      throw unexpected("The upstream sent no list.");
    }
  }

  private void single(List<T> out) throws IOException {
    TokenBuffer buffer = new TokenBuffer(parser);
    buffer.copyCurrentEvent(parser);
    out.add(decode(buffer));
  }

  private void begin(JsonToken token, List<T> out) throws IOException {
    if (token.isStructEnd() || token == JsonToken.FIELD_NAME) {
      return;
    }
    if (loose && token.isScalarValue()) {
      single(out);
      return;
    }
    if (token != JsonToken.START_OBJECT && !loose) {
      throw unexpected("The upstream sent a list of something else.");
    }
    TokenBuffer buffer = new TokenBuffer(parser);
    buffer.copyCurrentEvent(parser);
    element = buffer;
    elementStart = parser.currentTokenLocation().getByteOffset();
    elementTokens = 1;
    depth = 1;
  }

  private void copy(TokenBuffer buffer, JsonToken token, List<T> out) throws IOException {
    if (++elementTokens > MOST_TOKENS) {
      throw tooLarge();
    }
    buffer.copyCurrentEvent(parser);
    if (token.isStructStart()) {
      depth++;
    } else if (token.isStructEnd() && --depth == 0) {
      bounded();
      element = null;
      out.add(decode(buffer));
    }
  }

  private T decode(TokenBuffer buffer) {
    try (JsonParser tokens = buffer.asParserOnFirstToken()) {
      return reader.readValue(tokens);
    } catch (IOException e) {
      throw WireJson.wrongShape(e);
    }
  }

  private void bounded() {
    if (element != null && parser.currentLocation().getByteOffset() - elementStart > recordLimit) {
      throw tooLarge();
    }
  }

  /** Returns the bytes of the element that has begun and not ended. */
  long unfinishedBytes() {
    return element == null ? 0 : parser.currentLocation().getByteOffset() - elementStart;
  }

  private static RuntimeException tooLarge() {
    return HttpFailures.of(
        FailureCode.UPSTREAM_TOO_LARGE, "One record of the upstream is too large.");
  }

  private static RuntimeException unexpected(String detail) {
    return HttpFailures.of(FailureCode.UPSTREAM_UNEXPECTED, detail);
  }
}
