package dev.arrway.domain.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A movie or series that a library holds, with everything it may be called.
 *
 * <p>Upstreams write 0 for an unknown year or id and "" for an unknown IMDb id; all become null.
 *
 * @param instanceId the instance that holds it
 * @param libraryId its id there
 * @param kind {@link MediaKind#MOVIE} or {@link MediaKind#SERIES}
 * @param tmdbId The Movie Database id, or null
 * @param tvdbId TheTVDB id, or null
 * @param imdbId IMDb id such as {@code tt0133093}, or null
 * @param title the title shown
 * @param originalTitle the title in its original language, or null
 * @param alternateTitles further titles, in any language
 * @param year year of release or first air date, or null
 * @param secondaryYear a second year some sources give, or null
 */
public record LibraryTitle(
    String instanceId,
    String libraryId,
    MediaKind kind,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    String title,
    @Nullable String originalTitle,
    List<String> alternateTitles,
    @Nullable Integer year,
    @Nullable Integer secondaryYear) {

  /** Refuses {@link MediaKind#LIVE}: libraries hold no channels. */
  public LibraryTitle {
    if (kind == MediaKind.LIVE) {
      throw new IllegalArgumentException("kind: a library holds movies and series, not LIVE");
    }
    tmdbId = positive(tmdbId);
    tvdbId = positive(tvdbId);
    imdbId = imdbId == null || imdbId.isBlank() ? null : imdbId.trim();
    alternateTitles = List.copyOf(alternateTitles);
    year = positive(year);
    secondaryYear = positive(secondaryYear);
  }

  private static @Nullable Integer positive(@Nullable Integer value) {
    return value == null || value <= 0 ? null : value;
  }
}
