package dev.arrway.domain.parse;

import org.jspecify.annotations.Nullable;

/** Ids that an entry states. Each is null when it states none. */
public record ExternalIds(@Nullable Integer tmdb, @Nullable Integer tvdb, @Nullable String imdb) {

  /** No id at all. */
  public static final ExternalIds NONE = new ExternalIds(null, null, null);

  /** Whether any id is stated. */
  public boolean isEmpty() {
    return tmdb == null && tvdb == null && imdb == null;
  }
}
