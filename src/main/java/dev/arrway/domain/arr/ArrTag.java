package dev.arrway.domain.arr;

/**
 * A label.
 *
 * @param id the upstream's id
 * @param label lower-case text
 */
public record ArrTag(long id, String label) {}
