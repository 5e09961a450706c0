package dev.arrway.domain.download;

import java.util.Locale;

/** What is done about a download that goes nowhere; what goes further comes later. */
public enum FailureAction {
  /** It is told, and nothing else. */
  NOTIFY,
  /** It is removed. */
  REMOVE,
  /** It is removed, and this release is not taken again. */
  REMOVE_AND_BLOCKLIST,
  /** Also, another release is searched for. */
  REMOVE_BLOCKLIST_AND_SEARCH;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of a name that {@link #wireName} gives. */
  public static FailureAction of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** Whether the download is removed. */
  public boolean removes() {
    return this != NOTIFY;
  }

  /** Whether the release is not taken again. */
  public boolean blocklists() {
    return this == REMOVE_AND_BLOCKLIST || this == REMOVE_BLOCKLIST_AND_SEARCH;
  }
}
