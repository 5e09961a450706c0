package dev.arrway.domain.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorrentFileTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] file(String info) {
    return bytes("d8:announce14:http://x/key/a7:comment0:4:info" + info + "5:notesli1eli2eeee");
  }

  private static String digest(String algorithm, String info) throws Exception {
    byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes(info));
    return HexFormat.of().formatHex(digest).substring(0, 40);
  }

  private static String info(String more) {
    return "d6:lengthi5e4:name4:film12:piece lengthi16384e6:pieces20:abcdefghijklmnopqrst"
        + more
        + "e";
  }

  @Test
  void theHashIsThatOfTheInfoDictionaryAsItStands() throws Exception {
    TorrentFile file = TorrentFile.parse(file(info(""))).orElseThrow();
    assertThat(file.hashes()).containsExactly(new InfoHash(digest("SHA-1", info(""))));
    assertThat(file.name()).isEqualTo("film");
    assertThat(file.isPrivate()).isFalse();
  }

  @Test
  void privateOnesSaySo() {
    assertThat(TorrentFile.parse(file(info("7:privatei1e"))).orElseThrow().isPrivate()).isTrue();
    assertThat(TorrentFile.parse(file(info("7:privatei0e"))).orElseThrow().isPrivate()).isFalse();
    assertThat(TorrentFile.parse(file(info("7:private1:1"))).orElseThrow().isPrivate()).isFalse();
  }

  @Test
  void versionTwoHasItsOwnHash() throws Exception {
    String only = "d9:file treede12:meta versioni2e4:name4:film12:piece lengthi16384ee";
    TorrentFile second = TorrentFile.parse(file(only)).orElseThrow();
    assertThat(second.hashes()).containsExactly(new InfoHash(digest("SHA-256", only)));
    assertThat(second.hasVersion1()).isFalse();
    String both = info("12:meta versioni2e");
    assertThat(TorrentFile.parse(file(both)).orElseThrow().hashes())
        .containsExactly(
            new InfoHash(digest("SHA-1", both)), new InfoHash(digest("SHA-256", both)));
    assertThat(TorrentFile.parse(file(both)).orElseThrow().hasVersion1()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "d",
        "de",
        "le",
        "i1e",
        "4:info",
        "d4:infoi1ee",
        "d4:info2:xxe",
        "d4:infodee",
        "d4:infod6:pieces20:tooshortee",
        "d4:infod6:pieces99999999999999999999:xee",
        "d4:infod6:pieces-1:xee",
        "d4:infod6:piecesi--1eee",
        "d4:infod6:piecesieee",
        "d4:infod6:pieces1:xe",
        "<!doctype html><html></html>"
      })
  void whatIsNoTorrentIsNone(String text) {
    assertThat(TorrentFile.parse(bytes(text))).isEmpty();
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "l".repeat(1_000_000) + "e".repeat(1_000_000);
    assertThat(TorrentFile.parse(bytes("d1:a" + deep + "4:info" + info("") + "e"))).isEmpty();
  }

  @Test
  void hugeFilesAreNotRead() {
    assertThat(TorrentFile.parse(new byte[TorrentFile.LARGEST + 1])).isEmpty();
  }

  @Test
  void namesThatAreNoTextAreLeftOut() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(bytes("d4:infod4:name2:"));
    bytes.writeBytes(new byte[] {(byte) 0xc3, (byte) 0x28});
    bytes.writeBytes(bytes("6:pieces0:ee"));
    assertThat(TorrentFile.parse(bytes.toByteArray()).orElseThrow().name()).isNull();
  }

  @Property(tries = 1_000)
  void neverThrowsOnAnyBytes(@ForAll @Size(max = 500) byte[] any) {
    assertThat(TorrentFile.parse(any)).isNotNull();
  }

  @Property(tries = 1_000)
  void neverThrowsOnDamagedFiles(
      @ForAll @IntRange(max = 120) int place, @ForAll byte value, @ForAll boolean cut) {
    byte[] file = file(info("7:privatei1e"));
    byte[] damaged = cut ? Arrays.copyOf(file, place) : file;
    if (!cut) {
      damaged[place % damaged.length] = value;
    }
    assertThat(TorrentFile.parse(damaged)).isNotNull();
  }
}
