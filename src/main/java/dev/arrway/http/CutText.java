package dev.arrway.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * Cuts text that an upstream sends: no title, path or message is as long, and text without a bound
 * would be stored, listed and sent on.
 */
final class CutText extends StdScalarDeserializer<String> {
  /** Characters that are kept of one text. */
  static final int MOST = 8_192;

  private static final long serialVersionUID = 1L;

  CutText() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    String text = StringDeserializer.instance.deserialize(parser, context);
    if (text == null || text.length() <= MOST) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST);
  }
}
