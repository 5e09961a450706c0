package dev.arrway.domain.arr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A movie or series to add to a library.
 *
 * @param tmdbId what a movie is known by; null for a series, or while {@code lookup} is to tell it
 * @param tvdbId what a series is known by; null for a movie, or while {@code lookup} is to tell it
 * @param qualityProfileId a profile of that instance; null for the default, which is chosen when
 *     the title is sent
 * @param rootFolder one of the instance's root folders; null for the default, likewise
 * @param monitored whether releases are looked for
 * @param minimumAvailability movies: {@code announced}, {@code in_cinemas} or {@code released};
 *     null for {@code announced}
 * @param monitor what of it is monitored, such as {@code movie_only} or {@code future}; null for
 *     the movie alone, or for all episodes
 * @param search whether a search begins at once
 * @param seasonFolder series: whether seasons have folders; null for yes
 * @param seriesType series: {@code standard}, {@code daily} or {@code anime}; null for the first
 * @param tags ids of the instance's tags
 * @param lookup what tells the title when neither id is known; null otherwise
 */
public record NewTitle(
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable Long qualityProfileId,
    @Nullable String rootFolder,
    boolean monitored,
    @Nullable String minimumAvailability,
    @Nullable String monitor,
    boolean search,
    @Nullable Boolean seasonFolder,
    @Nullable String seriesType,
    List<Long> tags,
    @Nullable TitleSearch lookup) {
  public NewTitle {
    tags = List.copyOf(tags);
  }

  /** Returns whether everything that the instance must be told is known. */
  public boolean complete() {
    return qualityProfileId != null && rootFolder != null && lookup == null;
  }

  /** Returns whether it is a movie. */
  public boolean movie() {
    return lookup == null ? tmdbId != null : lookup.movie();
  }

  /** Returns the same title with the profile and root folder that were chosen for it. */
  public NewTitle placed(long profileId, String folder) {
    return with(tmdbId, tvdbId, profileId, folder, lookup);
  }

  /** Returns the same title with the id that the look-up found. */
  public NewTitle found(int id) {
    return movie()
        ? with(id, null, qualityProfileId, rootFolder, null)
        : with(null, id, qualityProfileId, rootFolder, null);
  }

  private NewTitle with(
      @Nullable Integer newTmdbId,
      @Nullable Integer newTvdbId,
      @Nullable Long newProfileId,
      @Nullable String newFolder,
      @Nullable TitleSearch newLookup) {
    return new NewTitle(
        newTmdbId,
        newTvdbId,
        newProfileId,
        newFolder,
        monitored,
        minimumAvailability,
        monitor,
        search,
        seasonFolder,
        seriesType,
        tags,
        newLookup);
  }
}
