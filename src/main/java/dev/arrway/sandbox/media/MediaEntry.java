package dev.arrway.sandbox.media;

import java.time.Instant;

/**
 * Something that a simulated media server has found.
 *
 * @param library the number of its library
 * @param show of an episode, its show's id; else 0
 * @param tmdbId 0 when there is none, as of all that no catalogue knows
 * @param tvdbId the same
 * @param imdbId empty when there is none
 * @param path a file, or a show's folder
 * @param season of an episode; else 0
 * @param episode of an episode; else 0
 */
public record MediaEntry(
    int id,
    Kind kind,
    int library,
    int show,
    String title,
    int year,
    int tmdbId,
    int tvdbId,
    String imdbId,
    String path,
    int season,
    int episode,
    Instant added) {
  /** What it is. */
  public enum Kind {
    /** A movie. */
    MOVIE,
    /** A whole show. */
    SHOW,
    /** One episode. */
    EPISODE
  }
}
