package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(errors, true));
    return line.execute(arguments);
  }

  @Test
  void aTakenPortIsNamedWithItsSettingInOneLineBeforeAnythingStarts(@TempDir Path data)
      throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());
      for (String key : new String[] {"http", "management", "tcp_bridge"}) {
        errors.getBuffer().setLength(0);
        int code =
            run(
                "serve",
                "--set",
                "data.dir=" + data.resolve("none"),
                "--set",
                "http.host=127.0.0.1",
                "--set",
                "http.port=0",
                "--set",
                "management.port=0",
                "--set",
                "tcp_bridge.enabled=true",
                "--set",
                "tcp_bridge.port=0",
                "--set",
                key + ".port=" + port);
        assertThat(code).isEqualTo(1);
        assertThat(errors.toString().lines())
            .singleElement()
            .asString()
            .contains(port, key + ".port", "--set");
      }
      assertThat(Files.exists(data.resolve("none"))).isFalse();
      errors.getBuffer().setLength(0);
      assertThat(run("sandbox", "--plex-port", port)).isEqualTo(1);
      assertThat(errors.toString().lines())
          .singleElement()
          .asString()
          .contains(port, "--plex-port");
    }
  }

  @Test
  void optionsOfTheSandboxOutsideTheirRangeAreNamed() {
    for (String[] wrong :
        new String[][] {
          {"--movies", "200001"}, {"--series", "-1"}, {"--qbittorrent-version", "9"}
        }) {
      errors.getBuffer().setLength(0);
      assertThat(run("sandbox", wrong[0] + "=" + wrong[1])).isEqualTo(2);
      assertThat(errors.toString().lines().findFirst().orElseThrow())
          .startsWith(wrong[0] + " must be ")
          .endsWith("not " + wrong[1]);
    }
  }

  @Test
  void commandsBesideAGatewayRefuseADirectoryWhereNoneHasRun(@TempDir Path data) {
    Path none = data.resolve("none");
    for (String[] command : new String[][] {{"user", "add", "anna"}, {"keys", "rotate"}}) {
      errors.getBuffer().setLength(0);
      String[] all = java.util.Arrays.copyOf(command, command.length + 2);
      all[command.length] = "--set";
      all[command.length + 1] = "data.dir=" + none;
      assertThat(run(all)).as(errors.toString()).isEqualTo(1);
      assertThat(errors.toString().lines())
          .singleElement()
          .asString()
          .contains(none.toString(), "no gateway has run there", "data.dir");
    }
    assertThat(Files.exists(none)).isFalse();
  }
}
