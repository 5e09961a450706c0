package dev.arrway.domain.parse;

import org.jspecify.annotations.Nullable;

/**
 * One way to read an entry's name.
 *
 * @param title the title in this reading
 * @param year the year in this reading, or null
 * @param trust how far this reading may be believed
 */
public record Reading(String title, @Nullable Integer year, Trust trust) {

  /** How far a reading may be believed. */
  public enum Trust {
    /** The name says so. */
    FULL,
    /** The year stands where an episode's title stands: agreement counts, disagreement does not. */
    LOOSE_YEAR,
    /**
     * The year stands bare behind an episode's title and may belong to it: only exact agreement
     * counts.
     */
    BARE_YEAR,
    /** The title is only a part of what is written: it needs a year that agrees. */
    PART
  }
}
