package dev.arrway.feature.schedules.plan;

import java.util.Locale;

/** What became of a candidate; each gets exactly one, the first in this order that applies. */
public enum Reason {
  /** The instance does not look for it. */
  NOT_MONITORED,
  /** It has a label that the schedule leaves out. */
  TAG_EXCLUDED,
  /** It has none of the labels that the schedule asks for. */
  TAG_MISSING,
  /** It is not out yet, or nobody knows when it will be. */
  NOT_RELEASED,
  /** It came out so recently that the instance may still find it by itself. */
  GRACE,
  /** It is in the download queue. */
  IN_QUEUE,
  /** It was searched too recently. */
  COOLDOWN,
  /** It would be searched, but nothing is searched now. */
  BLOCKED,
  /** The batch was full. */
  BATCH_FULL,
  /** The instance was searched as often as it may be within an hour. */
  HOURLY_CAP,
  /** It is searched. */
  SELECTED;

  /** The name that clients see. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
