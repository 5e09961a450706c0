package dev.arrway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The sample playlist and the default libraries belong together. */
class SamplePlaylistTest {
  private static List<String> names() throws IOException {
    try (var in = SamplePlaylistTest.class.getResourceAsStream(SandboxDefaults.PLAYLIST)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> line.startsWith("#EXTINF:")).toList();
    }
  }

  private static long named(List<String> lines, List<Title> titles) {
    return titles.stream()
        .filter(
            title ->
                lines.stream()
                    .anyMatch(
                        line ->
                            line.contains(title.title() + " (" + title.year() + ")")
                                || line.contains(title.title() + " S0")
                                || line.contains(title.title() + " - S0")))
        .count();
  }

  @Test
  void itNamesTitlesThatTheDefaultLibrariesHaveAndOnesThatTheyLack() throws IOException {
    var lines = names();
    assertThat(lines).hasSizeBetween(350, 450);
    var radarr = SandboxDefaults.radarr();
    var movies = Catalogue.movies(radarr.seed(), 0);
    assertThat(named(lines, movies.part(0, radarr.size()))).isGreaterThan(40);
    assertThat(named(lines, movies.part(radarr.size(), radarr.size()))).isGreaterThan(40);
    var sonarr = SandboxDefaults.sonarr();
    var series = Catalogue.series(sonarr.seed(), 0);
    assertThat(named(lines, series.part(0, sonarr.size()))).isGreaterThan(5);
    assertThat(named(lines, series.part(sonarr.size(), sonarr.size()))).isGreaterThan(3);
  }
}
