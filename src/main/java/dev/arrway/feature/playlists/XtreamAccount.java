package dev.arrway.feature.playlists;

import dev.arrway.domain.m3u.EntryUrl;
import dev.arrway.domain.m3u.UrlSecrets;
import dev.arrway.platform.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An account at an Xtream panel. It is stored as the address of its {@code player_api.php}, which
 * is split and encrypted as every playlist's address is.
 *
 * @param base the panel's address without a slash at its end
 * @param username as it was given
 * @param password as it was given
 */
record XtreamAccount(String base, String username, Secret password) {
  private static final String API = "/player_api.php";

  /** What people copy from their provider is often the address of one of these. */
  private static final Pattern PAGE =
      Pattern.compile("/+(player_api|get|xmltv|panel_api)\\.php$|/+c$");

  /** The account that a panel's address, in whichever of its forms, and credentials make. */
  static XtreamAccount at(String url, String username, Secret password) {
    String bare = url.replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
    return new XtreamAccount(
        PAGE.matcher(bare).replaceFirst("").replaceFirst("/+$", ""), username, password);
  }

  /** The account of an address that {@link #address} made. */
  static XtreamAccount of(String address) {
    int query = address.lastIndexOf('?');
    String[] pairs = address.substring(query + 1).split("&");
    return new XtreamAccount(
        address.substring(0, query - API.length()), value(pairs[0]), Secret.of(value(pairs[1])));
  }

  /** The address with the credentials in it. */
  String address() {
    return base
        + API
        + "?username="
        + encoded(username)
        + "&password="
        + encoded(password.reveal());
  }

  /** Whether its address can be called at all, as far as its form tells. */
  boolean isUsable() {
    try {
      return new URI(base).getRawAuthority() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** What calls are made to. */
  URI uri() {
    return URI.create(base);
  }

  /**
   * Where a stream plays.
   *
   * @param kind {@code movie}, {@code series} or {@code live}
   * @param file its number and its file type
   */
  EntryUrl stream(String kind, String file) {
    return withAccount("/" + kind + "/" + EntryUrl.SLOT + "/" + EntryUrl.SLOT + "/" + file);
  }

  /** Where a series as a whole is told about; it has no stream of its own. */
  EntryUrl series(String id) {
    return withAccount(
        API
            + "?username="
            + EntryUrl.SLOT
            + "&password="
            + EntryUrl.SLOT
            + "&action=get_series_info&series_id="
            + id);
  }

  private EntryUrl withAccount(String rest) {
    EntryUrl start = UrlSecrets.split(base);
    List<String> secrets = new ArrayList<>(start.secrets());
    secrets.add(encoded(username));
    secrets.add(encoded(password.reveal()));
    return new EntryUrl(start.template() + rest, secrets);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String value(String pair) {
    return URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8);
  }

  /** Shows nothing: the address may hold credentials too. */
  @Override
  public String toString() {
    return "XtreamAccount";
  }
}
