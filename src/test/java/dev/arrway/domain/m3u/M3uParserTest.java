package dev.arrway.domain.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.m3u.M3uSummary.Reason;
import dev.arrway.domain.m3u.M3uSummary.SkippedLine;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class M3uParserTest {

  private final List<M3uEntry> entries = new ArrayList<>();
  private M3uSummary summary;

  private M3uEntry only(String text) {
    read(text, StandardCharsets.UTF_8);
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  private void read(String text, Charset charset) {
    entries.clear();
    M3uParser parser = new M3uParser(entries::add);
    parser.accept(text.getBytes(charset));
    summary = parser.finish();
  }

  @Test
  void readsNameAttributesGroupAddressAndLine() {
    M3uEntry entry =
        only(
            "#EXTM3U x-tvg-url=\"http://guide.invalid/a,b.xml\"\n\n"
                + "#EXTINF:-1 TVG-ID=\"x.1\" tvg-name='Quiet Harbour' group-title=\"VOD,"
                + " new\",Quiet, Harbour (2019)\n"
                + "http://h.invalid/movie/u/p/1.mkv\n");
    assertThat(entry.line()).isEqualTo(3);
    assertThat(entry.name()).isEqualTo("Quiet, Harbour (2019)");
    assertThat(entry.attributes())
        .containsEntry("tvg-id", "x.1")
        .containsEntry("tvg-name", "Quiet Harbour")
        .hasSize(3);
    assertThat(entry.group()).isEqualTo("VOD, new");
    assertThat(entry.url()).isEqualTo("http://h.invalid/movie/u/p/1.mkv");
    assertThat(summary.header()).containsEntry("x-tvg-url", "http://guide.invalid/a,b.xml");
    assertThat(summary.entries()).isEqualTo(1);
    assertThat(summary.skippedLines()).isZero();
  }

  @Test
  void keepsStrayAndEscapedQuotesInsideValues() {
    M3uEntry stray =
        only("#EXTINF:-1 tvg-name=\"The \"Tall\" Man\" group-title=\"G\",N\nhttp://h/1\n");
    assertThat(stray.attributes()).containsEntry("tvg-name", "The \"Tall\" Man");
    assertThat(stray.name()).isEqualTo("N");
    M3uEntry escaped = only("#EXTINF:-1 tvg-name=\"The \\\"Tall\\\" Man\",N\nhttp://h/1\n");
    assertThat(escaped.attributes()).containsEntry("tvg-name", "The \"Tall\" Man");
    M3uEntry bare = only("#EXTINF:0 tvg-id=abc group-title=News,CNN\nhttp://h/1\n");
    assertThat(bare.attributes())
        .containsEntry("tvg-id", "abc")
        .containsEntry("group-title", "News");
  }

  @Test
  void takesTheGuideNameWhenTheCommaIsMissing() {
    assertThat(only("#EXTINF:-1 tvg-name=\"Low Tide\" group-title=\"A, B\"\nhttp://h/1\n").name())
        .isEqualTo("Low Tide");
  }

  @Test
  void readsEveryLineEndAndByteOrderMark() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      M3uEntry entry = only("\uFEFF#EXTM3U" + end + "#EXTINF:-1,A" + end + "http://h/1" + end);
      assertThat(entry.line()).isEqualTo(2);
      assertThat(summary.lines()).isEqualTo(3);
    }
  }

  @Test
  void fallsBackToLatin1ForOneLine() {
    M3uParser parser = new M3uParser(entries::add);
    parser.accept("#EXTINF:-1,Ciné\nhttp://h/1\n".getBytes(StandardCharsets.ISO_8859_1));
    parser.accept("#EXTINF:-1,Ciné\nhttp://h/2\n".getBytes(StandardCharsets.UTF_8));
    parser.finish();
    assertThat(entries).extracting(M3uEntry::name).containsExactly("Ciné", "Ciné");
  }

  @Test
  void readsGroupsAndOptionsFromTheirOwnLinesAndFromTheAddress() {
    M3uEntry entry =
        only(
            "#EXTINF:-1,A\n#EXTGRP:Drama\n#EXTVLCOPT:http-user-agent=VLC/3.0\n# a comment\n"
                + "http://h/1.mkv|Referer=http://r.invalid/&User-Agent=X\n");
    assertThat(entry.group()).isEqualTo("Drama");
    assertThat(entry.url()).isEqualTo("http://h/1.mkv");
    assertThat(entry.attributes())
        .containsEntry("http-user-agent", "VLC/3.0")
        .containsEntry("http-referrer", "http://r.invalid/");
  }

  @Test
  void namesAPlainAddressAfterItsLastSegment() {
    M3uEntry entry = only("http://h.invalid/films/Quiet%20Harbour%20(2019).mkv?x=1\n");
    assertThat(entry.name()).isEqualTo("Quiet Harbour (2019)");
    assertThat(entry.line()).isEqualTo(1);
    assertThat(summary.extended()).isFalse();
  }

  @Test
  void countsWhatItSkipsWithReasons() {
    String tooLong = "#EXTINF:-1 tvg-logo=\"" + "x".repeat(M3uParser.MAX_LINE_BYTES) + "\",A";
    read(
        "#EXTINF:-1,orphan\n#EXTINF:-1,B\nhttp://h/1\n" + tooLong + "\nhttp://h/2\n<html>\n",
        StandardCharsets.UTF_8);
    assertThat(entries).extracting(M3uEntry::name).containsExactly("B", "A");
    assertThat(summary.samples())
        .containsExactly(new SkippedLine(1, Reason.NO_URL), new SkippedLine(6, Reason.NOT_A_URL));
    read(
        "#EXTINF:-1,C\nhttp://h/" + "x".repeat(M3uParser.MAX_LINE_BYTES) + "\n",
        StandardCharsets.UTF_8);
    assertThat(entries).isEmpty();
    assertThat(summary.samples()).containsExactly(new SkippedLine(2, Reason.TOO_LONG));
  }

  @Test
  void aLongAttributeIsLostAndNotItsEntry() {
    for (int size : List.of(8_000, 16_300, 20_000, 300_000)) {
      M3uEntry entry =
          only(
              "#EXTINF:-1 tvg-id=\"é1\" tvg-logo=\"data:image/png;base64,"
                  + "é".repeat(size)
                  + "\" group-title=\"VOD\",Quiet Harbour (2019)\nhttp://h/1\n");
      assertThat(entry.name()).isEqualTo("Quiet Harbour (2019)");
      assertThat(entry.group()).isEqualTo("VOD");
      assertThat(entry.attributes()).containsEntry("tvg-id", "é1");
      assertThat(summary.skippedLines()).isZero();
    }
    String name = "N".repeat(M3uParser.MAX_LINE_BYTES);
    assertThat(only("#EXTINF:-1 group-title=\"G\"," + name + "\nhttp://h/1\n").name())
        .startsWith("NNN");
    assertThat(only("#EXTINF:-1 tvg-id=\"" + "x".repeat(40_000) + "\nhttp://h/Named.mkv\n").url())
        .isEqualTo("http://h/Named.mkv");
  }

  @Test
  void aCommaAfterTheDurationOrBetweenAttributesBeginsNoName() {
    for (String line :
        List.of(
            "-1,tvg-id=\"a\" tvg-logo=\"http://h/l\" group-title=\"Films\",Quiet Harbour (2019)",
            "-1, tvg-id=\"a\",group-title=\"Films\",Quiet Harbour (2019)",
            "0,tvg-id='a' group-title='Films',Quiet Harbour (2019)")) {
      M3uEntry entry = only("#EXTINF:" + line + "\nhttp://h/1\n");
      assertThat(entry.name()).as(line).isEqualTo("Quiet Harbour (2019)");
      assertThat(entry.group()).as(line).isEqualTo("Films");
    }
    assertThat(only("#EXTINF:-1,a=b, c\nhttp://h/1\n").name()).isEqualTo("a=b, c");
  }

  private static final String FRENCH = "Le Cœur des hommes – L’été (2003)";

  @Test
  void otherEncodingsThanUtf8AreRead() {
    String list = "#EXTM3U\n#EXTINF:-1 group-title=\"Été\"," + FRENCH + "\nhttp://h/1\n";
    for (String charset : List.of("UTF-8", "windows-1252", "UTF-16", "UTF-16LE", "UTF-16BE")) {
      read(list, Charset.forName(charset));
      assertThat(entries).as(charset).hasSize(1);
      assertThat(entries.get(0).name()).as(charset).isEqualTo(FRENCH);
      assertThat(entries.get(0).group()).as(charset).isEqualTo("Été");
    }
    read("\uFEFF" + list, StandardCharsets.UTF_16LE);
    assertThat(entries.get(0).name()).isEqualTo(FRENCH);
  }

  @Test
  void utf16IsReadWhereverTheChunksEnd() {
    byte[] bytes =
        ("\uFEFF#EXTM3U\n#EXTINF:-1," + FRENCH + "\nhttp://h/1\n")
            .getBytes(StandardCharsets.UTF_16LE);
    entries.clear();
    M3uParser parser = new M3uParser(entries::add);
    for (byte one : bytes) {
      parser.accept(new byte[] {one});
    }
    parser.finish();
    assertThat(entries).extracting(M3uEntry::name).containsExactly(FRENCH);
  }

  @Test
  void theEncodingThatAPlaylistNamesIsUsedWhereALineIsNoUtf8() {
    read(
        "#EXTM3U\n#EXTENC:windows-1251\n#EXTINF:-1,Тихая гавань\nhttp://h/1\n",
        Charset.forName("windows-1251"));
    assertThat(entries).extracting(M3uEntry::name).containsExactly("Тихая гавань");
    read(
        "#EXTM3U\n#EXTENC: Shift_JIS\n#EXTINF:-1,静かな港ソ\nhttp://h/1\n",
        Charset.forName("Shift_JIS"));
    assertThat(entries).extracting(M3uEntry::name).containsExactly("静かな港ソ");
    read("#EXTM3U\n#EXTENC:ISO-8859-2\n#EXTINF:-1,Żółty\nhttp://h/1\n", StandardCharsets.UTF_8);
    assertThat(entries).extracting(M3uEntry::name).containsExactly("Żółty");
    read(
        "#EXTM3U\n#EXTENC:no such thing\n#EXTINF:-1,Été\nhttp://h/1\n",
        StandardCharsets.ISO_8859_1);
    assertThat(entries).extracting(M3uEntry::name).containsExactly("Été");
  }

  @Test
  void dropsNuls() {
    assertThat(only("#EXTINF:-1,A\0B\nhttp://h/\0" + "1\n").url()).isEqualTo("http://h/1");
  }

  @Test
  void stopsAtTheLineLimit() {
    M3uParser parser = new M3uParser(entries::add, 3);
    parser.accept(
        "#EXTINF:-1,A\nhttp://h/1\n#EXTINF:-1,B\nhttp://h/2\n".getBytes(StandardCharsets.UTF_8));
    M3uSummary cut = parser.finish();
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.lines()).isEqualTo(3);
    assertThat(entries).hasSize(1);
  }

  @Test
  void consumesBuffersOfEitherKind() {
    byte[] bytes = "#EXTINF:-1,A\nhttp://h/1\n".getBytes(StandardCharsets.UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    M3uParser parser = new M3uParser(entries::add);
    parser.accept(direct);
    parser.accept(ByteBuffer.wrap(bytes));
    parser.finish();
    assertThat(entries).hasSize(2);
    assertThat(direct.hasRemaining()).isFalse();
  }

  @Test
  void showsNoAddressInText() {
    assertThat(only("#EXTINF:-1,A\nhttp://h/movie/bob/hunter2/1.mkv\n").toString())
        .doesNotContain("hunter2");
  }
}
