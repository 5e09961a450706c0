package dev.arrway.gateway.bridge;

import java.time.Duration;

/**
 * How bridge sockets behave.
 *
 * @param toIdentify how long a socket may stay open without valid credentials
 * @param writeDeadline how long a client may read nothing while messages wait for it
 * @param mostUnanswered frames of one socket that may wait for their answers
 * @param mostUnansweredBytes bytes of those frames
 * @param mostUnwritten bytes that may wait for one client; one that lets more pile up is dropped
 * @param longestFirst bytes of a TCP client's first frame
 * @param longestFrame bytes of a TCP client's frame
 */
public record BridgeSettings(
    Duration toIdentify,
    Duration writeDeadline,
    int mostUnanswered,
    int mostUnansweredBytes,
    int mostUnwritten,
    int longestFirst,
    int longestFrame) {
  /** 10 s, 30 s, 100 frames of 4 MiB in all, 16 MiB; 64 KiB and 1 MiB. */
  public static BridgeSettings standard() {
    return new BridgeSettings(
        Duration.ofSeconds(10), Duration.ofSeconds(30), 100, 4 << 20, 16 << 20, 64 << 10, 1 << 20);
  }
}
