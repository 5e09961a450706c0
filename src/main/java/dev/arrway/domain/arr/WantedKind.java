package dev.arrway.domain.arr;

/** The two lists of things that an arr still wants. */
public enum WantedKind {
  /** Monitored, available, and without a file. */
  MISSING,
  /** With a file whose quality is below the profile's cutoff. */
  CUTOFF
}
