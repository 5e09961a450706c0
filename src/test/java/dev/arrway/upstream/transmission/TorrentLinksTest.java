package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorrentLinksTest {
  private static final String HASH = "00112233445566778899aabbccddeeff00112233";
  private static final String LONG_HASH = HASH + "445566778899aabbccddeeff";

  @ParameterizedTest
  @CsvSource({
    "HTTP://Host/Path?Key=A, http://Host/Path?Key=A",
    "https://h/HTTP://x, https://h/HTTP://x",
    "MAGNET:?xt=urn:btih:HASH&tr=http://T/x, magnet:?xt=urn:btih:HASH&tr=http://T/x",
    "magnet:?dn=A+b&xt=urn%3Abtih%3AHASH, magnet:?xt=urn:btih:HASH&dn=A+b",
    "magnet:?XT.1=URN:BTIH:HASH&xt.2=urn:btmh:1220LONG, magnet:?xt=urn:btih:HASH",
    "magnet:?xt=urn:btih:AAISEM2EKVTHPCEZVK54ZXPO74ABCIRT, magnet:?xt=urn:btih:HASH"
  })
  void linksAreSpelledAsServersUnderstandThem(String link, String normalized) {
    assertThat(TorrentLinks.findProblem(filled(link))).isNull();
    assertThat(TorrentLinks.normalize(filled(link))).isEqualTo(filled(normalized));
  }

  private static String filled(String link) {
    return link.replace("HASH", HASH).replace("LONG", LONG_HASH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://h/x.torrent",
        "http:/x",
        "magnet:?dn=x",
        "http://h/\n/etc/passwd",
        "http://h/\tx",
        "http://h/\u007f",
        "magnet:?xt=urn:btih:00112233445566778899aabbccddeeff00112233&dn=\r"
      })
  void otherTextsAreNotSent(String link) {
    assertThat(TorrentLinks.findProblem(link)).isNotBlank();
  }

  @Test
  void torrentsOfVersion2OnlyAreNotSent() {
    String topic = "xt=urn:btmh:1220" + LONG_HASH;
    assertThat(TorrentLinks.findProblem("magnet:?" + topic)).contains("version 2 only");
    assertThat(TorrentLinks.findProblem("magnet:?" + topic + "&xt=urn:btih:" + HASH)).isNull();
  }
}
