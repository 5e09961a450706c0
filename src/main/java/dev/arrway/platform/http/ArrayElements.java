package dev.arrway.platform.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a JSON array that arrives in pieces into its elements and decodes each.
 *
 * @param <T> the type that elements are decoded to
 */
final class ArrayElements<T> {
  private final ElementDecoder<T> decoder;
  private final boolean loose;
  private final JsonParser parser = ElementBuffer.parser();
  private final ByteArrayFeeder feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  private final ElementBuffer element = new ElementBuffer(parser);
  private boolean begun;

  /** Decodes the elements of the array. */
  @FunctionalInterface
  interface ElementDecoder<T> {
    /**
     * Decodes an element.
     *
     * @param element null when it was too large
     * @return null when the element is skipped
     */
    @Nullable T decode(@Nullable TokenBuffer element);
  }

  /**
   * Creates a reader of one array.
   *
   * @param loose also accepts an object, whose values are the elements, a bare value as the only
   *     element, and an empty body as an empty array
   */
  ArrayElements(ElementDecoder<T> decoder, boolean loose) {
    this.decoder = decoder;
    this.loose = loose;
  }

  /** Parses a piece and adds the elements that are complete; throws when the answer is invalid. */
  void feed(byte[] bytes, List<T> out) {
    try {
      feeder.feedInput(bytes, 0, bytes.length);
      drain(out);
      element.checkSize();
    } catch (IOException e) {
      throw WireJson.badJson(e);
    }
  }

  /** Ends the input; throws when the array is not complete. */
  void end(List<T> out) {
    try {
      feeder.endOfInput();
      drain(out);
    } catch (IOException e) {
      throw WireJson.badJson(e);
    }
    if (!begun && !loose) {
      throw HttpFailures.unexpected("The upstream sent an empty answer.");
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
    } else if (element.isOpen()) {
      complete(element.add(token), out);
    } else if (!token.isStructEnd() && token != JsonToken.FIELD_NAME) {
      complete(element.begin(token), out);
    }
  }

  private void first(JsonToken token, List<T> out) throws IOException {
    if (loose && token.isScalarValue()) {
      complete(element.begin(token), out);
    } else if (token != JsonToken.START_ARRAY && !(loose && token == JsonToken.START_OBJECT)) {
      throw HttpFailures.unexpected(
          "The upstream sent %s instead of a list.".formatted(named(token)));
    }
  }

  static String named(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_NULL -> "null";
      case VALUE_STRING -> "a text";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      default -> "a number";
    };
  }

  private void complete(boolean whole, List<T> out) {
    if (whole) {
      T made = decoder.decode(element.take());
      if (made != null) {
        out.add(made);
      }
    }
  }

  /** Returns the bytes that are held of an incomplete element. */
  long unfinishedBytes() {
    return element.unfinishedBytes();
  }
}
