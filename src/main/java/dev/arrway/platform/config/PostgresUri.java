package dev.arrway.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…} taken apart.
 *
 * @param user empty when the URI names none
 * @param sslMode one of libpq's modes; {@code prefer} when the URI names none
 * @param sslRootCert the file of the authority, null when the URI names none
 */
public record PostgresUri(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    String sslMode,
    @Nullable String sslRootCert) {
  private static final int DEFAULT_PORT = 5432;
  private static final Set<String> MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert");

  /**
   * Takes a URI apart.
   *
   * @throws IllegalArgumentException saying what is wrong, without quoting what may be a password
   */
  public static PostgresUri parse(Secret text) {
    URI uri = syntax(text);
    require(
        "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()),
        "must start with postgresql://");
    String host = uri.getHost();
    require(host != null, "names no host");
    String path = uri.getPath() == null ? "" : uri.getPath();
    require(path.length() > 1, "names no database");
    Map<String, String> parameters = parameters(uri.getRawQuery());
    String mode = parameters.getOrDefault("sslmode", "prefer");
    require(
        MODES.contains(mode),
        "knows sslmode " + String.join(", ", MODES.stream().sorted().toList()));
    String[] account = account(uri.getRawUserInfo());
    return new PostgresUri(
        host,
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        path.substring(1),
        account[0],
        Secret.of(account[1]),
        mode,
        parameters.get("sslrootcert"));
  }

  private static URI syntax(Secret text) {
    try {
      return new URI(text.reveal());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "is no URI: " + e.getReason() + " at character " + e.getIndex());
    }
  }

  private static String[] account(@Nullable String raw) {
    if (raw == null) {
      return new String[] {"", ""};
    }
    int colon = raw.indexOf(':');
    return colon < 0
        ? new String[] {decode(raw), ""}
        : new String[] {decode(raw.substring(0, colon)), decode(raw.substring(colon + 1))};
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> found = new LinkedHashMap<>();
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        require(PARAMETERS.contains(name), "knows only the parameters sslmode and sslrootcert");
        found.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return found;
  }

  /** Percent signs only: a plus stands for itself here. */
  private static String decode(String raw) {
    return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static void require(boolean right, String why) {
    if (!right) {
      throw new IllegalArgumentException(why);
    }
  }
}
