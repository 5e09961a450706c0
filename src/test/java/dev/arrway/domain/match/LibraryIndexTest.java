package dev.arrway.domain.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.EntryParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LibraryIndexTest {

  private final EntryParser parser = new EntryParser(2027);
  private final List<LibraryTitle> titles = new ArrayList<>();

  @CanIgnoreReturnValue
  private LibraryIndexTest movie(String title, Integer year, String... alternates) {
    int id = titles.size() + 1;
    titles.add(
        new LibraryTitle(
            "radarr",
            "" + id,
            MediaKind.MOVIE,
            id,
            null,
            "tt100000" + id,
            title,
            null,
            List.of(alternates),
            year,
            null));
    return this;
  }

  @CanIgnoreReturnValue
  private LibraryIndexTest series(String title, Integer year, String... alternates) {
    int id = titles.size() + 1;
    titles.add(
        new LibraryTitle(
            "sonarr",
            "" + id,
            MediaKind.SERIES,
            null,
            id,
            null,
            title,
            null,
            List.of(alternates),
            year,
            null));
    return this;
  }

  private MatchResult match(String name) {
    return LibraryIndex.of(titles).match(parser.parseName(name));
  }

  @Test
  void sameTitleAndYearIsNearlySure() {
    movie("The Quiet Harbour", 2019);
    MatchResult result = match("EN - Quiet Harbour, The (2019) [4K]");
    assertThat(result.confidence()).isGreaterThanOrEqualTo(95);
    assertThat(result.method()).isEqualTo(MatchMethod.TITLE_YEAR);
    assertThat(result.reasons()).contains("same title", "same year");
    assertThat(result.title().libraryId()).isEqualTo("1");
  }

  @Test
  void aYearOffByOneIsLessSureAndAnotherYearCosts() {
    movie("Quiet Harbour", 2019);
    assertThat(match("Quiet Harbour (2020)").confidence()).isBetween(85, 92);
    assertThat(match("Quiet Harbour (2012)").isHeld()).isFalse();
  }

  @Test
  void theNearerYearWins() {
    movie("Quiet Harbour", 1980).movie("Quiet Harbour", 2019);
    assertThat(match("Quiet Harbour (2019)").title().libraryId()).isEqualTo("2");
    assertThat(match("Quiet Harbour").isHeld()).isFalse();
  }

  @Test
  void aTitleAloneIsHeldOnlyWhenNoOtherWorkHasTheName() {
    series("Low Tide", 2004);
    assertThat(match("Low Tide S01E01").isHeld()).isTrue();
    assertThat(match("Low Tide S01E01").confidence()).isLessThan(95);
    assertThat(match("Low Tide S01E01").reasons())
        .contains("only title of this name in the library");
    series("Low Tide", 1971);
    assertThat(match("Low Tide S01E01").isHeld()).isFalse();
  }

  @Test
  void countriesTellNamesakesApart() {
    series("Low Tide (US)", 2004).series("Low Tide (UK)", 2001);
    assertThat(match("Low Tide (UK) S01E01").title().libraryId()).isEqualTo("2");
    assertThat(match("Low Tide (UK) S01E01").isHeld()).isTrue();
    assertThat(match("Low Tide S01E01").isHeld()).isFalse();
    assertThat(match("Low Tide (AU) S01E01").isHeld()).isFalse();
  }

  @Test
  void numbersInTitlesAreNotYears() {
    movie("Blade Runner 2049", 2017)
        .movie("Wonder Woman 1984", 2020)
        .movie("1917", 2019)
        .movie("Blade Runner", 1982);
    assertThat(match("Blade Runner 2049").title().libraryId()).isEqualTo("1");
    assertThat(match("Wonder Woman 1984 (2020)").title().libraryId()).isEqualTo("2");
    assertThat(match("Wonder Woman 1984").title().libraryId()).isEqualTo("2");
    assertThat(match("1917").title().libraryId()).isEqualTo("3");
    assertThat(match("Blade Runner 1982").title().libraryId()).isEqualTo("4");
  }

  @Test
  void anotherPartIsNeverTheSame() {
    movie("Iron Coast II", 1999);
    assertThat(match("Iron Coast 2 (1999)").confidence()).isGreaterThanOrEqualTo(95);
    assertThat(match("Iron Coast III (1999)").isHeld()).isFalse();
    assertThat(match("Iron Coast (1999)").isHeld()).isFalse();
    List<MatchResult> candidates =
        LibraryIndex.of(titles).candidates("Iron Coast 3", 1999, MediaKind.MOVIE, 5);
    assertThat(candidates)
        .singleElement()
        .satisfies(c -> assertThat(c.confidence()).isLessThanOrEqualTo(40));
  }

  @Test
  void misspellingsMatchButOtherWordsDoNot() {
    movie("The Quiet Harbour", 2019);
    assertThat(match("The Queit Harbour (2019)").method()).isEqualTo(MatchMethod.FUZZY);
    assertThat(match("The Queit Harbour (2019)").isHeld()).isTrue();
    assertThat(match("The Qiet Harbour").isHeld()).isTrue();
    assertThat(match("The Queit Harbour (2011)").isHeld()).isFalse();
    assertThat(match("The Great Harbour (2019)").isHeld()).isFalse();
    assertThat(match("The Quiet Harbour Returns (2019)").isHeld()).isFalse();
  }

  @Test
  void idsDecide() {
    movie("Quiet Harbour", 2019);
    LibraryIndex index = LibraryIndex.of(titles);
    MatchResult same =
        index.match(parser.parse("Nonsense", "", "http://h/1.mkv", Map.of("tmdb-id", "1")));
    assertThat(same.confidence()).isEqualTo(100);
    assertThat(same.method().wireName()).isEqualTo("tmdb");
    MatchResult other =
        index.match(
            parser.parse("Quiet Harbour (2019)", "", "http://h/1.mkv", Map.of("tmdb-id", "999")));
    assertThat(other.isHeld()).isFalse();
    assertThat(other.confidence()).isLessThanOrEqualTo(40);
  }

  @Test
  void titlesInOtherScriptsAndPartsOfDoubleTitlesMatch() {
    movie("The Quiet Harbour", 2019, "静かな港", "Der stille Hafen");
    assertThat(match("静かな港 (2019)").isHeld()).isTrue();
    assertThat(match("The Quiet Harbour / Der stille Hafen (2019)").isHeld()).isTrue();
    assertThat(match("Something Else (Der stille Hafen) (2019)").isHeld()).isTrue();
    assertThat(match("DER STILLE HAFEN - 2019").isHeld()).isTrue();
  }

  @Test
  void candidatesComeBestFirstWithReasons() {
    movie("Quiet Harbour", 2019).movie("Quiet Harbor Lights", 2018).movie("Unrelated", 2019);
    List<MatchResult> found =
        LibraryIndex.of(titles).candidates("quiet harbour", 2019, MediaKind.MOVIE, 10);
    assertThat(found).extracting(r -> r.title().libraryId()).containsExactly("1", "2");
    assertThat(found.get(0).confidence()).isGreaterThan(found.get(1).confidence());
    assertThat(found).allSatisfy(r -> assertThat(r.reasons()).isNotEmpty());
  }

  @Test
  void twoHoldersOfOneWorkAreNoNamesakes() {
    movie("Quiet Harbour", 2019);
    LibraryTitle first = titles.get(0);
    titles.add(
        new LibraryTitle(
            "radarr-4k",
            "9",
            MediaKind.MOVIE,
            first.tmdbId(),
            null,
            first.imdbId(),
            first.title(),
            null,
            List.of(),
            2019,
            null));
    assertThat(match("Quiet Harbour").isHeld()).isTrue();
    assertThat(LibraryIndex.of(titles).size()).isEqualTo(1);
  }

  @Test
  void anEmptyLibraryHoldsNothing() {
    assertThat(match("Quiet Harbour (2019)")).isEqualTo(MatchResult.NONE);
  }

  @Test
  void copiesOfOneTitleShareAKey() {
    TitleKey plain = TitleKey.of(parser.parseName("Quiet Harbour (2019) [4K]"));
    TitleKey prefixed = TitleKey.of(parser.parseName("|FR| Quiet Harbour - 2019"));
    assertThat(plain).isEqualTo(prefixed);
    TitleKey one = TitleKey.of(parser.parseName("Low Tide S01E01"));
    TitleKey two = TitleKey.of(parser.parseName("Low Tide S01E02 1080p"));
    assertThat(one.title()).isEqualTo(two.title());
    assertThat(one.item()).isNotEqualTo(two.item());
  }

  @Test
  void whatMatchesSharesAKeyAndOtherTitlesShareNone() {
    movie("The Quiet Harbour", 2019, "Der stille Hafen");
    for (String name :
        List.of(
            "Quiet Harbour (2019)", "EN - The Queit Harbour (2019)", "Stille Hafen, Der - 2018")) {
      assertThat(match(name).isHeld()).as(name).isTrue();
      assertThat(MatchKeys.of(parser.parseName(name)))
          .as(name)
          .containsAnyElementsOf(MatchKeys.of(titles.get(0)));
    }
    assertThat(MatchKeys.of(parser.parseName("Iron Coast (2019)")))
        .doesNotContainAnyElementsOf(MatchKeys.of(titles.get(0)));
  }
}
