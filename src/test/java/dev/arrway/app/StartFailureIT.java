package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.store.StartFailure;
import dev.arrway.platform.store.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that cannot start says why, also when most of it had been started already. */
class StartFailureIT {
  @Test
  void aTakenPortIsTold() throws Exception {
    try (TestDatabase database = TestDatabase.create();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      ArrwayConfig config =
          TestGateway.config(database, Map.of("http.port", "" + taken.getLocalPort()));
      assertThatThrownBy(
              () ->
                  Gateway.start(config)
                      .toCompletionStage()
                      .toCompletableFuture()
                      .get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .satisfies(e -> assertThat(e.getCause()).hasMessageContaining("in use"));
    }
  }

  @Test
  void whatWasStartedBesideAGatewayEndsWhenItsPortIsTaken() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    try (TestDatabase database = TestDatabase.create();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      ArrwayConfig config =
          TestGateway.config(database, Map.of("http.port", "" + taken.getLocalPort()));
      assertThatThrownBy(
              () -> Running.untilTheProcessEnds(config, gateway -> {}, () -> ended.set(true)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("http.port");
    }
    assertThat(ended).isTrue();
  }

  @Test
  void aGenerousFactorOfLimitsIsNoReasonNotToStart() throws Exception {
    try (TestDatabase database = TestDatabase.create()) {
      ArrwayConfig config = TestGateway.config(database, Map.of("limits.factor", "1000"));
      Gateway gateway =
          Gateway.start(config).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(gateway.url()).startsWith("http://");
      gateway.stop().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void aProcessThatIsToldToEndDuringItsStartLeavesNoDatabaseRunning(@TempDir Path data)
      throws Exception {
    try (GatewayProcess process = new GatewayProcess(data)) {
      process.launch();
      ProcessHandle postmaster = new ServerOfGateway(process.dataDirectory()).postmaster();
      process.close();
      assertThat(postmaster.onExit()).succeedsWithin(Duration.ofSeconds(60));
    }
  }
}
