package dev.arrway.gateway.connection;

import java.time.Duration;

/**
 * The limits of long-lived connections.
 *
 * @param mostPerUser connections that one user may have open on this node, over all transports
 * @param mostUnidentified connections on this node whose clients have not shown credentials yet
 * @param mostUnidentifiedPerAddress those of them that may come from one address
 * @param checkInterval how often the database is asked whether credentials still count
 * @param expiryInterval how often it is looked whether credentials have expired
 * @param hintLead how long before a credential's expiry the client is told of it
 */
public record ConnectionSettings(
    int mostPerUser,
    int mostUnidentified,
    int mostUnidentifiedPerAddress,
    Duration checkInterval,
    Duration expiryInterval,
    Duration hintLead) {
  private static final int MOST_PER_USER = 20;
  private static final int MOST_UNIDENTIFIED = 500;
  private static final int MOST_UNIDENTIFIED_PER_ADDRESS = 20;

  /**
   * Returns the usual limits: 20 connections a user and 20 unidentified ones an address, both
   * multiplied by the limits' factor; 500 unidentified ones in all.
   */
  public static ConnectionSettings standard(double limitsFactor) {
    return new ConnectionSettings(
        scaled(MOST_PER_USER, limitsFactor),
        MOST_UNIDENTIFIED,
        scaled(MOST_UNIDENTIFIED_PER_ADDRESS, limitsFactor),
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        Duration.ofSeconds(10));
  }

  private static int scaled(int limit, double factor) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.round(limit * factor)));
  }
}
