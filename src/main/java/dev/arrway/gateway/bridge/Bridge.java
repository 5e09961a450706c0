package dev.arrway.gateway.bridge;

import dev.arrway.gateway.NamedCalls;
import dev.arrway.gateway.RequestBodies;
import dev.arrway.gateway.stream.EventStreams;
import dev.arrway.identity.Authenticator;
import io.vertx.core.Vertx;

/** What all bridge sockets of this node share. */
public record Bridge(
    Vertx vertx,
    Authenticator authenticator,
    EventStreams streams,
    NamedCalls calls,
    BridgeSettings settings,
    RequestBodies bodies) {}
