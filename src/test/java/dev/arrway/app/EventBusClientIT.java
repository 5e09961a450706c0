package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.platform.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event bus's own JavaScript client, run by Node, works against the SockJS bridge. */
class EventBusClientIT {
  private static final String PACKAGE = "@vertx/eventbus-bridge-client.js";
  private static final String VERSION = "1.0.0";
  private static final Path FOLDER = Path.of("target", "eventbus-client").toAbsolutePath();

  private static TestGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    needs(run(List.of("node", "--version")).isPresent(), "node is not installed");
    needs(run(List.of("npm", "--version")).isPresent(), "npm is not installed");
    needs(fetched(), "the package registry is not reachable");
    try (InputStream script = EventBusClientIT.class.getResourceAsStream("/eventbus/client.cjs")) {
      Files.write(FOLDER.resolve("client.cjs"), script.readAllBytes());
    }
    gateway = TestGateway.start(Secret.of("0123456789abcdef0123456789abcdef"), Map.of());
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "xhr-streaming", "eventsource", "xhr-polling"})
  void theOfficialClientLogsInFollowsAndCalls(String transport) throws Exception {
    String said =
        run(List.of(
                "node",
                FOLDER.resolve("client.cjs").toString(),
                gateway.gateway().url() + "/api/v1/eventbus",
                transport,
                "admin",
                TestGateway.ADMIN_PASSWORD,
                gateway.radarr().server().url(),
                gateway.radarr().server().apiKey().reveal()))
            .orElseThrow();
    List<JsonNode> lines = lines(said);
    assertThat(values(lines, "login")).as(said).singleElement().hasToString("\"200\"");
    assertThat(values(lines, "me")).singleElement().hasToString("\"admin\"");
    assertThat(values(lines, "event"))
        .extracting(event -> event.path("type").asText())
        .containsExactly("position", "instance.created");
    assertThat(values(lines, "event").get(1).path("instance_id"))
        .isEqualTo(values(lines, "made").get(0));
    assertThat(values(lines, "refused"))
        .singleElement()
        .hasToString("{\"type\":\"err\",\"body\":\"access_denied\"}");
    assertThat(values(lines, "failure")).as(said).hasSize(1);
    assertThat(values(lines, "failure").get(0).path("failureCode").asInt()).isIn(404, 422);
    assertThat(values(lines, "failed")).isEmpty();
  }

  private static void needs(boolean present, String why) {
    if (!present) {
      System.out.println("EventBusClientIT is skipped: " + why);
    }
    Assumptions.assumeTrue(present, why);
  }

  private static boolean fetched() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    if (Files.exists(FOLDER.resolve("node_modules").resolve(PACKAGE))) {
      return true;
    }
    Files.writeString(FOLDER.resolve("package.json"), "{\"private\":true}");
    return run(List.of(
            "npm",
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            PACKAGE + "@" + VERSION))
        .isPresent();
  }

  /** What a program says when it ends well; empty when there is none or it does not. */
  private static Optional<String> run(List<String> command) throws InterruptedException {
    try {
      Files.createDirectories(FOLDER);
      Path out = Files.createTempFile(FOLDER, "out", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String said = Files.readString(out);
      if (process.exitValue() != 0) {
        System.out.println(String.join(" ", command.subList(0, 2)) + " ended with: " + said);
        return Optional.empty();
      }
      return Optional.of(said);
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static List<JsonNode> lines(String said) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : said.lines().toList()) {
      if (line.startsWith("{\"what\"")) {
        lines.add(new ObjectMapper().readTree(line));
      }
    }
    return lines;
  }

  private static List<JsonNode> values(List<JsonNode> lines, String what) {
    return lines.stream()
        .filter(line -> line.path("what").asText().equals(what))
        .map(line -> line.path("value"))
        .toList();
  }
}
