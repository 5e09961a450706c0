package dev.arrway.platform.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * A deserializer that shortens text of upstreams to {@value #MOST} characters, more than any title,
 * path or message has, so that text of unlimited length is neither stored nor sent on.
 */
final class CutText extends StdScalarDeserializer<String> {
  /** The maximum number of characters of a text; the rest is dropped. */
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
