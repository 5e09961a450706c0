package dev.arrway.domain.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class M3uPropertiesTest {

  record Read(List<M3uEntry> entries, M3uSummary summary) {}

  private static Read read(byte[] bytes, int chunk) {
    List<M3uEntry> entries = new ArrayList<>();
    M3uParser parser = new M3uParser(entries::add);
    for (int at = 0; at < bytes.length; at += chunk) {
      parser.accept(bytes, at, Math.min(chunk, bytes.length - at));
    }
    return new Read(entries, parser.finish());
  }

  @Property(tries = 500)
  void chunkBoundariesChangeNothing(
      @ForAll("playlists") String text, @ForAll @IntRange(min = 1, max = 40) int chunk) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(read(bytes, chunk)).isEqualTo(read(bytes, Math.max(1, bytes.length)));
  }

  @Property(tries = 500)
  void neverThrowsOnAnyBytes(@ForAll @Size(max = 2_000) byte[] bytes) {
    assertThat(read(bytes, 64).summary().lines()).isLessThanOrEqualTo(bytes.length);
  }

  @Property(tries = 300)
  void aLongAttributeIsReadAsIfItWereShort(
      @ForAll("beforeLogo") String before,
      @ForAll("afterLogo") String after,
      @ForAll @IntRange(min = 16_000, max = 40_000) int size,
      @ForAll @IntRange(min = 1_000, max = 50_000) int chunk) {
    M3uEntry expected = logo(before, after, "x", chunk);
    M3uEntry actual = logo(before, after, "x/é".repeat(size / 3), chunk);
    Map<String, String> attributes = new HashMap<>(expected.attributes());
    attributes.remove("tvg-logo");
    assertThat(actual)
        .isEqualTo(
            new M3uEntry(
                expected.line(), expected.name(), attributes, expected.group(), expected.url()));
  }

  @Property(tries = 100)
  void ofALongNameItsBeginningIsReadAndItsAttributesAre(
      @ForAll("afterLogo") String attributes, @ForAll @IntRange(min = 1, max = 9_000) int chunk) {
    String start = attributes.substring(0, attributes.lastIndexOf(',') + 1);
    M3uEntry expected = logo("-1 ", start + "N", "x", chunk);
    M3uEntry actual = logo("-1 ", start + "N \"m\" ".repeat(4_000), "x", chunk);
    assertThat(actual.name().contains("N \"m\" N")).isTrue();
    assertThat(actual.attributes()).isEqualTo(expected.attributes());
  }

  private static M3uEntry logo(String before, String after, String value, int chunk) {
    String line = "#EXTINF:" + before + "tvg-logo=\"" + value + "\"" + after;
    Read read = read((line + "\nhttp://h/1\n").getBytes(StandardCharsets.UTF_8), chunk);
    assertThat(read.entries()).hasSize(1);
    return read.entries().get(0);
  }

  @Provide
  Arbitrary<String> beforeLogo() {
    return Arbitraries.of(
        "-1 ",
        "-1,",
        "0,",
        "",
        " ",
        ",",
        "-1\t",
        "-1 tvg-id=\"a\" ",
        "-1 tvg-id=\"a\",",
        "-1 tvg-id=7 ");
  }

  @Provide
  Arbitrary<String> afterLogo() {
    return Arbitraries.of(
        ",ABC",
        " ,ABC",
        " group-title=\"VOD\",ABC (2001)",
        ",group-title=\"VOD\",ABC",
        " group-title=\"A, B\" tvg-name=\"n\",ABC, D");
  }

  @Property(tries = 1000)
  void rejoiningGivesTheAddressBack(@ForAll String url) {
    assertThat(UrlSecrets.split(url).rejoin()).isEqualTo(url);
  }

  @Property(tries = 1000)
  void masksAccounts(
      @ForAll("secrets") String user,
      @ForAll("secrets") String pass,
      @ForAll("shapes") String shape) {
    String url = shape.replace("USER", user).replace("PASS", pass);
    EntryUrl split = UrlSecrets.split(url);
    assertThat(split.rejoin()).isEqualTo(url);
    assertThat(split.masked()).doesNotContain(user).doesNotContain(pass);
    assertThat(split.template()).doesNotContain(user).doesNotContain(pass);
  }

  @Provide
  Arbitrary<String> secrets() {
    // Upper-case first, so that no secret is a piece of the addresses below.
    return Combinators.combine(
            Arbitraries.chars().range('A', 'Z'),
            Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars("-_~.!")
                .ofMinLength(3)
                .ofMaxLength(20))
        .as((first, rest) -> "Q" + first + rest);
  }

  @Provide
  Arbitrary<String> shapes() {
    return Arbitraries.of(
        "http://h.invalid:8080/movie/USER/PASS/123.mkv",
        "http://h.invalid/series/USER/PASS/9.mp4?token=PASS",
        "https://h.invalid/live/USER/PASS/77.ts",
        "http://h.invalid/USER/PASS/55",
        "http://h.invalid/USER/PASS/55.m3u8",
        "http://h.invalid/get.php?username=USER&password=PASS&type=m3u_plus",
        "http://USER:PASS@h.invalid/a.mkv",
        "rtsp://h.invalid/s;token=PASS?user=USER",
        "http://h.invalid/timeshift/USER/PASS/60/2024-01-01:10-00/5.ts",
        "http://h.invalid/movie/USER/PASS/PASS.mkv#USER");
  }

  @Provide
  Arbitrary<String> playlists() {
    Arbitrary<String> line =
        Arbitraries.oneOf(
            Arbitraries.of(
                "#EXTM3U",
                "#EXTINF:-1 tvg-id=\"\" tvg-name=\"Ömer, \"the\" Tall\" group-title='G',Name, with (2001)",
                "#EXTINF:-1 tvg-name=\"no comma\"",
                "#EXTGRP:Drama",
                "#EXTVLCOPT:http-user-agent=x",
                "http://h.invalid/movie/u/p/1.mkv|User-Agent=y",
                "http://h.invalid/plain.mp4",
                "",
                "  ",
                "noise"),
            Arbitraries.strings().ofMaxLength(30));
    return line.list()
        .ofMaxSize(30)
        .flatMap(lines -> Arbitraries.of("\n", "\r\n", "\r").map(end -> String.join(end, lines)));
  }
}
