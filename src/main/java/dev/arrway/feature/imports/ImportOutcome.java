package dev.arrway.feature.imports;

import java.util.Locale;

/** What became of a row. */
public enum ImportOutcome {
  /** Nothing yet. */
  PENDING,
  /** Its change is in the outbox. */
  ASKED,
  /** It is in the library now. */
  IMPORTED,
  /** The library had it, or an earlier row of the same import is the same title. */
  ALREADY_EXISTS,
  /** The instance's exclusions name it. */
  EXCLUDED,
  /** A dry run found that it would be added. */
  WOULD_IMPORT,
  /** It could not be read, found or added. */
  FAILED,
  /** The import or its change was cancelled before it was sent. */
  CANCELLED;

  /** Whether it can change no more. */
  boolean ended() {
    return this != PENDING && this != ASKED;
  }

  /** The name in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ImportOutcome of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
