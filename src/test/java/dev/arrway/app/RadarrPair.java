package dev.arrway.app;

import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import java.util.Map;

/** A second, small Radarr beside the one of a test gateway. */
final class RadarrPair implements AutoCloseable {
  /** Movies that both have. */
  static final int COMMON = 40;

  private final Vertx vertx = Vertx.vertx();
  private final RadarrSandbox sandbox;
  private final long id;

  RadarrPair(TestGateway gateway, Api api) {
    var key = gateway.radarr().server().apiKey();
    sandbox =
        Futures.await(
            RadarrSandbox.start(vertx, SandboxSettings.of(COMMON).withPort(0).withApiKey(key)));
    id =
        api.post(
                "/instances",
                Map.of(
                    "name",
                    "Small",
                    "instance_type",
                    "radarr",
                    "url",
                    sandbox.server().url(),
                    "api_key",
                    key.reveal()))
            .id();
  }

  long small() {
    return id;
  }

  @Override
  public void close() {
    Futures.await(sandbox.close());
    Futures.await(vertx.close());
  }
}
