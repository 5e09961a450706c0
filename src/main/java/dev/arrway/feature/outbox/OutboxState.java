package dev.arrway.feature.outbox;

import java.util.Locale;

/** Where a change stands. */
public enum OutboxState {
  /** It waits for its first try or its next. */
  QUEUED,
  /** It is on its way, and its outcome is not known yet. */
  SENT,
  /** The upstream has done it. */
  CONFIRMED,
  /** The upstream refused it, or it was tried in vain for too long. */
  FAILED,
  /** Its owner took it back before it was sent. */
  CANCELLED;

  /** Such as {@code queued}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more happens by itself. */
  public boolean ended() {
    return this != QUEUED && this != SENT;
  }

  static OutboxState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
