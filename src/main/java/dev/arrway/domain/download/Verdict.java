package dev.arrway.domain.download;

import java.util.Locale;

/**
 * What came of a rule that was reached; each happens to a download once, and none after a later.
 */
public enum Verdict {
  /** Nothing yet. */
  NONE,
  /** The download is kept, because an exception such as {@link Spared#PRIVATE} applies. */
  SPARED,
  /** An event was written; the rule asks for nothing else. */
  NOTIFIED,
  /** An event was written with the action that would have been taken (dry run). */
  DRY_RUN,
  /** The action is waiting, because the owner has too many open changes; it is tried again. */
  REFUSED,
  /** The action was added to the outbox. */
  ACTED;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of a name that {@link #wireName} gives. */
  public static Verdict of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
