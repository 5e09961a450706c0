package dev.arrway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rate limits by a clock that never goes back: with the time of day, which is what the library
 * takes unless it is told otherwise, a clock that is set back two hours refuses everybody for two
 * hours.
 */
class MonotonicLimitsTest {
  private static final Pattern BUCKET = Pattern.compile("Bucket\\s*\\.builder\\(\\)\\s*(\\S+)");

  @Test
  void everyRateLimitTakesTheMonotonicClock() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> first =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(MonotonicLimitsTest::firstCalls)
              .toList();
      assertThat(first)
          .isNotEmpty()
          .allMatch(
              call ->
                  call.startsWith(".withNanosecondPrecision()")
                      || call.startsWith(".withCustomTimePrecision("));
    }
  }

  private static Stream<String> firstCalls(Path file) {
    try {
      return BUCKET.matcher(Files.readString(file)).results().map((MatchResult it) -> it.group(1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
