package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.sandbox.Simulator;
import dev.arrway.upstream.Upstream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Simulators become servers, options and lines of the console by being in the list. */
class SandboxCommandTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  /** The options of the first release and their defaults. */
  private static final Map<String, String> RELEASED =
      Map.ofEntries(
          Map.entry("--radarr-port", "7878"),
          Map.entry("--sonarr-port", "8989"),
          Map.entry("--qbittorrent-port", "8080"),
          Map.entry("--sabnzbd-port", "8085"),
          Map.entry("--plex-port", "32400"),
          Map.entry("--jellyfin-port", "8096"),
          Map.entry("--movies", "300"),
          Map.entry("--series", "80"),
          Map.entry("--qbittorrent-version", "5.2"),
          Map.entry("--url-base", ""));

  private final HttpClient http = HttpClient.newHttpClient();

  private static CommandSpec command(String name) {
    return Main.commandLine().getSubcommands().get(name).getCommandSpec();
  }

  /** Returns the error of a sandbox with these simulators, which must end by itself with a code. */
  private static String refused(SimulatorCatalog simulators, int code, String... options) {
    StringWriter errors = new StringWriter();
    CommandLine line = Main.commandLine(simulators).setErr(new PrintWriter(errors, true));
    List<String> arguments = new ArrayList<>(List.of("sandbox"));
    arguments.addAll(List.of(options));
    assertThat(line.execute(arguments.toArray(String[]::new)))
        .as(errors.toString())
        .isEqualTo(code);
    return errors.toString().lines().findFirst().orElseThrow();
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  private String get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void aSimulatorThatIsOnlyAddedToTheListIsStartedWithItsOptions() throws Exception {
    try (ServerSocket taken = taken()) {
      SimulatorCatalog simulators =
          SimulatorCatalog.of(List.of(new GreetingSimulator(taken.getLocalPort())));
      assertThat(refused(simulators, 1))
          .contains(String.valueOf(taken.getLocalPort()), "--greeting-port NUMBER");
      String url;
      try (CommandRun run =
          new CommandRun(
              Main.commandLine(simulators),
              "sandbox",
              "--greeting-port=0",
              "--greeting-text=Good morning",
              "--url-base=/below",
              "--api-key=" + KEY)) {
        String line = run.awaitLines(1).get(0);
        assertThat(line).matches("Greeting  http://127\\.0\\.0\\.1:\\d+/below  API key " + KEY);
        url = line.split(" +")[1];
        assertThat(url).doesNotContain(":" + taken.getLocalPort() + "/");
        assertThat(get(url + "/anything")).isEqualTo("Good morning");
      }
      assertThatThrownBy(() -> get(url)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void optionsOfASimulatorAreListedAndCheckedUnderTheirNames() {
    SimulatorCatalog simulators =
        SimulatorCatalog.of(List.of(new GreetingSimulator(1), simulator("radarr")));
    CommandSpec command = SandboxCommand.createSpec(simulators);
    assertThat(new CommandLine(command).getUsageMessage())
        .contains(
            "Starts a simulated Greeting and Radarr.",
            "Greeting's port, 0 for any free one (default: 1).",
            "--greeting-text",
            "The greeting (default: Welcome).");
    assertThat(refused(simulators, 2, "--greeting-text= ")).isEqualTo("--hello must not be blank");
    assertThat(refused(simulators, 2, "--hello= ")).isEqualTo("--hello must not be blank");
    assertThat(refused(simulators, 2, "--greeting-port=65536"))
        .isEqualTo("--greeting-port must be between 0 and 65535, not 65536");
    assertThat(refused(simulators, 2, "--plex-port=0")).contains("Unknown option: '--plex-port=0'");
  }

  @Test
  void releasedOptionsKeepTheirNamesAndDefaults() {
    CommandSpec sandbox = command("sandbox");
    RELEASED.forEach(
        (name, value) ->
            assertThat(sandbox.findOption(name).defaultValue()).as(name).isEqualTo(value));
    assertThat(sandbox.findOption("--api-key").defaultValue()).isNull();
    assertThat(sandbox.findOption("--movies")).isSameAs(sandbox.findOption("--radarr-movies"));
    assertThat(sandbox.findOption("--series")).isSameAs(sandbox.findOption("--sonarr-series"));
    for (String name : List.of("--radarr-port", "--sonarr-port")) {
      assertThat(command("demo").findOption(name).defaultValue()).as(name).isEqualTo("0");
    }
  }

  @Test
  void aTakenPortOfAnySimulatorIsNamedBeforeAnythingStarts() throws IOException {
    try (ServerSocket taken = taken()) {
      for (Simulator simulator : SimulatorCatalog.standard().all()) {
        String option = "--" + simulator.type() + "-port";
        SimulatorCatalog alone = SimulatorCatalog.of(List.of(simulator));
        assertThat(refused(alone, 1, option + "=" + taken.getLocalPort()))
            .contains(String.valueOf(taken.getLocalPort()), option + " NUMBER");
      }
    }
  }

  @Test
  void theStandardServersAreListedInTheirOrderWithWhatClientsNeed() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("sandbox", "--api-key=" + KEY, "--movies=5"));
    SimulatorCatalog.standard().all().forEach(one -> arguments.add("--" + one.type() + "-port=0"));
    try (CommandRun run = new CommandRun(Main.commandLine(), arguments.toArray(String[]::new))) {
      assertThat(run.awaitLines(7).stream().map(line -> line.replaceAll(":\\d+  ", "  ")))
          .containsExactly(
              "Radarr    http://127.0.0.1  API key " + KEY,
              "Sonarr    http://127.0.0.1  API key " + KEY,
              "qBittorrent  http://127.0.0.1  user admin  password " + KEY,
              "SABnzbd   http://127.0.0.1  API key " + KEY,
              "Transmission  http://127.0.0.1  user transmission  password " + KEY,
              "Plex      http://127.0.0.1  API key " + KEY,
              "Jellyfin  http://127.0.0.1  API key " + KEY);
    }
  }

  @Test
  void everySimulatorIsOfATypeThatInstancesHaveAndNoTwoOfOne() {
    assertThat(UpstreamCatalog.standard().all())
        .extracting(Upstream::type)
        .containsAll(SimulatorCatalog.standard().all().stream().map(Simulator::type).toList());
    List<Simulator> twice = List.of(new GreetingSimulator(1), new GreetingSimulator(2));
    assertThatThrownBy(() -> SimulatorCatalog.of(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Two simulators have the type greeting");
  }

  private static Simulator simulator(String type) {
    return SimulatorCatalog.standard().all().stream()
        .filter(one -> one.type().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
