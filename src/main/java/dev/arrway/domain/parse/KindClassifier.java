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
  private static final int HEADING_RUN = 3;
  private static final int FEATURE_MINUTES = 20;
  private static final int LONGEST_FILM_MINUTES = 12 * 60;

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
   * What a name says about its kind.
   *
   * @param text the name, cleaned
   * @param episode whether name and group tell an episode
   * @param dated whether the name has a year in brackets, or an id is stated
   * @param bareYear whether a year stands at its end without brackets
   * @param translated whether it tells a translation
   * @param titledByGroup whether the group holds its title
   */
  record NameEvidence(
      String text,
      boolean episode,
      boolean dated,
      boolean bareYear,
      boolean translated,
      boolean titledByGroup) {}

  /** Returns the kind that the address or an attribute states, or null. */
  static @Nullable MediaKind stated(String url, Map<String, String> attributes) {
    MediaKind path = ofPath(url);
    return path != null ? path : ofAttribute(attributes.get("tvg-type"));
  }

  /**
   * Returns the kind of an entry.
   *
   * @param place what {@link #stated} returned
   */
  static MediaKind kind(
      String name,
      GroupName group,
      String url,
      Map<String, String> attributes,
      @Nullable MediaKind place,
      NameEvidence evidence) {
    if (isHeading(name)) {
      return MediaKind.LIVE;
    }
    if (evidence.episode()) {
      boolean live = place == MediaKind.LIVE && ofPath(url) == MediaKind.LIVE;
      return live ? MediaKind.LIVE : MediaKind.SERIES;
    }
    if (place != null) {
      return place;
    }
    if (isAroundTheClock(name)) {
      return MediaKind.LIVE;
    }
    boolean movie =
        VIDEO_FILES.contains(extension(url))
            || evidence.dated()
            || evidence.titledByGroup()
            || group.isFilms() && !endsWithResolution(evidence.text());
    if (movie) {
      return MediaKind.MOVIE;
    }
    boolean film =
        evidence.bareYear()
            || evidence.translated()
            || NumberText.hasRunningTime(evidence.text())
            || (isFeature(attributes) || group.isFilmGenre()) && !looksLikeChannel(evidence.text());
    return film && !group.isChannels() && !isChannelId(attributes.get("tvg-id"))
        ? MediaKind.MOVIE
        : MediaKind.LIVE;
  }

  /** Whether a duration is a film's; channels have none. */
  private static boolean isFeature(Map<String, String> attributes) {
    int minutes = EntryFacts.minutes(attributes);
    return minutes >= FEATURE_MINUTES && minutes <= LONGEST_FILM_MINUTES;
  }

  /** {@code UK: Film4}, {@code Film4 HD}: some lists state durations for channels too. */
  private static boolean looksLikeChannel(String text) {
    String last = text.substring(text.lastIndexOf(' ') + 1);
    return endsWithResolution(text)
        || Vocabulary.isQuality(last)
        || (Vocabulary.flags(last) & Vocabulary.CHANNEL) != 0
        || Prefix.stages(text).size() > 1;
  }

  /** {@code Film4 (720p)}: lists of streams state the height of the picture in round brackets. */
  private static boolean endsWithResolution(String text) {
    String last = text.substring(text.lastIndexOf(' ') + 1);
    return last.startsWith("(")
        && last.endsWith("p)")
        && Vocabulary.isQuality(last.substring(1, last.length() - 1));
  }

  /** {@code BBCOne.uk}: the form of the ids of programme guides. */
  private static boolean isChannelId(@Nullable String id) {
    int dot = id == null ? -1 : id.lastIndexOf('.');
    return id != null
        && dot > 0
        && dot == id.length() - 3
        && Character.isLetter(id.charAt(dot + 1))
        && Character.isLetter(id.charAt(dot + 2));
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

  /** Returns a name without the extension of a video file. */
  static String withoutExtension(String name) {
    int dot = name.lastIndexOf('.');
    boolean file =
        dot > 0
            && dot >= name.length() - 5
            && VIDEO_FILES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    return file ? name.substring(0, dot) : name;
  }

  private static String extension(String url) {
    int end = url.indexOf('?');
    end = end < 0 ? url.length() : end;
    int dot = url.lastIndexOf('.', end - 1);
    return dot < 0 || end - dot > 6 ? "" : url.substring(dot + 1, end).toLowerCase(Locale.ROOT);
  }
}
