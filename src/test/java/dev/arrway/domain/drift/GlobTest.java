package dev.arrway.domain.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "tags[*,tags[a],true",
    "tags[*,tags,false",
    "*,anything,true",
    "*.cutoff,quality_profiles[HD].cutoff,true",
    "*.cutoff,quality_profiles[HD].cutoff2,false",
    "q*[H*.c*f,quality_profiles[HD].cutoff,true",
    "version,version,true",
    "version,versions,false",
    "a**b,axxb,true",
    "a.b,aXb,false",
  })
  void aStarStandsForAnyRun(String glob, String path, boolean matches) {
    assertThat(Glob.matches(glob, path)).isEqualTo(matches);
  }

  @Test
  void aSpitefulPatternCostsLittle() {
    String glob = "*a".repeat(100) + "b";
    String path = "a".repeat(20_000);
    long begun = System.nanoTime();
    assertThat(Glob.matches(glob, path)).isFalse();
    assertThat(System.nanoTime() - begun).isLessThan(2_000_000_000L);
  }
}
