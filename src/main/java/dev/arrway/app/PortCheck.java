package dev.arrway.app;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.store.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds a taken port before anything else is started, so that it is named at once. */
final class PortCheck {
  private PortCheck() {}

  /** Checks every port that the gateway is going to listen on; throws {@link StartFailure}. */
  static void check(ArrwayConfig config) {
    check(config.http().host(), config.http().port(), "http.port");
    check(config.management().host(), config.management().port(), "management.port");
    if (config.tcpBridge().enabled()) {
      check(config.tcpBridge().host(), config.tcpBridge().port(), "tcp_bridge.port");
    }
  }

  private static void check(String host, int port, String key) {
    check(host, port, key, "choose another one with --set " + key + "=NUMBER");
  }

  /**
   * Checks one port; 0 is always free.
   *
   * @param name of the setting or option
   * @param advice what else can be done, as the end of a sentence
   */
  static void check(String host, int port, String name, String advice) {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new StartFailure(
          "Port "
              + port
              + " on "
              + host
              + " ("
              + name
              + ") cannot be used: "
              + e.getMessage()
              + ". End the program that uses it, or "
              + advice
              + ".",
          e);
    }
  }
}
