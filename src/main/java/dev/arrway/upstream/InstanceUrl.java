package dev.arrway.upstream;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of an instance, taken apart.
 *
 * @param url normalised: lower-case scheme and host, no default port, no trailing slash, no user
 *     info
 * @param userInfo what stood before the host, as it was written; null when nothing did
 */
public record InstanceUrl(URI url, @Nullable Secret userInfo) {
  private static final String WRONG = "must be an absolute http or https address";
  private static final Pattern PARTS =
      Pattern.compile("(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?<authority>[^/?#]*)(?<rest>.*)");
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:(?<user>.*)@)?(?<host>\\[[0-9a-fA-F:.]+]|[^:@\\[\\]]+)(?::(?<port>\\d*))?");

  /**
   * Container names may have an underscore, which {@link URI#getHost()} knows nothing of; hence
   * hosts are read by hand here and in the outbound chain.
   */
  private static final Pattern HOST = Pattern.compile("\\[[0-9a-f:.]+]|[a-z0-9._-]{1,253}");

  /** Parses an address; throws {@code invalid} naming {@code url}. */
  public static InstanceUrl of(String text) {
    Matcher parts = PARTS.matcher(text.trim());
    if (!parts.matches()) {
      throw wrong(WRONG);
    }
    String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
    Matcher authority = AUTHORITY.matcher(parts.group("authority"));
    if (!(scheme.equals("http") || scheme.equals("https")) || !authority.matches()) {
      throw wrong(WRONG);
    }
    String rest = parts.group("rest");
    if (rest.indexOf('?') >= 0 || rest.indexOf('#') >= 0) {
      throw wrong("must end with the URL base: no question mark, no number sign");
    }
    String port = port(authority.group("port"), scheme);
    String url = scheme + "://" + host(authority.group("host")) + port + rest.replaceAll("/+$", "");
    return new InstanceUrl(parsed(url), secret(authority.group("user")));
  }

  /**
   * Returns the origin to which keys may be sent: a key that was given for one origin is not sent
   * to another.
   */
  public static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  /**
   * Returns the host as it is written; {@link URI#getHost()} gives none for names with underscores.
   */
  public static String host(URI url) {
    Matcher authority = AUTHORITY.matcher(url.getRawAuthority());
    return authority.matches() ? authority.group("host") : url.getRawAuthority();
  }

  /** Returns the user name before the host, for the types that log in by it. */
  public Optional<String> username() {
    return Optional.ofNullable(userInfo).map(info -> decode(info.reveal().split(":", 2)[0]));
  }

  /** Returns the password before the host, for the types that log in by it. */
  public Optional<Secret> password() {
    return Optional.ofNullable(userInfo)
        .filter(info -> info.reveal().contains(":"))
        .map(info -> Secret.of(decode(info.reveal().split(":", 2)[1])));
  }

  /** Returns the address with user info, as the outbound chain needs it for basic authorization. */
  public static URI with(URI url, @Nullable Secret userInfo) {
    return userInfo == null
        ? url
        : URI.create(
            url.getScheme()
                + "://"
                + userInfo.reveal()
                + "@"
                + url.getRawAuthority()
                + url.getRawPath());
  }

  private static String host(String given) {
    try {
      String host = given.startsWith("[") ? given : IDN.toASCII(given, IDN.ALLOW_UNASSIGNED);
      String lower = host.toLowerCase(Locale.ROOT);
      if (HOST.matcher(lower).matches()) {
        return lower;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw wrong("names no host that could be called");
  }

  private static String port(@Nullable String given, String scheme) {
    if (given == null || given.isEmpty()) {
      return "";
    }
    int port = given.length() > 5 ? 0 : Integer.parseInt(given);
    if (port < 1 || port > 65_535) {
      throw wrong("has a port that does not exist");
    }
    return port == (scheme.equals("http") ? 80 : 443) ? "" : ":" + port;
  }

  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw wrong(WRONG);
    }
  }

  /** Kept only in a form that can be put before a host again. */
  private static @Nullable Secret secret(@Nullable String user) {
    if (user == null || user.isEmpty()) {
      return null;
    }
    try {
      return Secret.of(new URI("http://" + user + "@host").getRawUserInfo());
    } catch (URISyntaxException | NullPointerException e) {
      throw wrong("has a user name or password with characters that must be percent-encoded");
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static RuntimeException wrong(String message) {
    return Failure.invalid("url", message).asException();
  }
}
