package dev.arrway.platform.http;

/**
 * What one stack has done so far.
 *
 * @param calls calls by the product that the cache could not answer
 * @param failures of them failed
 * @param attempts requests that went to the transport
 * @param openConnections sockets open now
 * @param circuit the breaker now
 */
public record HttpStats(
    long calls, long failures, long attempts, int openConnections, CircuitState circuit) {}
