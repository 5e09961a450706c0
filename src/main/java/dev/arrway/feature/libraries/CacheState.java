package dev.arrway.feature.libraries;

/**
 * How often a fresh snapshot could answer one user on this node, since it started.
 *
 * @param hits reads that a fresh snapshot answered
 * @param misses reads that needed the instance
 * @param hitRatio hits among all reads, 0 to 1; 0 before the first
 * @param ttlSeconds how long a snapshot stays fresh
 */
public record CacheState(long hits, long misses, double hitRatio, long ttlSeconds) {}
