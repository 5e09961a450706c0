package dev.arrway.domain.arr;

/**
 * An episode of a series in an arr's library.
 *
 * @param id the upstream's id
 * @param seriesId the series
 * @param season 0 for the specials
 * @param episode its number within the season
 * @param monitored whether the upstream looks for it
 * @param hasFile whether there is a file
 */
public record EpisodeItem(
    long id, long seriesId, int season, int episode, boolean monitored, boolean hasFile) {}
