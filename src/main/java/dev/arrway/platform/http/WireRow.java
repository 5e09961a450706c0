package dev.arrway.platform.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An element of a list in an answer: either its record or the failure that explains why it cannot
 * be read; the other one is null.
 *
 * @param <W> the record of one row
 */
@JsonDeserialize(using = WireRow.RowDeserializer.class)
public record WireRow<W>(@Nullable W value, @Nullable RuntimeException failure) {
  /** Returns a row that could be read. */
  public static <W> WireRow<W> of(W value) {
    return new WireRow<>(value, null);
  }

  static <W> WireRow<W> read(TokenBuffer row, JavaType type) {
    if (row.firstToken() != JsonToken.START_OBJECT) {
      return unreadable();
    }
    if (isEmpty(row)) {
      return new WireRow<>(
          null, HttpFailures.unexpected("A row of the upstream's list is an empty object."));
    }
    try (JsonParser tokens = row.asParserOnFirstToken()) {
      return of(WireJson.readRow(tokens, type));
    } catch (IOException e) {
      return new WireRow<>(null, WireJson.wrongShape(e));
    }
  }

  private static boolean isEmpty(TokenBuffer object) {
    try (JsonParser tokens = object.asParserOnFirstToken()) {
      return tokens.nextToken() == JsonToken.END_OBJECT;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the failed row for an element that is not an object. */
  public static <W> WireRow<W> unreadable() {
    return new WireRow<>(
        null, HttpFailures.unexpected("A row of the upstream's list is not an object."));
  }

  /**
   * Reads one element into a buffer first, so that after an unreadable element the parser continues
   * with the next.
   */
  static final class RowDeserializer extends JsonDeserializer<WireRow<?>>
      implements ContextualDeserializer {
    private final @Nullable JavaType row;

    /** Used by Jackson. */
    RowDeserializer() {
      this(null);
    }

    private RowDeserializer(@Nullable JavaType row) {
      this.row = row;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      return new RowDeserializer(context.getContextualType().containedTypeOrUnknown(0));
    }

    @Override
    public WireRow<?> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      TokenBuffer buffer = context.bufferForInputBuffering(parser);
      buffer.copyCurrentStructure(parser);
      return WireRow.read(buffer, java.util.Objects.requireNonNull(row));
    }

    @Override
    public WireRow<?> getNullValue(DeserializationContext context) {
      return unreadable();
    }
  }
}
