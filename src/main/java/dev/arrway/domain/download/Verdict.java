package dev.arrway.domain.download;

import java.util.Locale;

/**
 * What came of a rule that was reached; each happens to a download once, and none after a later.
 */
public enum Verdict {
  /** Nothing yet. */
  NONE,
  /** It stays, since its owner wants such downloads to stay. */
  SPARED,
  /** It was told, which is all that the rule wants. */
  NOTIFIED,
  /** It was told what would have been done. */
  DRY_RUN,
  /** It is to be asked for as soon as the owner has room for another open change. */
  REFUSED,
  /** It was asked for. */
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
