package dev.arrway.feature.imports.source;

import dev.arrway.domain.media.MediaKind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What lists call movies, series, and what is neither. */
final class Kinds {
  private static final Map<String, MediaKind> KNOWN =
      Map.ofEntries(
          Map.entry("movie", MediaKind.MOVIE),
          Map.entry("movies", MediaKind.MOVIE),
          Map.entry("film", MediaKind.MOVIE),
          Map.entry("films", MediaKind.MOVIE),
          Map.entry("feature", MediaKind.MOVIE),
          Map.entry("featurefilm", MediaKind.MOVIE),
          Map.entry("tvmovie", MediaKind.MOVIE),
          Map.entry("tvspecial", MediaKind.MOVIE),
          Map.entry("short", MediaKind.MOVIE),
          Map.entry("tvshort", MediaKind.MOVIE),
          Map.entry("video", MediaKind.MOVIE),
          Map.entry("documentary", MediaKind.MOVIE),
          Map.entry("series", MediaKind.SERIES),
          Map.entry("show", MediaKind.SERIES),
          Map.entry("shows", MediaKind.SERIES),
          Map.entry("tvshows", MediaKind.SERIES),
          Map.entry("tv", MediaKind.SERIES),
          Map.entry("tvshow", MediaKind.SERIES),
          Map.entry("tvseries", MediaKind.SERIES),
          Map.entry("tvminiseries", MediaKind.SERIES),
          Map.entry("miniseries", MediaKind.SERIES));

  private static final Set<String> NEITHER =
      Set.of(
          "episode",
          "tvepisode",
          "season",
          "videogame",
          "game",
          "musicvideo",
          "podcastseries",
          "podcastepisode",
          "person",
          "list");

  private Kinds() {}

  private static String key(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  /** Movie or series, or null for a word that says nothing. */
  static @Nullable MediaKind of(@Nullable String word) {
    return word == null ? null : KNOWN.get(key(word));
  }

  /** Whether a word names something that no library holds as such. */
  static boolean isNeither(@Nullable String word) {
    return word != null && NEITHER.contains(key(word));
  }
}
