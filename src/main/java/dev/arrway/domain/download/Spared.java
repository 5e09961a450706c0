package dev.arrway.domain.download;

import java.util.Locale;

/** Why a download stays although a rule would have it removed. */
public enum Spared {
  /** It does not. */
  NOT,
  /** Its tracker is private. */
  PRIVATE,
  /** Its tracker may be private. */
  UNKNOWN_PRIVACY,
  /** Its category is left alone. */
  CATEGORY;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
