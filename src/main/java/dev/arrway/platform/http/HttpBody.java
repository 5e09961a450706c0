package dev.arrway.platform.http;

import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /** A file or a field of {@link #multipart}; fields have neither file name nor type. */
  public record Part(
      String name, @Nullable String fileName, @Nullable String contentType, Buffer bytes) {
    /** A plain field. */
    public static Part field(String name, String value) {
      return new Part(name, null, null, Buffer.buffer(value));
    }

    /** A file. */
    public static Part file(String name, String fileName, String contentType, Buffer bytes) {
      return new Part(name, fileName, contentType, bytes);
    }
  }

  /** Fields and files, {@code multipart/form-data} (RFC 7578). */
  public static HttpBody multipart(List<Part> parts) {
    String boundary = "arrway-" + UUID.randomUUID();
    Buffer bytes = Buffer.buffer();
    for (Part part : parts) {
      bytes.appendString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"");
      bytes.appendString(quoted(part.name()) + "\"");
      if (part.fileName() != null) {
        bytes.appendString("; filename=\"" + quoted(part.fileName()) + "\"");
      }
      if (part.contentType() != null) {
        bytes.appendString("\r\nContent-Type: " + part.contentType());
      }
      bytes.appendString("\r\n\r\n").appendBuffer(part.bytes()).appendString("\r\n");
    }
    bytes.appendString("--" + boundary + "--\r\n");
    return new HttpBody(bytes, "multipart/form-data; boundary=" + boundary);
  }

  /** As browsers escape names (WHATWG HTML, "multipart/form-data encoding algorithm"). */
  private static String quoted(String text) {
    return text.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return contentType + ", " + bytes.length() + " bytes";
  }
}
