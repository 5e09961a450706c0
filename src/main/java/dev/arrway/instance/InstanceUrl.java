package dev.arrway.instance;

import dev.arrway.config.Secret;
import dev.arrway.protocol.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of an instance, taken apart.
 *
 * @param url normalised: lower-case scheme and host, no default port, no trailing slash, no user
 *     info
 * @param username what stood before the host, or null
 * @param password what stood before the host, or null
 */
record InstanceUrl(URI url, @Nullable String username, @Nullable Secret password) {

  /** Reads an address; throws {@code invalid} naming {@code url}. */
  static InstanceUrl of(String text) {
    URI given;
    try {
      given = new URI(text.trim());
    } catch (URISyntaxException e) {
      throw wrong("must be an absolute http or https address");
    }
    String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https") || given.getHost() == null) {
      throw wrong("must be an absolute http or https address");
    }
    if (given.getRawQuery() != null || given.getRawFragment() != null) {
      throw wrong("must end with the URL base: no question mark, no number sign");
    }
    return new InstanceUrl(normalised(given, scheme), user(given), password(given));
  }

  /** Where keys may go: a key that was given for one origin is not sent to another. */
  static String origin(URI url) {
    return url.getScheme() + "://" + url.getHost() + ":" + url.getPort();
  }

  private static URI normalised(URI given, String scheme) {
    int port = given.getPort();
    if (port == (scheme.equals("http") ? 80 : 443)) {
      port = -1;
    }
    if (port == 0 || port > 65_535) {
      throw wrong("has a port that does not exist");
    }
    String path = given.getRawPath() == null ? "" : given.getRawPath().replaceAll("/+$", "");
    String host = given.getHost().toLowerCase(Locale.ROOT);
    return URI.create(scheme + "://" + host + (port < 0 ? "" : ":" + port) + path);
  }

  private static @Nullable String user(URI given) {
    String info = given.getRawUserInfo();
    return info == null ? null : decode(info.split(":", 2)[0]);
  }

  private static @Nullable Secret password(URI given) {
    String info = given.getRawUserInfo();
    return info == null || !info.contains(":") ? null : Secret.of(decode(info.split(":", 2)[1]));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static RuntimeException wrong(String message) {
    return Failure.invalid("url", message).asException();
  }
}
