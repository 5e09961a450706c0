package dev.arrway.domain.download;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MagnetLinkTest {
  private static final String HEX = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a";
  private static final String BASE_32 = "YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKEK";
  private static final String LONG =
      "caf1e1c30e81cb361b9ee167c4aa64228a7fa4fa9f6105232b28ad099f3a302e";

  @ParameterizedTest
  @ValueSource(strings = {HEX, "C12FE1C06BBA254A9DC9F519B335AA7C1367A88A", BASE_32})
  void itsHashIsRead(String hash) {
    assertThat(MagnetLink.parse("magnet:?xt=urn:btih:" + hash).orElseThrow().hashes())
        .containsExactly(new InfoHash(HEX));
  }

  @Test
  void bothVersionsAreRead() {
    var link =
        MagnetLink.parse(
                "magnet:?xt.1=urn:btmh:1220" + LONG + "&dn=A+b%20c&tr=x&xt.2=urn:btih:" + HEX)
            .orElseThrow();
    assertThat(link.hashes())
        .containsExactly(new InfoHash(HEX), new InfoHash(LONG.substring(0, 40)));
    assertThat(link.name()).isEqualTo("A b c");
    assertThat(link.hasVersion1()).isTrue();
    assertThat(MagnetLink.parse("magnet:?xt=urn:btmh:1220" + LONG).orElseThrow().hasVersion1())
        .isFalse();
  }

  @Test
  void escapedTopicsAndAnyCaseAreRead() {
    var link = MagnetLink.parse("MAGNET:?dn=%ZZ&XT=urn%3Abtih%3A" + HEX).orElseThrow();
    assertThat(link.hashes()).containsExactly(new InfoHash(HEX));
    assertThat(link.name()).isEqualTo("%ZZ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "magnet:",
        "magnet:?",
        "magnet:?dn=x",
        "magnet:?xt=urn:btih:all",
        "magnet:?xt=urn:btih:" + LONG,
        "magnet:?xt=urn:btmh:1220" + HEX,
        "magnet:?xt=urn:sha1:" + BASE_32,
        "http://127.0.0.1/?xt=urn:btih:" + HEX
      })
  void whatNamesNoTorrentIsNone(String text) {
    assertThat(MagnetLink.parse(text)).isEmpty();
  }

  @Test
  void endlessLinksAreNotRead() {
    assertThat(MagnetLink.parse("magnet:?xt=urn:btih:" + HEX + "&tr=" + "x".repeat(70_000)))
        .isEmpty();
  }

  @Property(tries = 1_000)
  void neverThrows(@ForAll String text) {
    assertThat(MagnetLink.parse("magnet:?" + text)).isNotNull();
    assertThat(MagnetLink.parse("magnet:?xt=" + text + "&dn=" + text)).isNotNull();
  }
}
