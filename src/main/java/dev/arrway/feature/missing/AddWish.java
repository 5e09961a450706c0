package dev.arrway.feature.missing;

import dev.arrway.domain.arr.NewTitle;
import dev.arrway.domain.arr.TitleSearch;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.FieldError;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How missing content is to be added.
 *
 * @param instanceId where to
 * @param qualityProfileId null for the default
 * @param rootFolder null for the default
 * @param ids which title it is; empty to find out
 * @param misfits what of the wish does not fit such a library
 * @param shape the title with everything else that was wished for
 */
public record AddWish(
    long instanceId,
    @Nullable Long qualityProfileId,
    @Nullable String rootFolder,
    TitleIds ids,
    Function<LibraryKind, List<FieldError>> misfits,
    Shape shape) {

  /** What a title is known by: a movie by its TMDB id, a series by its TVDB id. */
  public record TitleIds(@Nullable Integer tmdbId, @Nullable Integer tvdbId) {
    /** Nothing is known. */
    public static final TitleIds NONE = new TitleIds(null, null);

    static TitleIds of(LibraryKind kind, @Nullable Integer id) {
      return kind == LibraryKind.MOVIE ? new TitleIds(id, null) : new TitleIds(null, id);
    }

    @Nullable Integer of(LibraryKind kind) {
      return kind == LibraryKind.MOVIE ? tmdbId : tvdbId;
    }
  }

  /** Makes the title to add. */
  @FunctionalInterface
  public interface Shape {
    /** Returns the title of these ids; without an id, the one that the look-up finds. */
    NewTitle of(TitleIds ids, @Nullable TitleSearch lookup);
  }
}
