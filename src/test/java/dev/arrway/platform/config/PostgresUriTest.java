package dev.arrway.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresUriTest {
  @Test
  void everyPartIsTaken() {
    PostgresUri uri =
        PostgresUri.parse(
            Secret.of(
                "postgres://me:p%40ss+w@db.example:5433/arr?sslmode=verify-full&sslrootcert=/ca.pem"));
    assertThat(uri.host()).isEqualTo("db.example");
    assertThat(uri.port()).isEqualTo(5433);
    assertThat(uri.database()).isEqualTo("arr");
    assertThat(uri.user()).isEqualTo("me");
    assertThat(uri.password().reveal()).isEqualTo("p@ss+w");
    assertThat(uri.sslMode()).isEqualTo("verify-full");
    assertThat(uri.sslRootCert()).isEqualTo("/ca.pem");
  }

  @Test
  void whatIsLeftOutHasDefaults() {
    PostgresUri uri = PostgresUri.parse(Secret.of("postgresql://h/d"));
    assertThat(uri.port()).isEqualTo(5432);
    assertThat(uri.user()).isEmpty();
    assertThat(uri.sslMode()).isEqualTo("prefer");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql:///d, names no host",
    "postgresql://h, names no database",
    "postgresql://h/d?sslmode=maybe, knows sslmode",
    "postgresql://h/d?options=x, knows only the parameters",
    "postgresql://u:hu sh@h/d, is no URI"
  })
  void whatIsWrongIsSaidWithoutQuoting(String text, String why) {
    assertThatThrownBy(() -> PostgresUri.parse(Secret.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("hu sh");
  }
}
