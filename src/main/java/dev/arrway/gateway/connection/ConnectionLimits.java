package dev.arrway.gateway.connection;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Limits on the connections of one port.
 *
 * @param mostOpen open connections in total
 * @param mostPerAddress open connections of one address
 * @param headerTimeout how long a connection may take for the head of a request
 * @param exempt addresses without a limit of their own, such as trusted proxies
 */
public record ConnectionLimits(
    int mostOpen, int mostPerAddress, Duration headerTimeout, Predicate<InetAddress> exempt) {}
