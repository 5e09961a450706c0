package dev.arrway.gateway.bridge;

import dev.arrway.gateway.NamedCalls;
import dev.arrway.gateway.RequestBodies;
import dev.arrway.gateway.connection.OutboundLimits;
import dev.arrway.gateway.stream.StreamServices;
import dev.arrway.platform.access.Authenticator;
import io.vertx.core.Vertx;

/** What all bridge sockets of this node share. */
public record Bridge(
    StreamServices services,
    Authenticator authenticator,
    NamedCalls calls,
    BridgeSettings settings,
    RequestBodies bodies) {
  Vertx vertx() {
    return services.vertx();
  }

  OutboundLimits outboundLimits() {
    return new OutboundLimits(settings.writeDeadline(), settings.mostUnwritten());
  }
}
