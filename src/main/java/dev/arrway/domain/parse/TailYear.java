package dev.arrway.domain.parse;

/**
 * A year behind an episode's marker.
 *
 * @param year the year
 * @param alone whether it follows the marker at once; when an episode's title stands between, the
 *     year is that episode's
 */
record TailYear(int year, boolean alone) {}
