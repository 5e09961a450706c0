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
 * @param sortTitle what the upstream sorts it by
 * @param originalTitle the title in the original language
 * @param alternateTitles other titles it is known by
 * @param year year of release or first broadcast
 * @param secondaryYear another year that it is listed under
 * @param monitored whether the upstream looks for it
 * @param hasFile whether there is a file; for a series, whether every aired episode has one
 * @param status such as {@code released} or {@code continuing}
 * @param minimumAvailability from when it is looked for, such as {@code released}; movies only
 * @param qualityProfileId the profile it is held to
 * @param rootFolder the folder that it was added under
 * @param path where its files lie
 * @param sizeOnDisk bytes on disk
 * @param episodeCount episodes that have been broadcast and are monitored; series only
 * @param episodeFileCount episodes that have a file; series only
 * @param addedAt when it was added
 * @param tags ids of its labels
 */
public record LibraryItem(
    long id,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    String title,
    @Nullable String sortTitle,
    @Nullable String originalTitle,
    List<String> alternateTitles,
    @Nullable Integer year,
    @Nullable Integer secondaryYear,
    boolean monitored,
    boolean hasFile,
    @Nullable String status,
    @Nullable String minimumAvailability,
    long qualityProfileId,
    @Nullable String rootFolder,
    @Nullable String path,
    long sizeOnDisk,
    @Nullable Integer episodeCount,
    @Nullable Integer episodeFileCount,
    @Nullable Instant addedAt,
    List<Long> tags) {
  public LibraryItem {
    alternateTitles = List.copyOf(alternateTitles);
    tags = List.copyOf(tags);
  }
}
