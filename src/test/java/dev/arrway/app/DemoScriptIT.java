package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.PlannedSimulator;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Simulator;
import dev.arrway.sandbox.plex.PlexSimulator;
import dev.arrway.sandbox.qbittorrent.QbittorrentSimulator;
import dev.arrway.sandbox.radarr.RadarrSimulator;
import dev.arrway.sandbox.sabnzbd.SabnzbdSandbox;
import dev.arrway.sandbox.sonarr.SonarrSimulator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The demo adds and reads whatever simulators its list has. */
class DemoScriptIT {
  private static final Secret PASSWORD = Secret.of("a demo password");

  /** A simulator that only this test has; its server speaks as a SABnzbd. */
  private record FurtherSimulator() implements Simulator {
    @Override
    public String type() {
      return "sabnzbd";
    }

    @Override
    public String displayName() {
      return "Further";
    }

    @Override
    public SandboxSettings defaults() {
      return SandboxSettings.of(1);
    }

    @Override
    public Future<SandboxServer> start(Vertx vertx, SandboxSettings settings) {
      return SabnzbdSandbox.start(vertx, settings).map(SabnzbdSandbox::server);
    }
  }

  @Test
  void everySimulatorOfTheListBecomesAnInstanceThatAnswers() {
    SimulatorCatalog simulators =
        SimulatorCatalog.of(
            List.of(
                new RadarrSimulator(),
                new SonarrSimulator(),
                new QbittorrentSimulator(),
                new PlexSimulator(),
                new FurtherSimulator()));
    Vertx vertx = Vertx.vertx();
    try (TestGateway gateway = TestGateway.fresh(Secret.of("0123456789abcdef0123456789abcdef"))) {
      DemoScript.Outcome outcome = run(vertx, gateway, simulators);
      assertThat(outcome.entries()).isGreaterThan(300);
      assertThat(outcome.missingMovies()).isPositive();
      assertThat(outcome.missingEpisodes()).isPositive();
      Api demo = gateway.api().login(DemoCommand.USER, PASSWORD.reveal());
      Map<String, JsonNode> instances = instances(demo);
      assertThat(instances)
          .containsOnlyKeys(
              "Demo Radarr", "Demo Sonarr", "Demo qBittorrent", "Demo Plex", "Demo Further");
      assertThat(instances.get("Demo Further").at("/instance_type").asText()).isEqualTo("sabnzbd");
      assertThat(instances.get("Demo Plex").at("/settings/path_mappings/~1tv").asText())
          .isEqualTo("/data/tv");
      for (JsonNode instance : instances.values()) {
        Api.Reply test =
            demo.post("/instances/" + instance.path("id").asLong() + "/test", Map.of());
        assertThat(test.at("/success").asBoolean()).as(test.text()).isTrue();
      }
    } finally {
      Futures.await(vertx.close());
    }
  }

  private static DemoScript.Outcome run(
      Vertx vertx, TestGateway gateway, SimulatorCatalog simulators) {
    CommandSpec command = CommandSpec.create();
    SimulatorOptions options = SimulatorOptions.addPorts(command, simulators);
    assertThat(
            new CommandLine(command).parseArgs("--radarr-port=0").hasMatchedOption("--radarr-port"))
        .isTrue();
    DemoScript script =
        new DemoScript(
            URI.create(gateway.gateway().url()),
            Secret.of(TestGateway.SETUP_CODE),
            PASSWORD,
            Futures.await(
                PlannedSimulator.startAll(vertx, options.plan(UnaryOperator.identity()))));
    String deployed = Futures.await(vertx.deployVerticle(script));
    DemoScript.Outcome outcome =
        script
            .outcome()
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(Duration.ofMinutes(2).toSeconds(), TimeUnit.SECONDS)
            .join();
    Futures.await(vertx.undeploy(deployed));
    return outcome;
  }

  private static Map<String, JsonNode> instances(Api demo) {
    Map<String, JsonNode> byName = new HashMap<>();
    demo.get("/instances")
        .at("/items")
        .forEach(instance -> byName.put(instance.path("name").asText(), instance));
    return byName;
  }
}
