package dev.arrway.gateway.stream;

import java.time.Duration;

/**
 * How event streams behave.
 *
 * @param heartbeat how often a comment shows that a stream is alive
 * @param writeDeadline how long a client may read nothing of what waits for it
 * @param poll how often the log is asked for news nobody was told of
 */
public record StreamSettings(Duration heartbeat, Duration writeDeadline, Duration poll) {
  /** Returns the usual times: 15 s, 30 s and 5 s. */
  public static StreamSettings standard() {
    return new StreamSettings(
        Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(5));
  }
}
