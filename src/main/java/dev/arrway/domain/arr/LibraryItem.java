package dev.arrway.domain.arr;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A movie or series in an arr's library.
 *
 * @param id the upstream's id
 * @param tmdbId TMDB id
 * @param tvdbId TVDB id
 * @param imdbId IMDb id, {@code tt…}
 * @param title its title
 * @param originalTitle the title in the original language
 * @param alternateTitles other titles it is known by
 * @param year year of release or first broadcast
 * @param secondaryYear another year that it is listed under
 * @param monitored whether the upstream looks for it
 * @param hasFile whether there is a file; for a series, whether every aired episode has one
 * @param status such as {@code released} or {@code continuing}
 * @param qualityProfileId the profile it is held to
 * @param path where its files lie
 * @param sizeOnDisk bytes on disk
 * @param episodeCount episodes that have been broadcast and are monitored; series only
 * @param episodeFileCount episodes that have a file; series only
 * @param addedAt when it was added
 */
public record LibraryItem(
    long id,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    String title,
    @Nullable String originalTitle,
    List<String> alternateTitles,
    @Nullable Integer year,
    @Nullable Integer secondaryYear,
    boolean monitored,
    boolean hasFile,
    @Nullable String status,
    long qualityProfileId,
    @Nullable String path,
    long sizeOnDisk,
    @Nullable Integer episodeCount,
    @Nullable Integer episodeFileCount,
    @Nullable Instant addedAt) {
  public LibraryItem {
    alternateTitles = List.copyOf(alternateTitles);
  }
}
