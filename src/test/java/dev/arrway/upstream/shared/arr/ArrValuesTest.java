package dev.arrway.upstream.shared.arr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrValuesTest {
  @ParameterizedTest
  @CsvSource({
    "00:00:00,0",
    "01:02:03,3723",
    "1.02:03:04,93784",
    "12.00:00:01.5000000,1036801",
    "99999999.00:00:00,8639999913600",
    "-00:01:00,",
    "soon,",
    "'',"
  })
  void spansAreSeconds(String span, Long seconds) {
    assertThat(ArrValues.seconds(span)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-01T10:20:30Z,2026-05-01T10:20:30Z",
    "2026-05-01T10:20:30.1234567Z,2026-05-01T10:20:30.123456700Z",
    "2026-05-01T12:20:30+02:00,2026-05-01T10:20:30Z",
    "2026-05-01T10:20:30,2026-05-01T10:20:30Z",
    "2026-05-01 10:20:30,2026-05-01T10:20:30Z",
    "2026-05-01,2026-05-01T00:00:00Z",
    "0001-01-01T00:00:00Z,",
    "yesterday,",
    "2026-13-45T00:00:00Z,"
  })
  void datesAreInstantsOrNothing(String text, Instant instant) {
    assertThat(ArrValues.instant(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "importPending,import_pending",
    "downloadFolderImported,download_folder_imported",
    "inCinemas,in_cinemas",
    "ok,ok",
    "' ',"
  })
  void enumsAreSnakeCase(String camel, String snake) {
    assertThat(ArrValues.snake(camel)).isEqualTo(snake);
  }

  @Test
  void zeroAndBlankAreNothing() {
    assertThat(ArrValues.positive(0)).isNull();
    assertThat(ArrValues.positive(-1L)).isNull();
    assertThat(ArrValues.positive(603)).isEqualTo(603);
    assertThat(ArrValues.text(" ")).isNull();
    assertThat(ArrValues.bytes(6.0e9)).isEqualTo(6_000_000_000L);
    assertThat(ArrValues.bytes(null)).isZero();
    assertThat(ArrValues.titles(Arrays.asList("A", null, "B", "", "B").stream(), "A"))
        .containsExactly("B");
  }
}
