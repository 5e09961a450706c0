package dev.arrway.protocol;

import java.util.Objects;

/**
 * What travels beside a command.
 *
 * @param userId who asks; {@link #SYSTEM} for the gateway itself
 * @param traceId joins the log lines of one request
 * @param remainingMs milliseconds that are left until the asker stops waiting, &gt; 0
 * @param waitedFor whether a person or program waits for the answer; then a call that could not
 *     connect is not tried again
 */
public record Envelope(long userId, String traceId, long remainingMs, boolean waitedFor) {
  /** The user id of work that no user asked for. */
  public static final long SYSTEM = 0;

  public Envelope {
    Objects.requireNonNull(traceId, "traceId");
    if (remainingMs <= 0) {
      throw new IllegalArgumentException("remainingMs: " + remainingMs + " is not > 0");
    }
  }

  /** For scheduled work, which nobody waits for. */
  public static Envelope system(String traceId, long remainingMs) {
    return new Envelope(SYSTEM, traceId, remainingMs, false);
  }

  /** The same with less time. */
  public Envelope withRemaining(long milliseconds) {
    return new Envelope(userId, traceId, milliseconds, waitedFor);
  }
}
