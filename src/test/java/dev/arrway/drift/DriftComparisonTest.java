package dev.arrway.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftComparisonTest {
  @Test
  void tellsWhatIsAddedRemovedAndChangedByPath() {
    assertThat(
            DriftComparison.of(
                Map.of("a", "1", "b", "2", "c", "3"),
                Map.of("b", "2", "c", "4", "d", "5"),
                List.of()))
        .containsExactly(
            new DriftDetail("a", "removed", "1", null),
            new DriftDetail("c", "changed", "3", "4"),
            new DriftDetail("d", "added", null, "5"));
  }

  @Test
  void leavesOutWhatIsIgnored() {
    Map<String, String> now = Map.of("tags.a", "present", "tags.b", "present", "version", "2");
    assertThat(DriftComparison.of(Map.of(), now, List.of("tags.*")))
        .extracting(DriftDetail::path)
        .containsExactly("version");
  }

  @ParameterizedTest
  @CsvSource({
    "tags.*,tags.a,true",
    "tags.*,tags,false",
    "*,anything,true",
    "*.cutoff,quality_profiles.HD.cutoff,true",
    "*.cutoff,quality_profiles.HD.cutoff2,false",
    "q*.H*.c*f,quality_profiles.HD.cutoff,true",
    "version,version,true",
    "version,versions,false",
    "a**b,axxb,true",
    "a.b,aXb,false",
  })
  void aStarStandsForAnyRun(String glob, String path, boolean matches) {
    assertThat(DriftComparison.matches(glob, path)).isEqualTo(matches);
  }

  @Test
  void aSpitefulPatternCostsLittle() {
    String glob = "*a".repeat(100) + "b";
    String path = "a".repeat(20_000);
    long begun = System.nanoTime();
    assertThat(DriftComparison.matches(glob, path)).isFalse();
    assertThat(System.nanoTime() - begun).isLessThan(2_000_000_000L);
  }
}
