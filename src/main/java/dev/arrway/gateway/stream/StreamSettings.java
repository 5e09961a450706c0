package dev.arrway.gateway.stream;

import java.time.Duration;

/**
 * How event streams behave.
 *
 * @param heartbeat how often a comment shows that a stream is alive
 * @param writeDeadline how long a client may read nothing of what waits for it
 * @param poll how often the log is asked for news nobody was told of
 * @param mostPerUser streams that one user may have open on this node
 */
public record StreamSettings(
    Duration heartbeat, Duration writeDeadline, Duration poll, int mostPerUser) {
  private static final int MOST_PER_USER = 20;

  /** 15 s, 30 s and 5 s; 20 streams a user, multiplied by the limits' factor. */
  public static StreamSettings standard(double limitsFactor) {
    return new StreamSettings(
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        (int) Math.max(1, Math.round(MOST_PER_USER * limitsFactor)));
  }
}
