package dev.arrway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.sandbox.radarr.RadarrSimulator;
import dev.arrway.sandbox.sonarr.SonarrSimulator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sample playlist and the default libraries belong together. */
class SamplePlaylistTest {
  private static List<String> names() {
    var text = new String(SamplePlaylist.read(), StandardCharsets.UTF_8);
    return text.lines().filter(line -> line.startsWith("#EXTINF:")).toList();
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
  void itNamesTitlesThatTheDefaultLibrariesHaveAndOnesThatTheyLack() {
    var lines = names();
    assertThat(lines).hasSizeBetween(350, 450);
    var radarr = new RadarrSimulator().defaults();
    var movies = Catalogue.movies(radarr.seed(), 0);
    assertThat(named(lines, movies.part(0, radarr.size()))).isGreaterThan(40);
    assertThat(named(lines, movies.part(radarr.size(), radarr.size()))).isGreaterThan(40);
    var sonarr = new SonarrSimulator().defaults();
    var series = Catalogue.series(sonarr.seed(), 0);
    assertThat(named(lines, series.part(0, sonarr.size()))).isGreaterThan(5);
    assertThat(named(lines, series.part(sonarr.size(), sonarr.size()))).isGreaterThan(3);
  }
}
