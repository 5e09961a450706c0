package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.config.Secret;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.store.Futures;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with thousands of instances starts again. */
class ManyInstancesIT {
  private final Vertx vertx = Vertx.vertx();
  private final Secret key = Secret.of("0123456789abcdef0123456789abcdef");
  @TempDir private Path data;
  private GatewayProcess process;

  @AfterEach
  void stop() throws Exception {
    process.close();
    Futures.await(vertx.close());
  }

  @Test
  void starts() throws Exception {
    RadarrSandbox radarr =
        Futures.await(
            RadarrSandbox.start(vertx, SandboxSettings.of(10).withPort(0).withApiKey(key)));
    process = new GatewayProcess(data, Map.of(), System.getProperty("heap", "-Xmx512m"));
    var admin =
        new Api(process.start()).setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
    InstanceCrowd.add(
        data, Integer.getInteger("crowd", 1500), "radarr", radarr.server().url(), key);
    process.kill();
    long begun = System.nanoTime();
    try {
      String url = process.start();
      System.out.println("ready after " + Duration.ofNanos(System.nanoTime() - begun).toMillis());
      var api = new Api(url).login("admin", TestGateway.ADMIN_PASSWORD);
      Thread.sleep(Integer.getInteger("watch", 30) * 1000L);
      System.out.println(api.get("/instances?limit=1").text());
      assertThat(process.isAlive()).isTrue();
    } finally {
      System.out.println(
          "after "
              + Duration.ofNanos(System.nanoTime() - begun).toMillis()
              + " calls "
              + radarr.server().requests().total());
      System.out.println(
          process
              .console()
              .lines()
              .map(l -> l.length() > 300 ? l.substring(0, 300) : l)
              .limit(150)
              .collect(java.util.stream.Collectors.joining("\n")));
    }
  }
}
