package dev.arrway.domain.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.match.LabelledSet.Figures;
import dev.arrway.domain.media.MediaKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures kinds and decisions on labelled playlists, and prints the figures. */
class MatchingQualityTest {

  private static final double LEAST = 0.99;

  @Test
  void decidesTheInventedSet() throws IOException {
    Path folder = Path.of("src/test/resources/matching");
    check("synth", LabelledSet.decide(folder, folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"set1", "hard1"})
  void decidesTheSharedSets(String name) throws IOException {
    Optional<Path> data = sharedData();
    if (data.isEmpty()) {
      System.out.println("matching quality: " + name + " skipped, no shared data folder");
    }
    Assumptions.assumeTrue(data.isPresent());
    check(name, LabelledSet.decide(data.get().resolve(name), data.get().resolve("set1")));
  }

  private static void check(String name, LabelledSet set) {
    System.out.printf(Locale.ROOT, "%-7s kind %.4f%n", name, set.kindAccuracy());
    for (MediaKind kind : List.of(MediaKind.MOVIE, MediaKind.SERIES)) {
      Figures figures = set.figures(kind);
      System.out.printf(
          Locale.ROOT,
          "%-7s %-6s n=%d decisions %.4f precision %.4f%n",
          name,
          kind,
          figures.entries(),
          figures.accuracy(),
          figures.precision());
      assertThat(figures.accuracy()).as("%s %s decisions", name, kind).isGreaterThan(LEAST);
      assertThat(figures.precision()).as("%s %s precision", name, kind).isGreaterThan(LEAST);
    }
    assertThat(set.kindAccuracy()).as("%s kind", name).isGreaterThan(LEAST);
    assertThat(set.unfair()).as("%s: confident about the wrong one", name).isLessThanOrEqualTo(5);
  }

  static Optional<Path> sharedData() {
    String stated = System.getProperty("arrway.shared", "");
    Stream<Path> folders =
        stated.isEmpty()
            ? Stream.of(Path.of("../shared"), Path.of("../../shared"))
            : Stream.of(Path.of(stated));
    return folders.map(folder -> folder.resolve("data")).filter(Files::isDirectory).findFirst();
  }
}
