package dev.arrway.feature.timelines;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A title, as far as somebody named it.
 *
 * @param kind {@code movie} or {@code series}
 * @param instanceId the instance whose library it is in, or shall be in
 * @param libraryId its id there
 */
public record TitleKey(
    @Nullable String kind,
    @Nullable Long instanceId,
    @Nullable Long libraryId,
    @Nullable String title,
    @Nullable Integer year,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId) {
  /** Nothing is known. */
  static final TitleKey UNKNOWN = new TitleKey(null, null, null, null, null, null, null, null);

  /** Whether it can be told apart from others. */
  boolean known() {
    return instanceId != null && (libraryId != null || tmdbId != null || tvdbId != null);
  }

  /** Whether the other may be the same: nothing that both name differs. */
  boolean agrees(TitleKey other) {
    return same(kind, other.kind)
        && same(instanceId, other.instanceId)
        && same(libraryId, other.libraryId)
        && same(tmdbId, other.tmdbId)
        && same(tvdbId, other.tvdbId);
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return one == null || other == null || one.equals(other);
  }

  /** This, with what the other knows besides. */
  TitleKey and(TitleKey other) {
    return new TitleKey(
        either(kind, other.kind),
        either(instanceId, other.instanceId),
        either(libraryId, other.libraryId),
        either(title, other.title),
        either(year, other.year),
        either(tmdbId, other.tmdbId),
        either(tvdbId, other.tvdbId),
        either(imdbId, other.imdbId));
  }

  private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
    return one != null ? one : other;
  }

  /** Whether it is a movie; what is not known to be a series is. */
  boolean movie() {
    return !Objects.equals(kind, "series");
  }
}
