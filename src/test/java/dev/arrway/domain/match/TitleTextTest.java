package dev.arrway.domain.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Spider-Man, The|The Spider-Man",
        "X-Men Anti-Hero, The|The X-Men Anti-Hero",
        "Wall-E, Le|Le Wall-E",
        "Lagoon, The|The Lagoon"
      })
  void aMovedArticleChangesNothing(String moved, String title) {
    assertThat(TitleText.of(moved)).isEqualTo(TitleText.of(title));
  }
}
