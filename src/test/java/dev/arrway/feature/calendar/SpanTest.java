package dev.arrway.feature.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.protocol.FailureException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
  private static final Instant NOW = Instant.parse("2026-05-10T15:30:00Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, 2026-05-03T00:00:00Z, 2026-06-10T00:00:00Z",
        "2026-01-01, 2026-01-31, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z",
        "2026-01-01, -, 2026-01-01T00:00:00Z, 2026-02-07T00:00:00Z",
        "-, 2026-02-06, 2026-01-01T00:00:00Z, 2026-02-07T00:00:00Z",
        "2026-01-01T12:00:00+02:00, 2026-01-01T12:00:00Z, 2026-01-01T10:00:00Z,"
            + " 2026-01-01T12:00:00Z",
        "2028-01-01, 2028-12-31, 2028-01-01T00:00:00Z, 2029-01-01T00:00:00Z"
      })
  void datesAndInstantsAreRead(String from, String to, Instant begins, Instant ends) {
    assertThat(Span.of(from, to, NOW)).isEqualTo(new Span(begins, ends));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-02-30, -, from",
        "yesterday!, -, from",
        "-, 2026-13-01T00:00:00Z, to",
        "2026-01-02, 2026-01-01, to",
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, to",
        "2026-01-01, 2027-01-02, to"
      })
  void whatCannotBeMeantIsNamed(String from, String to, String field) {
    assertThatThrownBy(() -> Span.of(from, to, NOW))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().errors().get(0).field()).isEqualTo(field));
  }

  @Test
  void piecesFollowEachOtherAndPartAtMidnight() {
    Span span =
        new Span(Instant.parse("2026-01-01T18:00:00Z"), Instant.parse("2026-01-05T06:00:00Z"));
    List<Span> pieces = span.pieces(2);
    assertThat(pieces).extracting(Span::from).startsWith(span.from());
    assertThat(pieces.get(pieces.size() - 1).to()).isEqualTo(span.to());
    for (int i = 1; i < pieces.size(); i++) {
      assertThat(pieces.get(i).from())
          .isEqualTo(pieces.get(i - 1).to())
          .hasToString(pieces.get(i).from().toString().substring(0, 11) + "00:00:00Z");
    }
    assertThat(span.days()).isEqualTo(4);
    assertThat(pieces.get(0).days()).isEqualTo(2);
    assertThat(pieces.get(0).pieces(1)).hasSize(2);
  }
}
