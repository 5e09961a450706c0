package dev.arrway.app;

import dev.arrway.gateway.ContractDocument;
import dev.arrway.gateway.Dispatcher;
import dev.arrway.gateway.GatewayServer;
import dev.arrway.gateway.GatewaySettings;
import dev.arrway.gateway.NamedCalls;
import dev.arrway.gateway.bridge.Bridge;
import dev.arrway.gateway.bridge.BridgeSettings;
import dev.arrway.gateway.bridge.SockJsBridge;
import dev.arrway.gateway.bridge.TcpBridge;
import dev.arrway.platform.config.ArrwayConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that listens: HTTP with what stands on it, and the TCP bridge where it is wanted. */
record Doors(GatewayServer server, Optional<TcpBridge> tcp) {

  /** Fails when a port is taken; then nothing is left listening. */
  static Future<Doors> open(
      Vertx vertx,
      ArrwayConfig config,
      Features features,
      ContractDocument document,
      Dispatcher dispatcher) {
    Bridge bridge =
        new Bridge(
            features.streams(),
            features.identity().authenticator(),
            new NamedCalls(dispatcher),
            BridgeSettings.standard(),
            dispatcher.bodies());
    GatewayServer.Parts parts =
        new GatewayServer.Parts(
            document,
            dispatcher,
            features.identity().authenticator(),
            () -> Future.succeededFuture(features.identity().signingKeys().jwks()),
            features.readiness(),
            features.metrics()::scrape,
            List.of(new SockJsBridge(bridge)));
    return GatewayServer.start(vertx, settings(config), parts)
        .compose(
            server ->
                tcp(config, bridge)
                    .map(tcp -> new Doors(server, tcp))
                    .recover(
                        cause ->
                            server
                                .drain(Duration.ZERO)
                                .transform(closed -> Future.failedFuture(cause))));
  }

  private static Future<Optional<TcpBridge>> tcp(ArrwayConfig config, Bridge bridge) {
    return config.tcpBridge().enabled()
        ? TcpBridge.listen(bridge, config.tcpBridge().host(), config.tcpBridge().port())
            .map(Optional::of)
        : Future.succeededFuture(Optional.empty());
  }

  private static GatewaySettings settings(ArrwayConfig config) {
    return new GatewaySettings(
        config.http().host(),
        config.http().port(),
        config.http().basePath(),
        config.management().host(),
        config.management().port(),
        config.limits().factor(),
        config.security().trustedProxies().stream().map(Object::toString).toList(),
        config.http().allowedOrigins(),
        config.http().limits());
  }

  /** Turns new requests away and finishes what runs; at most as long as given. */
  Future<Void> drain(Duration atMost) {
    return tcp.map(TcpBridge::close)
        .orElseGet(Future::succeededFuture)
        .eventually(() -> server.drain(atMost));
  }
}
