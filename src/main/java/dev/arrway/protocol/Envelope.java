package dev.arrway.protocol;

import java.util.Objects;

/**
 * The part of a message that says for whom and how long its command is carried out; created by
 * {@code upstream.InstanceClient} only.
 *
 * @param userId the user that the command is for; {@link #SYSTEM} for the gateway itself
 * @param traceId joins the log lines of one request
 * @param remainingMs milliseconds that are left until nobody waits any more, &gt; 0
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

  /** Returns the same with less time. */
  public Envelope withRemaining(long milliseconds) {
    return new Envelope(userId, traceId, milliseconds, waitedFor);
  }
}
