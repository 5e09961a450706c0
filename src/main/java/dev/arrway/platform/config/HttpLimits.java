package dev.arrway.platform.config;

import java.time.Duration;

/**
 * Limits on what clients may occupy over HTTP, below {@code http}.
 *
 * @param bodyMemory bytes of all request bodies in memory together; 0 for a quarter of the heap
 * @param bodyTimeout how long one body may take that is held in memory
 * @param bodyMinRate bytes per second that each body must bring on average over ten seconds
 * @param headerTimeout how long a connection may take for the head of a request
 * @param maxConnections open connections of each port
 * @param maxConnectionsPerAddress those of one address that is no trusted proxy
 */
public record HttpLimits(
    long bodyMemory,
    Duration bodyTimeout,
    long bodyMinRate,
    Duration headerTimeout,
    int maxConnections,
    int maxConnectionsPerAddress) {
  private static final long LEAST_MEMORY = 8_000_000;
  private static final long MOST_MEMORY = 1L << 40;
  private static final int MOST_CONNECTIONS = 1_000_000;

  /** Checks the ranges. */
  public HttpLimits {
    Check check =
        new Check()
            .between("http.body_timeout", bodyTimeout, Duration.ofSeconds(1), Duration.ofHours(1))
            .between("http.body_min_rate", bodyMinRate, 1, 1_000_000_000)
            .between(
                "http.header_timeout", headerTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5))
            .between("http.max_connections", maxConnections, 10, MOST_CONNECTIONS)
            .between(
                "http.max_connections_per_address", maxConnectionsPerAddress, 2, MOST_CONNECTIONS);
    if (bodyMemory != 0) {
      check = check.between("http.body_memory", bodyMemory, LEAST_MEMORY, MOST_MEMORY);
    }
    check.done();
  }

  /** Returns the budget for request bodies in bytes, with the default filled in. */
  public long bodyBudget() {
    return bodyMemory == 0 ? Runtime.getRuntime().maxMemory() / 4 : bodyMemory;
  }
}
