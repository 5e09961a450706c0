package dev.arrway.domain.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.m3u.M3uEntry;
import dev.arrway.domain.m3u.M3uParser;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.EntryParser;
import dev.arrway.domain.parse.ParsedEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Matches playlist entries whose titles are written in another way than the library's. */
class ProviderTitlesTest {

  private final EntryParser parser = new EntryParser(2027);
  private int ids;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9 1/2 Weeks (1986)",
        "9½ Weeks (1986)",
        "9.1.2.Weeks.1986.1080p",
        "8 1/2 (1963)",
        "8½ (1963)",
        "The Naked Gun 2 1/2: The Smell of Fear (1991)",
        "The.Naked.Gun.2.1.2.The.Smell.of.Fear.1991.1080p",
        "The Naked Gun 2½ The Smell of Fear - 1991",
        "¾ Harbour (2001)",
        "3/4 Harbour (2001)"
      })
  void matchesFractions(String name) {
    LibraryIndex library =
        library(
            movie("9½ Weeks", 1986),
            movie("8½", 1963),
            movie("The Naked Gun 2½: The Smell of Fear", 1991),
            movie("3/4 Harbour", 2001));
    assertThat(library.match(film(name)).isHeld()).isTrue();
  }

  @Test
  void keepsFractionsInDisplayedTitles() {
    assertThat(film("9½ Weeks (1986)").title()).isEqualTo("9½ Weeks");
    assertThat(film("Ünder ¾ Harbour (2001)").title()).isEqualTo("Ünder ¾ Harbour");
    assertThat(LibraryIndex.of(List.of(movie("91 2 Weeks", 1986))).match(film("9½ Weeks")).isHeld())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Romeo + Juliet;       Romeo & Juliet (1996)
          Romeo + Juliet;       Romeo and Juliet (1996)
          Romeo & Juliet;       Romeo + Juliet (1996)
          Romeo and Juliet;     Romeo+Juliet (1996)
          Salt, Iron & Sand;    Salt Iron + Sand (1996)
          + Velozes + Furiosos; + Velozes & Furiosos (1996)
          """)
  void readsPlusAsAnd(String held, String name) {
    assertThat(library(movie(held, 1996)).match(film(name)).confidence()).isGreaterThan(95);
  }

  @Test
  void keepsOtherPlusSigns() {
    assertThat(library(movie("Canal and", 1996)).match(film("Canal+ (1996)")).isHeld()).isFalse();
    assertThat(library(movie("and 1", 1996)).match(film("+1 (1996)")).isHeld()).isFalse();
    assertThat(
            library(movie("Class C and Detective", 1996))
                .match(film("Class C+ Detective (1996)"))
                .isHeld())
        .isFalse();
  }

  @Test
  void matchesSeriesWithPlus() {
    LibraryIndex library = library(series("Love, Death & Robots", 2019));
    assertThat(library.match(episode("LOVE DEATH + ROBOTS S01E01")).isHeld()).isTrue();
    assertThat(library.match(episode("Love Death and Robots S01E01")).isHeld()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          The Rocky Harbour Picture Show; Rocky Harbour Picture Show The (1975)
          The Rocky Harbour Picture Show; Rocky Harbour Picture Show, The (1975)
          A Quiet Harbour;                Quiet Harbour A (1975)
          Le Grand Phare;                 Grand Phare Le (1975)
          Der graue Turm;                 Graue Turm (Der) (1975)
          """)
  void matchesArticlesAtTheEnd(String held, String name) {
    assertThat(library(movie(held, 1975)).match(film(name)).isHeld()).isTrue();
  }

  @Test
  void needsTheYearForAnArticleAtTheEnd() {
    LibraryIndex library = library(movie("Das Phare Rouge", 1975));
    assertThat(library.match(film("Phare Rouge Das (1985)")).isHeld()).isFalse();
    assertThat(library.match(film("Phare Rouge Das")).isHeld()).isFalse();
  }

  @Test
  void matchesWithoutTheTypeBeforeTheTitle() {
    LibraryIndex library =
        library(movie("The Message", 1976, "الرسالة"), series("Al Noor", 2010, "النور"));
    ParsedEntry film =
        parser.parse("فيلم الرسالة (1976)", "أفلام", "http://h/movie/u/p/1.mp4", Map.of());
    ParsedEntry episode =
        parser.parse(
            "مسلسل النور الموسم 1 الحلقة 2", "مسلسلات", "http://h/series/u/p/2.mp4", Map.of());
    assertThat(library.match(film).isHeld()).isTrue();
    assertThat(library.match(episode).isHeld()).isTrue();
    assertThat(film.readings()).anyMatch(reading -> reading.title().equals("فيلم الرسالة"));
    assertThat(
            library(series("Lantern Bay", 2016))
                .match(episode("SERIE Lantern Bay S01E02"))
                .isHeld())
        .isTrue();
    assertThat(library(series("Série Noire", 2014)).match(episode("Série Noire S01E02")).isHeld())
        .isTrue();
    assertThat(
            library(movie("Film Stars Never Sleep", 2017))
                .match(film("Film Stars Never Sleep (2017)"))
                .isHeld())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Headcases (2008), Head Cases, 2005",
    "Head Cases (2008), Headcases, 2005",
    "Headcases, Head Cases, 2005",
    "Now Here (2010), Nowhere, 2015",
    "Every Day (2018), Everyday, 2012"
  })
  void needsMoreThanTheSameLetters(String name, String held, int year) {
    MatchResult result = library(movie(held, year)).match(film(name));
    assertThat(result.isHeld()).isFalse();
    boolean dated = name.endsWith(")");
    assertThat(result.title() == null).isEqualTo(dated);
  }

  @ParameterizedTest
  @CsvSource({
    "Headcases (2005), Head Cases, 2005",
    "Spider Man (2003), Spider-Man, 2002",
    "Spiderman, Spider-Man, 2002",
    "Spider-Man, Spider Man, 2002",
    "S.W.A.T., SWAT, 2003",
    "Apollo13, Apollo 13, 1995"
  })
  void acceptsTheSameWordsInAnotherSpelling(String name, String held, int year) {
    assertThat(library(movie(held, year)).match(film(name)).isHeld()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "La bahía / Lantern Bay (2016)",
        "La bahía (Lantern Bay) (2016)",
        "Lantern Bay خليج الفوانيس (2016)",
        "灯湾 Lantern Bay (2016)",
        "La bahía | Lantern Bay (2017)"
      })
  void matchesOneOfTwoTitles(String name) {
    assertThat(library(movie("Lantern Bay", 2016)).match(film(name)).isHeld()).isTrue();
  }

  @Test
  void acceptsAYearThatDiffersByOneWhenNoFilmHasTheYear() {
    LibraryIndex library = library(movie("Lantern Bay", 2016), movie("Lantern Bay", 1980));
    MatchResult near = library.match(film("Lantern Bay (2017)"));
    assertThat(near.confidence()).isBetween(85, 92);
    assertThat(near.title().year()).isEqualTo(2016);
    LibraryIndex both = library(movie("Lantern Bay", 2016), movie("Lantern Bay", 2017));
    assertThat(both.match(film("Lantern Bay (2017)")).title().year()).isEqualTo(2017);
    assertThat(both.match(film("Lantern Bay (1981)")).isHeld()).isFalse();
  }

  @Test
  void takesTextBehindTheYearForTheTitleWhenTheLibraryHasIt() {
    LibraryIndex library = library(movie("Lantern Bay The Final Voyage", 2016));
    assertThat(library.match(film("Lantern Bay (2016) The Final Voyage")).isHeld()).isTrue();
    assertThat(film("Lantern Bay (2016) The Final Voyage").title()).isEqualTo("Lantern Bay");
  }

  @Test
  void readsYearAndDurationFromTheEntry() {
    List<ParsedEntry> read =
        parse(
            """
            #EXTM3U
            #EXTINF:5760 year="2019" group-title="Ultra HD",Quiet Harbour (4K HDR)
            #EXTIMG:http://h.example/p.jpg
            #EXTDESC:Text
            http://h.example/stream.m3u8
            #EXTINF:5760 year="2019" group-title="VOD",Quiet Harbour
            http://h.example/movie/u/p/1.mp4
            #EXTINF:5760 group-title="Ultra HD",Quiet Harbour (4K HDR)
            http://h.example/stream.m3u8
            #EXTINF:-1 duration="96" release-date="2019-05-14",Quiet Harbour
            http://h.example/stream2.m3u8
            #EXTINF:-1 year="2019",Quiet Woman 1984
            http://h.example/movie/u/p/2.mp4
            """);
    assertThat(read).allMatch(entry -> entry.kind() == MediaKind.MOVIE);
    assertThat(read).extracting(ParsedEntry::year).containsExactly(2019, 2019, null, 2019, 2019);
    assertThat(read.get(0).title()).isEqualTo("Quiet Harbour");
    assertThat(read.get(4).title()).isEqualTo("Quiet Woman 1984");
  }

  @Test
  void keepsChannelsWithADuration() {
    List<ParsedEntry> read =
        parse(
            """
            #EXTM3U
            #EXTINF:5760 group-title="UK",UK: Harbour TV HD
            http://h.example/u/p/1
            #EXTINF:0,Harbour TV
            http://h.example/u/p/2
            #EXTINF:5760 group-title="News",Harbour One
            http://h.example/u/p/3
            #EXTINF:60,Harbour Two
            http://h.example/u/p/3
            """);
    assertThat(read).allMatch(entry -> entry.kind() == MediaKind.LIVE);
  }

  @Test
  void showsOneSeriesWhateverItsEpisodesAreCalled() {
    List<String> names =
        List.of(
            "Lantern Bay - S07E23 The Emperor (1966)",
            "Lantern Bay S07E24 The Escape (1967)",
            "Lantern Bay S07E25",
            "EN - Lantern Bay - 7x26 - Nineteen",
            "Lantern Bay Season 7 Episode 27 1080p",
            "Lantern Bay - EP 28",
            "Lantern Bay - 1029");
    List<String> titles = new ArrayList<>();
    for (String name : names) {
      titles.add(TitleKey.of(episode(name)).title());
    }
    assertThat(titles).containsOnly("series:lanternbay");
  }

  private List<ParsedEntry> parse(String playlist) {
    List<M3uEntry> entries = new ArrayList<>();
    M3uParser m3u = new M3uParser(entries::add);
    m3u.accept(playlist.getBytes(StandardCharsets.UTF_8));
    m3u.finish();
    return entries.stream().map(parser::parse).toList();
  }

  private ParsedEntry film(String name) {
    return parser.parse(name, "", "http://h/movie/u/p/1.mkv", Map.of());
  }

  private ParsedEntry episode(String name) {
    return parser.parse(name, "", "http://h/series/u/p/1.mkv", Map.of());
  }

  private static LibraryIndex library(LibraryTitle... titles) {
    return LibraryIndex.of(List.of(titles));
  }

  private LibraryTitle movie(String title, int year, String... others) {
    return title(MediaKind.MOVIE, title, year, others);
  }

  private LibraryTitle series(String title, int year, String... others) {
    return title(MediaKind.SERIES, title, year, others);
  }

  private LibraryTitle title(MediaKind kind, String title, int year, String... others) {
    int id = ++ids;
    return new LibraryTitle(
        "1",
        Integer.toString(id),
        kind,
        kind == MediaKind.MOVIE ? id : null,
        kind == MediaKind.SERIES ? id : null,
        null,
        title,
        null,
        List.of(others),
        year,
        null);
  }
}
