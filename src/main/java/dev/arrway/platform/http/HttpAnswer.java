package dev.arrway.platform.http;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer held in memory. Its text shows status and length only.
 *
 * @param status 200 to 299, or one that the call accepts
 * @param headers by lower-case name, in the order received
 * @param body not to be changed: a cached answer is given to several callers
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, Buffer body) {
  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /** The first value of a header, whatever its case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** All values of a header, such as {@code Set-Cookie}. */
  public List<String> headerValues(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** Whether the status is 2xx. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  @Override
  public String toString() {
    return status + ", " + body.length() + " bytes";
  }
}
