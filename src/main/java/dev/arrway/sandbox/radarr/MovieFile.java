package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.arr.Quality;
import java.time.Instant;

/**
 * The file of a movie.
 *
 * @param size bytes
 * @param group the release group in its name
 */
public record MovieFile(int id, Quality quality, long size, String group, Instant added) {}
