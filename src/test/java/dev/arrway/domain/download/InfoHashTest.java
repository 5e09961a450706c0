package dev.arrway.domain.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoHashTest {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    BigInteger number = new BigInteger(1, bytes);
    for (int i = 31; i >= 0; i--) {
      text.append(ALPHABET.charAt(number.shiftRight(5 * i).intValue() & 31));
    }
    return text.toString();
  }

  @Property(tries = 300)
  void hexAndBase32AreTheSame(@ForAll @Size(20) byte[] bytes) {
    InfoHash hash = InfoHash.ofBytes(bytes);
    assertThat(hash.hex()).isEqualTo(HexFormat.of().formatHex(bytes));
    assertThat(InfoHash.of(hash.hex().toUpperCase(java.util.Locale.ROOT))).contains(hash);
    assertThat(InfoHash.of(base32(bytes))).contains(hash);
    assertThat(InfoHash.of(base32(bytes).toLowerCase(java.util.Locale.ROOT))).contains(hash);
  }

  @Property(tries = 300)
  void longOnesAreCut(@ForAll @Size(32) byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    assertThat(InfoHash.of(hex)).contains(new InfoHash(hex.substring(0, 40)));
  }

  @Property(tries = 500)
  void anythingElseIsNone(@ForAll String text) {
    InfoHash.of(text).ifPresent(hash -> assertThat(hash.hex()).matches("[0-9a-f]{40}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "0123", "0123456789abcdef0123456789abcdef0123456g", "0|1"})
  void whatIsNoHashIsRefused(String text) {
    assertThat(InfoHash.of(text)).isEmpty();
    assertThatThrownBy(() -> new InfoHash(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tooFewBytesAreRefused() {
    assertThatThrownBy(() -> InfoHash.ofBytes(new byte[19]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
