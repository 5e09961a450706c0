package dev.arrway.http;

import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a call sends. Its text shows the length only.
 *
 * @param bytes never changed after it is given
 * @param contentType the header's value
 */
public record HttpBody(Buffer bytes, String contentType) {
  /** JSON of a record, a map or a list, in camelCase, without null fields. */
  public static HttpBody json(Object value) {
    return new HttpBody(WireJson.encode(value), "application/json");
  }

  /** A form, {@code application/x-www-form-urlencoded} in UTF-8. */
  public static HttpBody form(List<Param> fields) {
    String text =
        fields.stream()
            .map(field -> encode(field.name()) + "=" + encode(field.value()))
            .collect(Collectors.joining("&"));
    return new HttpBody(Buffer.buffer(text), "application/x-www-form-urlencoded");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return contentType + ", " + bytes.length() + " bytes";
  }
}
