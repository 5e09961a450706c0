package dev.arrway.upstream.qbittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {
  @ParameterizedTest
  @CsvSource({
    "2.2, pause", "2.8.19, pause", "2.9.3, pause", "2.10.4, pause",
    "2.11.0, stop", "2.11.4, stop", "2.15.1, stop", "3.0, stop"
  })
  void isToldByTheVersionOfTheWebApi(String version, String pause) {
    assertThat(Dialect.of(version).orElseThrow().pause()).isEqualTo(pause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v5.1.2", "2", "2.x", "<html>", "99999.1"})
  void otherTextsAreNone(String version) {
    assertThat(Dialect.of(version)).isEmpty();
  }
}
