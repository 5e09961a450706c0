package dev.arrway.feature.arrs;

import dev.arrway.upstream.Overall;

/**
 * The mounts of several instances.
 *
 * @param mounts the page asked for
 * @param volumes what all of them add up to, each volume counted once
 */
public record OverallDisks(Overall<Mount> mounts, Volumes volumes) {}
