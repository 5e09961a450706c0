package dev.arrway.feature.imports;

import dev.arrway.domain.media.MediaKind;
import dev.arrway.feature.arrs.AddDefaults.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The library that an import adds to, as far as it is known. Ids are those that libraries of its
 * kind know titles by: TMDB's for movies, TVDB's for series. Used from one context.
 *
 * @param place the profile and the folder that titles are added with
 * @param library what it holds
 * @param byImdb the same by IMDb id
 * @param excluded what it must not be given
 * @param lines what this import adds, with the line of each
 */
record Target(
    MediaKind kind,
    Place place,
    Set<Integer> library,
    Map<String, Integer> byImdb,
    Set<Integer> excluded,
    Map<Integer, Integer> lines) {
  Target(
      MediaKind kind,
      Place place,
      Set<Integer> library,
      Map<String, Integer> byImdb,
      Set<Integer> excluded) {
    this(kind, place, library, byImdb, excluded, new HashMap<>());
  }

  /** The id of a row in this library's words, as far as it is known without asking. */
  @Nullable Integer id(ImportItem item) {
    Integer stated = item.nativeId(kind);
    return stated == null && item.imdbId() != null ? byImdb.get(item.imdbId()) : stated;
  }

  /** Whether nothing has to be asked to know that a title is not to be added. */
  boolean settled(int id) {
    return library.contains(id) || excluded.contains(id) || lines.containsKey(id);
  }

  /** What to say of a row that is of another kind, or null. */
  @Nullable String mismatch(ImportItem item) {
    if (item.kind() == null || item.kind() == kind) {
      return null;
    }
    return item.kind() == MediaKind.SERIES
        ? "This is a series; the instance holds movies."
        : "This is a movie; the instance holds series.";
  }
}
