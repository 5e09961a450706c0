package dev.arrway.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An instance that the configuration declares for the first administrator.
 *
 * @param name unique among the declared
 * @param type a name of the catalogue, such as {@code radarr}; checked there
 * @param url http or https
 * @param apiKey may be empty, as may user name and password
 * @param settings as the type wants them; checked there
 */
public record InstanceDeclaration(
    String name,
    String type,
    String url,
    Secret apiKey,
    String username,
    Secret password,
    Map<String, Object> settings) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{1,31}");

  /** Checks name, type and address. */
  public InstanceDeclaration {
    settings = Map.copyOf(settings);
    String at = path(name);
    new Check()
        .that(
            NAME.matcher(name).matches(),
            at + ".name",
            name,
            "must be 1 to 64 letters, digits, spaces and . _ -")
        .that(TYPE.matcher(type).matches(), at + ".type", type, "must be a type, such as radarr")
        .that(web(url), at + ".url", url, "must be an http or https URL without user and query")
        .done();
  }

  /** How messages name it. */
  static String path(String name) {
    return "instances[" + name + "]";
  }

  private static boolean web(String url) {
    try {
      URI uri = new URI(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
