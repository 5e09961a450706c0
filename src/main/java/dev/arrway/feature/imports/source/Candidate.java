package dev.arrway.feature.imports.source;

import dev.arrway.domain.media.MediaKind;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list that may be imported.
 *
 * @param line where it stands in the list, from 1: the line of a text, the element of an array
 * @param kind movie or series, or null when the row does not say
 * @param title its title, or null
 * @param year 1870 to 2199, or null
 * @param tmdbId above 0, or null
 * @param tvdbId above 0, or null
 * @param imdbId {@code tt} and digits, or null
 * @param error why the row cannot be imported, or null
 */
public record Candidate(
    int line,
    @Nullable MediaKind kind,
    @Nullable String title,
    @Nullable Integer year,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    @Nullable String error) {
  private static final int LONGEST = 500;

  /** Cuts what is too long to be a title. */
  public Candidate {
    title = cut(title);
    error = cut(error);
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** A row that cannot be read. */
  public static Candidate unreadable(int line, String error) {
    return new Candidate(line, null, null, null, null, null, null, error);
  }

  /** Whether there is anything to look it up by. */
  public boolean isNamed() {
    return title != null || tmdbId != null || tvdbId != null || imdbId != null;
  }

  /** The same row at another place of the list. */
  public Candidate atLine(int newLine) {
    return new Candidate(newLine, kind, title, year, tmdbId, tvdbId, imdbId, error);
  }
}
