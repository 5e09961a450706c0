package dev.arrway.app;

import dev.arrway.gateway.connection.ConnectionRegistry;
import dev.arrway.gateway.connection.ConnectionSettings;
import dev.arrway.gateway.connection.OutboundBudget;
import dev.arrway.gateway.connection.OutboundLimits;
import dev.arrway.gateway.stream.EventStreams;
import dev.arrway.gateway.stream.StreamServices;
import dev.arrway.gateway.stream.StreamSettings;
import dev.arrway.platform.config.ArrwayConfig;
import io.vertx.core.Vertx;

/** The wiring of event streams and of the connections that carry them. */
final class StreamWiring {
  /** Bytes that may wait for one client of SSE or of a WebSocket. */
  private static final int MOST_WAITING = 1 << 20;

  private StreamWiring() {}

  static StreamServices open(Vertx vertx, ArrwayConfig config, CoreServices core) {
    StreamSettings settings = StreamSettings.standard();
    return new StreamServices(
        vertx,
        new EventStreams(vertx, core.bus(), core.history(), settings),
        new ConnectionRegistry(
            vertx,
            core.bus(),
            core.identity().credentialChecks(),
            ConnectionSettings.standard(config.limits().factor()),
            core.clock(),
            System::nanoTime),
        new OutboundBudget(config.limits().streamBuffer()),
        new OutboundLimits(settings.writeDeadline(), MOST_WAITING));
  }
}
