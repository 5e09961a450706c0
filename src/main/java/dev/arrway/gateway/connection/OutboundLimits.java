package dev.arrway.gateway.connection;

import java.time.Duration;

/**
 * How much may wait for one client.
 *
 * @param writeDeadline how long a client may read nothing of what waits for it
 * @param mostBytes bytes that may wait; a client that lets more pile up is dropped
 */
public record OutboundLimits(Duration writeDeadline, int mostBytes) {}
