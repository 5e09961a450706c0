package dev.arrway.platform.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a number of a row leniently: text such as {@code "12"} is converted; a text that is not a
 * number, or a number out of range, becomes null.
 */
final class OddNumber<N extends Number> extends StdScalarDeserializer<N> {
  /** The largest whole number that {@code double} represents exactly. */
  private static final double LARGEST_EXACT = 1L << 53;

  private static final long serialVersionUID = 1L;

  private final transient Function<String, @Nullable N> parse;

  private OddNumber(Class<N> type, Function<String, @Nullable N> parse) {
    super(type);
    this.parse = parse;
  }

  static SimpleModule module() {
    return new SimpleModule("rows")
        .addDeserializer(Integer.class, new OddNumber<>(Integer.class, OddNumber::integer))
        .addDeserializer(Long.class, new OddNumber<>(Long.class, OddNumber::whole))
        .addDeserializer(Double.class, new OddNumber<>(Double.class, OddNumber::decimal));
  }

  @Override
  public @Nullable N deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonToken token = parser.currentToken();
    if (!token.isScalarValue()) {
      throw context.wrongTokenException(parser, handledType(), JsonToken.VALUE_NUMBER_INT, null);
    }
    return parse.apply(parser.getText().strip());
  }

  private static @Nullable Integer integer(String text) {
    Long value = whole(text);
    return value == null || value.intValue() != value ? null : Integer.valueOf(value.intValue());
  }

  private static @Nullable Long whole(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      Double value = decimal(text);
      return value == null || value % 1 != 0 || Math.abs(value) > LARGEST_EXACT
          ? null
          : Long.valueOf(value.longValue());
    }
  }

  private static @Nullable Double decimal(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
