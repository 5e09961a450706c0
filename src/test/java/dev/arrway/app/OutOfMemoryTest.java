package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.protocol.FatalErrors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process without memory ends, wherever it notices, and says so in its last line. */
class OutOfMemoryTest {
  @ParameterizedTest
  @ValueSource(strings = {"handler", "worker", "future", "loop", "cause", "log"})
  void theProcessEnds(String place) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OutOfMemoryProgram.class.getName(),
                place)
            .redirectErrorStream(true)
            .start();
    String console =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(console).isEqualTo(FatalErrors.EXIT_CODE);
    assertThat(console.lines().reduce((first, last) -> last))
        .hasValueSatisfying(last -> assertThat(last).contains("ran out of memory", "exit code 3"));
  }
}
