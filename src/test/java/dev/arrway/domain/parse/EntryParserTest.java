package dev.arrway.domain.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.arrway.domain.media.MediaKind;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryParserTest {

  private final EntryParser parser = new EntryParser(2027);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Blade Runner 2049 (2017);                    Blade Runner 2049;     2017
          Blade Runner 2049;                           Blade Runner 2049;
          Wonder Woman 1984 (2020);                    Wonder Woman 1984;     2020
          1917;                                        1917;
          1917 (2019);                                 1917;                  2019
          EN - 1917 - 2019;                            1917;                  2019
          2001: A Space Odyssey;                       2001: A Space Odyssey;
          2001: A Space Odyssey (1968) [4K];           2001: A Space Odyssey; 1968
          2012 (2009);                                 2012;                  2009
          1984 1984;                                   1984;                  1984
          |FR| Le Phare Gris (2011) ⁴ᴷ;                Le Phare Gris;         2011
          [VOSTFR] The Quiet Harbour (2019) [1080p];   The Quiet Harbour;     2019
          4K-DE: The Quiet Harbour - 2019;             The Quiet Harbour;     2019
          1080p : The Quiet Harbour 2019;              The Quiet Harbour;     2019
          The.Quiet.Harbour.2019.1080p.BluRay.x264-XYZ; The Quiet Harbour;    2019
          The Quiet Harbour 2019 1080p Dual Audio;     The Quiet Harbour;     2019
          'Salt &amp; Iron (1999)';                      Salt & Iron;           1999
          CafÃ© Noir (1987);                           Café Noir;             1987
          🎬 Harbour Lights   (2004) 🔥;                Harbour Lights;        2004
          S.W.A.T. (2003);                             S.W.A.T.;               2003
          (500) Days in Oakhaven (2009);               (500) Days in Oakhaven; 2009
          """)
  void readsTitleAndYear(String name, String title, Integer year) {
    ParsedEntry parsed = parser.parseName(name);
    assertThat(parsed.kind()).isEqualTo(MediaKind.MOVIE);
    assertThat(parsed.title()).isEqualTo(title);
    assertThat(parsed.year()).isEqualTo(year);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Low Tide S01E02;                         Low Tide;      1; 2
          EN - Low Tide (2004) S01 E02;            Low Tide;      1; 2
          Low Tide - S03E11 - Homecoming;          Low Tide;      3; 11
          Low Tide S02 Low Tide S02E05;            Low Tide;      2; 5
          Low Tide 1x02;                           Low Tide;      1; 2
          Low Tide Season 4 Episode 12;            Low Tide;      4; 12
          Low Tide 2 Temporada 1 Capitulo 8;       Low Tide 2;    1; 8
          Low Tide Staffel 2 Folge 3;              Low Tide;      2; 3
          Low Tide 2. Sezon 5. Bölüm;              Low Tide;      2; 5
          Low Tide S01E02E03;                      Low Tide;      1; 2
          NF - 1899 4K S01E01;                     1899;          1; 1
          24 S05E10;                               24;            5; 10
          """)
  void readsEpisodes(String name, String title, int season, int episode) {
    ParsedEntry parsed = parser.parseName(name);
    assertThat(parsed.kind()).isEqualTo(MediaKind.SERIES);
    assertThat(parsed.title()).isEqualTo(title);
    assertThat(parsed.season()).isEqualTo(season);
    assertThat(parsed.episode()).isEqualTo(episode);
  }

  @Test
  void readsTheSeriesFromTheGroupWhenTheNameIsOnlyANumber() {
    ParsedEntry parsed =
        parser.parse("Capitulo 7", " Low Tide (1985) Temporada 2⭐", "http://h/f/1.mp4", Map.of());
    assertThat(parsed.kind()).isEqualTo(MediaKind.SERIES);
    assertThat(parsed.title()).isEqualTo("Low Tide");
    assertThat(parsed.year()).isEqualTo(1985);
    assertThat(parsed.season()).isEqualTo(2);
    assertThat(parsed.episode()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ##### VOD FRANCE #####;  VOD;            http://h/movie/u/p/1.mkv;        LIVE
          24/7 Low Tide;           Series;         http://h/u/p/1;                  LIVE
          Movie Central 1;         VIP;            http://h/live/u/p/1.ts;          LIVE
          UK: Film Channel HD;     US| MOVIES;     http://h/u/p/1;                  LIVE
          Koati 2022;              Movie VOD;      http://h/u/p/1;                  MOVIE
          Harbour;                 VOD | ACTION;   http://h/x/1/index.m3u8;         MOVIE
          Harbour;                 ;               http://h/movie/u/p/1.ts;         MOVIE
          Harbour;                 ;               http://h/tt0133093/1080p.m3u8;   MOVIE
          Harbour S01E01;          Movies;         http://h/movie/u/p/1.mkv;        SERIES
          Harbour;                 ;               http://h/series/u/p/1.mkv;       SERIES
          """)
  void tellsKindsApart(String name, String group, String url, MediaKind kind) {
    assertThat(parser.parse(name, group == null ? "" : group, url, Map.of()).kind())
        .isEqualTo(kind);
  }

  @Test
  void findsIdsInAttributesNameAndAddress() {
    assertThat(parser.parse("A", "", "http://h/1.mkv", Map.of("tmdb-id", "603")).ids().tmdb())
        .isEqualTo(603);
    assertThat(parser.parse("A", "", "http://h/1.mkv", Map.of("tmdb-id", "0")).ids().isEmpty())
        .isTrue();
    assertThat(parser.parse("A", "", "http://h/1.mkv", Map.of("tvg-id", "tmdb:603")).ids().tmdb())
        .isEqualTo(603);
    assertThat(parser.parseName("Harbour (1999) [tmdbid-603]").ids().tmdb()).isEqualTo(603);
    assertThat(parser.parseName("Harbour (1999) {tvdb-81189}").ids().tvdb()).isEqualTo(81189);
    assertThat(parser.parseName("Harbour (1999) {imdb-tt0133093}").ids().imdb())
        .isEqualTo("tt0133093");
    assertThat(parser.parse("A", "", "http://h/tt0133093/a.m3u8", Map.of()).ids().imdb())
        .isEqualTo("tt0133093");
  }

  @Test
  void collectsQualityAndLanguages() {
    ParsedEntry parsed = parser.parseName("|4K-FR| Harbour (1999) [MULTI 1080p] ᴴᴱⱽᶜ");
    assertThat(parsed.quality()).contains("4K", "MULTI", "1080P", "HEVC");
    assertThat(parsed.languages()).containsExactly("FR");
    ParsedEntry described = parser.parseName("Harbour (1999) [Crime Drama] [Latino] Extended Cut");
    assertThat(described.languages()).containsExactly("LATINO");
    assertThat(described.quality()).containsExactly("EXTENDED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[(",
        "S1 ",
        "&",
        "1 ",
        "- ",
        "|",
        "?",
        "Ã",
        "season 1 ",
        "\"",
        "a/",
        "2019 ",
        "2019-01-01 ",
        "[B]",
        "[HD]",
        "[COLOR red]",
        "EN ",
        "EN - ",
        "S01 ",
        "第",
        "第1",
        "&amp;",
        "Ep.",
        "1x",
        "HD国语",
        "★ ",
        "Film "
      })
  void staysLinearOnAdversarialNames(String piece) {
    String name = piece.repeat(16_000 / piece.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 20; i++) {
            assertThat(parser.parse(name, name, "http://h/" + name, Map.of("tvg-id", name)))
                .isNotNull();
          }
        });
  }

  @Property(tries = 1000)
  void neverThrows(@ForAll String name, @ForAll String group, @ForAll String url) {
    ParsedEntry parsed = new EntryParser(2027).parse(name, group, url, Map.of("tvg-id", name));
    assertThat(parsed.title()).isNotNull();
  }
}
