package dev.arrway.platform.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long and how big one attempt may be. Connecting has its own limit, {@link #CONNECT}, the same
 * for every call.
 *
 * @param firstByte from the sent request to the head of the answer
 * @param idle the longest silence within the body, not counting time in which the reader is busy
 * @param whole one attempt from start to end; null: the instance's own time-out, zero: none
 * @param maxBody bytes of body, counted after inflation
 * @param minRate bytes a second, before inflation, that must arrive on average over {@link
 *     #RATE_WINDOW} of waiting for them; 0 for any
 */
public record CallLimits(
    Duration firstByte, Duration idle, @Nullable Duration whole, long maxBody, long minRate) {
  /** Time over which the rate of a body is measured, without that in which the reader is busy. */
  public static final Duration RATE_WINDOW = Duration.ofSeconds(10);

  /** 4 MB: the most that is held in memory of an ordinary answer. */
  public static final long BUFFERED_BODY = 4L << 20;

  /** 16 MB: the same of a list that an upstream sends in one piece and that cannot be streamed. */
  public static final long LONG_LIST_BODY = 16L << 20;

  /** 4 GB: the most that one streamed read takes. */
  public static final long STREAMED_BODY = 4L << 30;

  /** 3 s until a connection stands; as long again for name look-up and TLS handshake. */
  public static final Duration CONNECT = Duration.ofSeconds(3);

  /** The minimum rate of 1 kB a second, which the slowest home connections reach. */
  private static final long LEAST_RATE = 1 << 10;

  private static final Duration FIRST_BYTE = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(15);
  private static final Duration SEARCH = Duration.ofSeconds(120);

  /** Limits of an answer that is held in memory; the whole call takes the instance's time-out. */
  public static final CallLimits BUFFERED =
      new CallLimits(FIRST_BYTE, IDLE, null, BUFFERED_BODY, 0);

  /**
   * Limits of a long list in one answer, such as all torrents of a client. Without a minimum rate,
   * a slow answer would hold its memory for the whole time-out.
   */
  public static final CallLimits LONG_LIST =
      BUFFERED.withMaxBody(LONG_LIST_BODY).withMinRate(LEAST_RATE);

  /** Limits of libraries, feeds and playlists: only silence ends them. */
  public static final CallLimits STREAMED =
      new CallLimits(FIRST_BYTE.multipliedBy(6), IDLE, Duration.ZERO, STREAMED_BODY, 0);

  /** Limits of interactive release searches, which ask real indexers: 120 s. */
  public static final CallLimits SEARCHING =
      new CallLimits(SEARCH, SEARCH, SEARCH, BUFFERED_BODY, 0);

  public CallLimits {
    positive(firstByte, "firstByte");
    positive(idle, "idle");
    if (maxBody < 0) {
      throw new IllegalArgumentException("maxBody must not be negative: " + maxBody);
    }
    if (minRate < 0) {
      throw new IllegalArgumentException("minRate must not be negative: " + minRate);
    }
  }

  /** The same with another limit of the whole attempt. */
  public CallLimits withWhole(Duration limit) {
    return new CallLimits(firstByte, idle, limit, maxBody, minRate);
  }

  /** The same with another wait for the head of the answer. */
  public CallLimits withFirstByte(Duration limit) {
    return new CallLimits(limit, idle, whole, maxBody, minRate);
  }

  /** The same with another bound of silence. */
  public CallLimits withIdle(Duration limit) {
    return new CallLimits(firstByte, limit, whole, maxBody, minRate);
  }

  /** The same with another bound of the body, in bytes after inflation. */
  public CallLimits withMaxBody(long bytes) {
    return new CallLimits(firstByte, idle, whole, bytes, minRate);
  }

  /** Returns the same limits with another least rate of the body, in bytes a second. */
  public CallLimits withMinRate(long bytesPerSecond) {
    return new CallLimits(firstByte, idle, whole, maxBody, bytesPerSecond);
  }

  private static void positive(Duration value, String name) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
