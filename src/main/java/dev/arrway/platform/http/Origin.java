package dev.arrway.platform.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port: what a key is bound to. The authority is taken apart here since {@link
 * URI} knows no host with an underscore, which container names have.
 *
 * @param tls whether the scheme is https
 * @param host in canonical form, without brackets
 * @param port never a default left out
 */
record Origin(boolean tls, String host, int port) {

  /** The origin of an absolute http or https URL; throws {@link IllegalArgumentException}. */
  static Origin of(URI uri) {
    boolean tls = "https".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
    String authority = withoutUser(uri);
    int colon = portColon(authority);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    return new Origin(tls, HostForms.canonical(host), port(port, tls ? 443 : 80));
  }

  /** The path of a base URL without a trailing slash: empty or {@code /radarr}. */
  static String basePath(URI base) {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    return path.replaceAll("/+$", "");
  }

  /** The value of an {@code Authorization} header for credentials within the URL. */
  static Optional<String> basicAuth(URI base) {
    String user = base.getUserInfo() != null ? base.getUserInfo() : userOf(base);
    return Optional.ofNullable(user)
        .map(text -> text.contains(":") ? text : text + ":")
        .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
        .map(text -> "Basic " + text);
  }

  /** Host and port as a {@code Host} header or a URL spells them. */
  String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }

  private static @Nullable String userOf(URI uri) {
    String authority = String.valueOf(uri.getRawAuthority());
    int at = authority.lastIndexOf('@');
    return at < 0 ? null : authority.substring(0, at);
  }

  private static String withoutUser(URI uri) {
    String authority = uri.getRawAuthority();
    if (authority == null) {
      throw new IllegalArgumentException("url must name a host");
    }
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }

  private static int port(String text, int otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("url has an invalid port");
  }
}
