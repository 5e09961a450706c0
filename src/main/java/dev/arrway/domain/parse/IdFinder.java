package dev.arrway.domain.parse;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the ids that an entry states in its attributes, its address and tags such as {@code
 * [tmdbid-603]}.
 */
final class IdFinder {

  private @Nullable Integer tmdb;
  private @Nullable Integer tvdb;
  private @Nullable String imdb;

  /** The ids found so far; the first of each kind wins. */
  ExternalIds ids() {
    return tmdb == null && tvdb == null && imdb == null
        ? ExternalIds.NONE
        : new ExternalIds(tmdb, tvdb, imdb);
  }

  void attributes(Map<String, String> attributes) {
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String value = attribute.getValue();
      if (value.isEmpty()) {
        continue;
      }
      switch (attribute.getKey()) {
        case "tmdb-id", "tmdb_id", "tmdbid", "tmdb" -> stated("tmdb", value);
        case "tvdb-id", "tvdb_id", "tvdbid", "tvdb" -> stated("tvdb", value);
        case "imdb-id", "imdb_id", "imdbid", "imdb" -> stated("imdb", value);
        case "tvg-id" -> tag(value);
        default -> {}
      }
    }
  }

  /**
   * Reads {@code tmdb-603}, {@code tmdbid=603}, {@code tvdb:121361}, {@code tt0133093}; false when
   * it is no id.
   */
  @CanIgnoreReturnValue
  boolean tag(String text) {
    String tag = text.trim().toLowerCase(Locale.ROOT);
    if (isImdb(tag)) {
      return stated("imdb", tag);
    }
    for (String kind : new String[] {"tmdb", "tvdb", "imdb"}) {
      if (tag.startsWith(kind)) {
        int at = tag.startsWith("id", 4) ? 6 : 4;
        boolean separated = at < tag.length() && "-=: _".indexOf(tag.charAt(at)) >= 0;
        return separated && stated(kind, tag.substring(at + 1));
      }
    }
    return false;
  }

  /**
   * Looks for an IMDb id that is a whole path segment or query value, and {@code tmdb=} in the
   * query.
   */
  void url(String url) {
    int start = 0;
    int length = url.indexOf("tt", 6) < 0 ? -1 : url.length(); // "http" has one
    for (int i = 0; i <= length; i++) {
      if (i == url.length() || "/?&=.#".indexOf(url.charAt(i)) >= 0) {
        if (i - start >= 9 && url.charAt(start) == 't' && isImdb(url.substring(start, i))) {
          stated("imdb", url.substring(start, i));
        }
        start = i + 1;
      }
    }
    int query = url.indexOf('?');
    if (query >= 0 && url.indexOf("tmdb", query) > 0) {
      for (String pair : url.substring(query + 1).split("&")) {
        tag(pair);
      }
    }
  }

  @CanIgnoreReturnValue
  private boolean stated(String kind, String value) {
    String text = value.trim().toLowerCase(Locale.ROOT);
    if (kind.equals("imdb")) {
      String id = isImdb("tt" + text) ? "tt" + text : text;
      if (!isImdb(id)) {
        return false;
      }
      imdb = imdb == null ? id : imdb;
      return true;
    }
    int id = number(text);
    if (id <= 0) {
      return false;
    }
    if (kind.equals("tmdb")) {
      tmdb = tmdb == null ? id : tmdb;
    } else {
      tvdb = tvdb == null ? id : tvdb;
    }
    return true;
  }

  private static int number(String text) {
    try {
      return text.length() > 10 ? -1 : Integer.parseInt(text);
    } catch (NumberFormatException notAnId) {
      return -1;
    }
  }

  private static boolean isImdb(String text) {
    if (text.length() < 9 || text.length() > 12 || !text.startsWith("tt")) {
      return false;
    }
    for (int i = 2; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
