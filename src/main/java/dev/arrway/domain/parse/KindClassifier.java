package dev.arrway.domain.parse;

import dev.arrway.domain.media.MediaKind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Movie, episode or channel: the address speaks first, then attributes, then what the name and the
 * group look like.
 */
final class KindClassifier {

  private static final Set<String> SERIES_PATHS =
      Set.of("series", "serie", "tvshows", "shows", "episodes");
  private static final Set<String> MOVIE_PATHS =
      Set.of("movie", "movies", "film", "films", "vod", "filme", "filmes", "peliculas");
  private static final Set<String> LIVE_PATHS = Set.of("live", "channel", "channels", "timeshift");
  private static final Set<String> VIDEO_FILES =
      Set.of("mkv", "mp4", "avi", "mov", "m4v", "wmv", "flv", "mpg", "mpeg", "webm", "divx", "vob");
  private static final Set<String> VOD_WORDS =
      Set.of(
          "vod",
          "movies",
          "films",
          "filmes",
          "filme",
          "filmler",
          "peliculas",
          "películas",
          "фильмы");
  private static final int HEADING_RUN = 3;

  private KindClassifier() {}

  /**
   * Whether a name is a heading between groups ({@code ##### FRANCE #####}), which plays nothing.
   */
  static boolean isHeading(String name) {
    String text = name.trim();
    if (text.length() < HEADING_RUN) {
      return false;
    }
    char first = text.charAt(0);
    boolean symbol = !Character.isLetterOrDigit(first) && "([{\"'.¿¡?!$".indexOf(first) < 0;
    for (int i = 1; i < HEADING_RUN && symbol; i++) {
      symbol = text.charAt(i) == first;
    }
    return symbol;
  }

  /** Whether a name promises a channel that never ends ({@code 24/7 Friends}). */
  static boolean isAroundTheClock(String name) {
    String text = name.toUpperCase(Locale.ROOT);
    int at = text.indexOf("24/7");
    return at >= 0 && at < 12 || text.startsWith("24H ") || text.contains("24 HOURS");
  }

  /**
   * The kind of an entry.
   *
   * @param episode whether name and group tell season and episode, or an episode of a group's
   *     season
   * @param dated whether the name has a year, or an id is stated
   */
  static MediaKind kind(
      String name,
      String group,
      String url,
      Map<String, String> attributes,
      boolean episode,
      boolean dated) {
    if (isHeading(name)) {
      return MediaKind.LIVE;
    }
    MediaKind path = ofPath(url);
    if (episode) {
      return path == MediaKind.LIVE ? MediaKind.LIVE : MediaKind.SERIES;
    }
    if (path != null) {
      return path;
    }
    MediaKind stated = ofAttribute(attributes.get("tvg-type"));
    if (stated != null) {
      return stated;
    }
    if (isAroundTheClock(name)) {
      return MediaKind.LIVE;
    }
    boolean movie = VIDEO_FILES.contains(extension(url)) || dated || isVodGroup(group);
    return movie ? MediaKind.MOVIE : MediaKind.LIVE;
  }

  private static @Nullable MediaKind ofPath(String url) {
    int scheme = url.indexOf("://");
    int start = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    MediaKind found = null;
    while (start >= 0 && found == null) {
      int end = url.indexOf('/', start + 1);
      if (end < 0) {
        break;
      }
      String segment = url.substring(start + 1, end).toLowerCase(Locale.ROOT);
      found = SERIES_PATHS.contains(segment) ? MediaKind.SERIES : null;
      found = MOVIE_PATHS.contains(segment) ? MediaKind.MOVIE : found;
      found = LIVE_PATHS.contains(segment) ? MediaKind.LIVE : found;
      start = end;
    }
    return found;
  }

  private static @Nullable MediaKind ofAttribute(@Nullable String type) {
    if (type == null) {
      return null;
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "movie", "movies", "vod", "film" -> MediaKind.MOVIE;
      case "series", "tvshow", "tvshows", "episode" -> MediaKind.SERIES;
      case "live", "channel", "stream" -> MediaKind.LIVE;
      default -> null;
    };
  }

  private static String extension(String url) {
    int end = url.indexOf('?');
    end = end < 0 ? url.length() : end;
    int dot = url.lastIndexOf('.', end - 1);
    return dot < 0 || end - dot > 6 ? "" : url.substring(dot + 1, end).toLowerCase(Locale.ROOT);
  }

  /**
   * Channels come in groups such as {@code US| MOVIES & SERIES} too, so only the first word counts,
   * or VOD anywhere.
   */
  private static boolean isVodGroup(String group) {
    boolean first = true;
    int start = 0;
    for (int i = 0; i <= group.length(); i++) {
      if (i < group.length() && Character.isLetter(group.charAt(i))) {
        continue;
      }
      if (i > start) {
        String word = group.substring(start, i).toLowerCase(Locale.ROOT);
        if (word.equals("vod") || first && VOD_WORDS.contains(word)) {
          return true;
        }
        first = false;
      }
      start = i + 1;
    }
    return false;
  }
}
