package dev.arrway.feature.imports.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.domain.media.MediaKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists in every form, the ugly ones included. */
class ContentReadersTest {
  static String fixture(String name) {
    try (InputStream in = ContentReadersTest.class.getResourceAsStream("/imports/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Candidate> read(ContentType type, String content) {
    return type.read(content, 100_000);
  }

  private static List<Candidate> csv(String content) {
    return read(ContentType.CSV, content);
  }

  private static Candidate row(int line, String title, Integer year, Integer tmdb) {
    return new Candidate(line, null, title, year, tmdb, null, null, null);
  }

  private static Candidate only(List<Candidate> rows) {
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  @Test
  void aTableSaysWhichColumnIsWhichInUsualSpellings() {
    assertThat(csv("Title,Release Year,TMDB ID,IMDb_Id,tvdbId\nHeat,1995,949,tt0113277,7\n"))
        .containsExactly(new Candidate(2, null, "Heat", 1995, 949, 7, "tt0113277", null));
    assertThat(csv("year;NAME\n1995;Heat\n")).containsExactly(row(2, "Heat", 1995, null));
    assertThat(csv("tmdb\ttitle\n949\tHeat, again\n"))
        .containsExactly(row(2, "Heat, again", null, 949));
    assertThat(csv("\uFEFFtitle\r\nHeat (1995)\r\n\r\nRonin\r\n"))
        .containsExactly(row(2, "Heat", 1995, null), row(4, "Ronin", null, null));
  }

  @Test
  void quotesMayHoldSeparatorsQuotesAndLineBreaks() {
    assertThat(
            csv(
                "title,year,notes\n\"Good, the Bad\",1966,\"two\nlines\"\n\"\"\"Q\"\"\",1990,x\n"
                    + "Ronin,1998,\n"))
        .containsExactly(
            row(2, "Good, the Bad", 1966, null),
            row(4, "\"Q\"", 1990, null),
            row(5, "Ronin", 1998, null));
  }

  @Test
  void aLineWhoseQuotesDoNotFitCostsItselfAlone() {
    List<Candidate> rows =
        csv("title,year\nHeat,1995\n\"Open,1990\nRonin,1998\n\"a\" b,1991\nSpy,2015\n");
    assertThat(rows)
        .extracting(Candidate::title)
        .containsExactly("Heat", null, "Ronin", null, "Spy");
    assertThat(rows).extracting(Candidate::line).containsExactly(2, 3, 4, 5, 6);
    assertThat(rows.get(1).error()).contains("quotes");
  }

  @Test
  void whatIsWrongWithARowIsSaidOfThatRow() {
    List<Candidate> rows =
        csv(
            "title,year,tmdb_id,imdb_id,type\n"
                + "Heat,soon,,,\n"
                + ",,,,movie\n"
                + "Heat,1995,12a,,\n"
                + "Heat,1995,949,,videoGame\n"
                + "Heat,soon,949,,\n"
                + "Heat,,,0113277,\n"
                + ",,,,\n"
                + "Heat,1995,949.0,,Movie\n");
    assertThat(rows)
        .extracting(Candidate::error)
        .containsExactly(
            "year: 'soon' is no year.",
            "The row states neither a title nor an id.",
            "tmdb_id: '12a' is no id.",
            "This is of the type 'videoGame': only movies and series can be added.",
            null,
            null,
            null);
    assertThat(rows.get(5).imdbId()).isEqualTo("tt0113277");
    assertThat(rows.get(6))
        .isEqualTo(new Candidate(9, MediaKind.MOVIE, "Heat", 1995, 949, null, null, null));
  }

  @Test
  void aTableWithoutAKnownColumnIsRefusedAsAWhole() {
    assertThatThrownBy(() -> csv("Heat,1995\n"))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining("title, tmdb_id");
    assertThatThrownBy(() -> csv("")).isInstanceOf(UnreadableSource.class);
    assertThatThrownBy(() -> csv("\"title,year\nHeat\n")).isInstanceOf(UnreadableSource.class);
    assertThatThrownBy(() -> read(ContentType.IMDB, "Title,Year\nHeat,1995"))
        .hasMessageContaining("Const");
  }

  @Test
  void moreRowsThanTheLimitAreRefused() {
    Map<ContentType, String> threeRows =
        Map.of(
            ContentType.CSV, "title\nA\nB\nC",
            ContentType.TEXT, "A\nB\nC",
            ContentType.JSON, "{\"movies\":[\"A\",\"B\"],\"shows\":[\"C\"]}");
    threeRows.forEach(
        (type, content) -> {
          assertThat(type.read(content, 3)).hasSize(3);
          assertThatThrownBy(() -> type.read(content, 2))
              .hasMessageContaining("2 rows")
              .hasMessageContaining("limits.import_rows");
        });
  }

  @Test
  void textHasATitleAnIdOrAnAddressALine() {
    List<Candidate> rows = read(ContentType.TEXT, fixture("list.txt"));
    assertThat(rows)
        .containsExactly(
            row(2, "The Matrix", 1999, null),
            row(4, "12 Angry Men", 1957, null),
            row(5, "Blade Runner 2049", null, null),
            new Candidate(6, null, null, null, null, null, "tt0133093", null),
            new Candidate(7, null, null, null, null, null, "tt0113277", null),
            new Candidate(8, MediaKind.MOVIE, null, null, 603, null, null, null),
            new Candidate(9, MediaKind.SERIES, null, null, 1396, null, null, null),
            new Candidate(10, MediaKind.SERIES, null, null, null, 81189, null, null),
            new Candidate(11, MediaKind.SERIES, "breaking bad", null, null, null, null, null),
            row(12, null, null, 949),
            new Candidate(13, null, "Heat", 1995, null, null, "tt0113277", null),
            row(14, "Ronin", 1998, null),
            row(15, "1917", 2019, null),
            Candidate.unreadable(16, "The line holds neither a title nor an id that is known."),
            new Candidate(17, MediaKind.SERIES, null, null, null, 121361, null, null),
            row(18, "[REC]", 2007, null));
  }

  @Test
  void jsonMayComeFromRadarrSonarrTraktAndTmdb() {
    List<Candidate> rows = read(ContentType.JSON, fixture("list.json"));
    assertThat(rows)
        .containsExactly(
            new Candidate(1, null, "The Matrix", 1999, 603, null, "tt0133093", null),
            new Candidate(2, null, "Breaking Bad", 2008, 1396, 81189, "tt0903747", null),
            new Candidate(3, MediaKind.MOVIE, "Heat", 1995, 949, null, "tt0113277", null),
            new Candidate(4, MediaKind.SERIES, "Lost", 2004, 4607, 73739, null, null),
            new Candidate(5, MediaKind.MOVIE, "Ronin", 1998, 8195, null, null, null),
            new Candidate(6, MediaKind.SERIES, "Dark", 2017, 70523, null, null, null),
            row(7, "Spy", 2015, null),
            Candidate.unreadable(8, "This element is no object."),
            Candidate.unreadable(9, "The row states neither a title nor an id."),
            row(10, "Dune", 2021, 438631));
    assertThat(read(ContentType.JSON, "{\"id\":1,\"items\":[{\"title\":\"Heat\"}]}"))
        .containsExactly(row(1, "Heat", null, null));
    assertThatThrownBy(() -> read(ContentType.JSON, "[{\"title\":\n]"))
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> read(ContentType.JSON, "7")).isInstanceOf(UnreadableSource.class);
    assertThatThrownBy(() -> read(ContentType.JSON, "")).isInstanceOf(UnreadableSource.class);
  }

  @Test
  void everyArrayOfAJsonListIsReadAndItsNameSaysWhatItHolds() {
    assertThat(
            read(
                ContentType.JSON,
                "{\"movies\":[{\"title\":\"Heat\",\"release_year\":1995}],"
                    + "\"shows\":[{\"title\":\"Lost\",\"release_year\":\"2004\"}],"
                    + "\"genres\":[{\"id\":1,\"name\":\"Drama\"}]}"))
        .containsExactly(
            new Candidate(1, MediaKind.MOVIE, "Heat", 1995, null, null, null, null),
            new Candidate(2, MediaKind.SERIES, "Lost", 2004, null, null, null, null));
    assertThat(
            read(
                ContentType.JSON,
                "{\"data\":{\"watched\":[{\"name\":\"Heat\"}],\"planned\":[\"Ronin (1998)\"]}}"))
        .containsExactly(row(1, "Heat", null, null), row(2, "Ronin", 1998, null));
    assertThat(read(ContentType.JSON, "{\"tv_shows\":[{\"Title\":\"Dark\",\"TVDB ID\":334824}]}"))
        .containsExactly(
            new Candidate(1, MediaKind.SERIES, "Dark", null, null, 334824, null, null));
  }

  @Test
  void fieldsOfOtherListsAreUnderstoodInAnySpelling() {
    assertThat(
            read(
                ContentType.JSON,
                "[{\"id\":949,\"title\":\"Heat\",\"release_year\":1995,\"mediatype\":\"movie\"},"
                    + "{\"id\":12,\"tvdbid\":73739,\"title\":\"Lost\",\"mediatype\":\"show\",\"ReleaseYear\":2004},"
                    + "{\"id\":\"tt0113277\",\"primaryTitle\":\"x\",\"Name\":\"Heat\"},"
                    + "{\"id\":7,\"tmdbId\":949,\"title\":\"Heat\"}]"))
        .containsExactly(
            new Candidate(1, MediaKind.MOVIE, "Heat", 1995, 949, null, null, null),
            new Candidate(2, MediaKind.SERIES, "Lost", 2004, 12, 73739, null, null),
            new Candidate(3, null, "Heat", null, null, null, "tt0113277", null),
            row(4, "Heat", null, 949));
  }

  @Test
  void titlesOfAListThatWasReadInAWrongEncodingAreRepaired() {
    assertThat(csv("title,year\nAmÃ©lie,2001\nLe CÅ“ur des hommes,2003\nÂ¡Three Amigos!,1986\n"))
        .extracting(Candidate::title)
        .containsExactly("Amélie", "Le Cœur des hommes", "¡Three Amigos!");
    assertThat(read(ContentType.JSON, "[{\"title\":\"AmÃ©lie\"}]"))
        .extracting(Candidate::title)
        .containsExactly("Amélie");
    assertThat(read(ContentType.TEXT, "AmÃ©lie (2001)\nÃtalo\n"))
        .extracting(Candidate::title)
        .containsExactly("Amélie", "Ãtalo");
  }

  @Test
  void aLetterboxdListMayDescribeItselfInAnyWay() {
    String rows =
        "Position,Name,Year,URL,Description\n"
            + "1,Suspiria,1977,https://boxd.it/2a1m,\n"
            + "2,Halloween,1978,,\n";
    for (String before :
        List.of(
            "Date,Name,Tags,URL,Description\n"
                + "2020-01-02,My best of,,https://boxd.it/abcd,A list\n\n",
            "Letterboxd list export v7\nDate,Name\n2020-01-02,x\n\n",
            "Name\r\nMy best of\r\n\r\n",
            "")) {
      assertThat(read(ContentType.LETTERBOXD, before + rows))
          .as(before)
          .extracting(row -> row.title() + " " + row.year())
          .containsExactly("Suspiria 1977", "Halloween 1978");
    }
    assertThat(csv("Name,Year\nPosition,2020\n\nPosition Among The Stars,2010\n"))
        .extracting(Candidate::title)
        .containsExactly("Position", "Position Among The Stars");
  }

  @Test
  void letterboxdExportsHoldFilms() {
    assertThat(read(ContentType.LETTERBOXD, fixture("letterboxd.csv")))
        .containsExactly(
            new Candidate(2, MediaKind.MOVIE, "The Matrix", 1999, null, null, null, null),
            new Candidate(3, MediaKind.MOVIE, "I, Tonya", 2017, null, null, null, null),
            new Candidate(4, MediaKind.MOVIE, "Untitled", null, null, null, null, null));
    assertThat(only(read(ContentType.LETTERBOXD, fixture("letterboxd-list.csv"))))
        .isEqualTo(new Candidate(5, MediaKind.MOVIE, "Heat", 1995, null, null, null, null));
  }

  @Test
  void imdbExportsSayWhatEachRowIs() {
    List<Candidate> rows = read(ContentType.IMDB, fixture("imdb.csv"));
    assertThat(rows)
        .extracting(Candidate::imdbId)
        .containsExactly("tt0133093", "tt0903747", "tt0959621", "tt0113277");
    assertThat(rows)
        .extracting(Candidate::kind)
        .containsExactly(MediaKind.MOVIE, MediaKind.SERIES, null, MediaKind.MOVIE);
    assertThat(rows.get(0).title()).isEqualTo("The Matrix");
    assertThat(rows.get(0).year()).isEqualTo(1999);
    assertThat(rows.get(2).error()).contains("TV Episode");
    assertThat(rows).extracting(Candidate::line).containsExactly(2, 3, 4, 6);
  }

  @Test
  void anEndlessTitleIsCut() {
    Candidate row = only(read(ContentType.TEXT, "x".repeat(10_000)));
    assertThat(row.title()).hasSize(500).endsWith("…");
  }
}
