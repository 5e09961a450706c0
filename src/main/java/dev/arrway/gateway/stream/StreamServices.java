package dev.arrway.gateway.stream;

import dev.arrway.gateway.connection.ConnectionRegistry;
import dev.arrway.gateway.connection.OutboundBudget;
import dev.arrway.gateway.connection.OutboundLimits;
import io.vertx.core.Vertx;

/**
 * What sessions of all transports share.
 *
 * @param streams the event streams of this node
 * @param connections the long-lived connections of this node
 * @param budget bytes that may wait for all clients together
 * @param limits how much may wait for one client of SSE or of a WebSocket
 */
public record StreamServices(
    Vertx vertx,
    EventStreams streams,
    ConnectionRegistry connections,
    OutboundBudget budget,
    OutboundLimits limits) {}
