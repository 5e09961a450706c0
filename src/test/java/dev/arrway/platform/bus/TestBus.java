package dev.arrway.platform.bus;

import dev.arrway.app.UpstreamCatalog;
import io.vertx.core.Vertx;

/**
 * The bus of tests: with {@code -Darrway.bus.wire=always} every message passes through its bytes,
 * as between two nodes.
 */
public final class TestBus {
  private TestBus() {}

  public static boolean alwaysEncodes() {
    return "always".equals(System.getProperty("arrway.bus.wire"));
  }

  public static Bus create(Vertx vertx) {
    return Bus.create(vertx, UpstreamCatalog.standard().messages(), alwaysEncodes());
  }
}
