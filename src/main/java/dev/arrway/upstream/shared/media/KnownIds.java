package dev.arrway.upstream.shared.media;

import dev.arrway.domain.mediaserver.MediaWanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a media server knows a title by.
 *
 * @param tmdb as text, as servers write it; null when unknown
 * @param tvdb the same
 * @param imdb the same, such as {@code tt0133093}
 */
public record KnownIds(@Nullable String tmdb, @Nullable String tvdb, @Nullable String imdb) {
  /** Nothing is known. */
  public static final KnownIds NONE = new KnownIds(null, null, null);

  /**
   * Whether a title of the server is the one that is wanted: one id that both know is the same.
   * Only a title that the server could not identify is compared by title and year.
   */
  public boolean are(MediaWanted wanted, @Nullable String title, @Nullable Integer year) {
    List<Boolean> compared = new ArrayList<>();
    compare(text(wanted.tmdbId()), tmdb).ifPresent(compared::add);
    compare(text(wanted.tvdbId()), tvdb).ifPresent(compared::add);
    compare(wanted.imdbId(), imdb).ifPresent(compared::add);
    if (!compared.isEmpty()) {
      return compared.contains(true);
    }
    return this.equals(NONE)
        && wanted.year() != null
        && Objects.equals(wanted.year(), year)
        && title != null
        && plain(title).equals(plain(wanted.title()));
  }

  private static Optional<Boolean> compare(@Nullable String one, @Nullable String other) {
    return one == null || other == null
        ? Optional.empty()
        : Optional.of(one.equalsIgnoreCase(other));
  }

  private static @Nullable String text(@Nullable Integer id) {
    return id == null ? null : id.toString();
  }

  private static String plain(String title) {
    StringBuilder letters = new StringBuilder(title.length());
    title.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
