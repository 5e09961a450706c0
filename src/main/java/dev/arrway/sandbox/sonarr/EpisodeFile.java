package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.arr.Quality;
import java.time.Instant;

/**
 * The file of an episode.
 *
 * @param size bytes
 */
public record EpisodeFile(int id, Quality quality, long size, Instant added) {}
