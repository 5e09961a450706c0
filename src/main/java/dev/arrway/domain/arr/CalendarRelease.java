package dev.arrway.domain.arr;

/** What comes out on a day of a calendar. */
public enum CalendarRelease {
  /** A movie in cinemas. */
  CINEMA,
  /** A movie to stream or download. */
  DIGITAL,
  /** A movie on disc. */
  PHYSICAL,
  /** An episode on air. */
  AIR
}
