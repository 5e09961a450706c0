package dev.arrway.app;

import dev.arrway.platform.config.Secret;
import java.util.Map;

/** The two bridges. */
enum BusDoor {
  TCP("message"),
  SOCKJS("rec");

  /** What a delivery is called there. */
  final String delivery;

  BusDoor(String delivery) {
    this.delivery = delivery;
  }

  /** A gateway with both. */
  static TestGateway gateway() {
    return TestGateway.start(
        Secret.of("0123456789abcdef0123456789abcdef"),
        Map.of("tcp_bridge.enabled", "true", "tcp_bridge.port", "0"));
  }

  /** A client that shows these headers with every frame. */
  BusClient open(TestGateway gateway, Map<String, String> headers) {
    return this == TCP
        ? BusClient.tcp(gateway.gateway().tcpBridgePort().orElseThrow(), headers)
        : BusClient.sockJs(sockJs(gateway, "/api/v1"), Map.of(), headers);
  }

  static String sockJs(TestGateway gateway, String prefix) {
    return gateway.gateway().url() + prefix + "/eventbus/websocket";
  }

  static Map<String, String> bearer(Api user) {
    return Map.of("Authorization", "Bearer " + user.token());
  }
}
