package dev.arrway.upstream;

import dev.arrway.domain.arr.NewTitle;
import dev.arrway.platform.config.Secret;

/**
 * A running simulated server, as far as contract tests need to know it.
 *
 * @param application the name that it gives itself
 * @param librarySize titles in its library, which must be at least 30
 * @param word found by a look-up for it
 * @param addable a title that can be added
 */
public record Simulator(
    String url, Secret key, String application, int librarySize, String word, NewTitle addable) {}
