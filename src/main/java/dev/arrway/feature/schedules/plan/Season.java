package dev.arrway.feature.schedules.plan;

/**
 * A season of a series.
 *
 * @param seriesId the instance's own id
 * @param number 0 for the specials
 */
public record Season(long seriesId, int number) {}
