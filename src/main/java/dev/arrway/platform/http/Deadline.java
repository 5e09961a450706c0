package dev.arrway.platform.http;

import java.time.Duration;

/**
 * A point on the monotonic clock after which nobody waits for the answer any more.
 *
 * @param atNanos the {@link System#nanoTime()} of that point
 * @param bounded false when there is no such point
 */
public record Deadline(long atNanos, boolean bounded) {
  /** No deadline at all. */
  public static final Deadline NONE = new Deadline(0, false);

  private static final Duration FOREVER = Duration.ofDays(1);

  /** The deadline that lies so far from now. */
  public static Deadline in(Duration left) {
    return new Deadline(System.nanoTime() + left.toNanos(), true);
  }

  /** What is left, never negative; a day when there is no deadline. */
  public Duration remaining() {
    return bounded ? Duration.ofNanos(Math.max(0, atNanos - System.nanoTime())) : FOREVER;
  }

  /** Whether the point has passed. */
  public boolean expired() {
    return bounded && atNanos - System.nanoTime() <= 0;
  }

  /** The earlier of the two. */
  public Deadline orSooner(Deadline other) {
    if (!bounded) {
      return other;
    }
    return !other.bounded || atNanos - other.atNanos <= 0 ? this : other;
  }
}
