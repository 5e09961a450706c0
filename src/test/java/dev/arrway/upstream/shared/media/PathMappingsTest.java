package dev.arrway.upstream.shared.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.MediaPath;
import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathMappingsTest {
  private static String mapped(Map<String, String> folders, String path) {
    return PathMappings.of(folders).toServer(path).text();
  }

  @ParameterizedTest
  @CsvSource({
    "/movies/A (2001)/a.mkv, /data/films/A (2001)/a.mkv",
    "/movies, /data/films",
    "/movies/, /data/films",
    "/movies2/A, /movies2/A",
    "/movies/kids/B, /kids/B",
    "/movies/kidsandmore/B, /data/films/kidsandmore/B",
    "/Movies/A, /Movies/A",
    "/movies//A/./b, /data/films/A/b",
    "/movies/kids/../A, /data/films/A",
    "/movies/../etc, /etc",
    "/other/A, /other/A",
    "'/movies/Ça & là + \u00fc', '/data/films/Ça & là + \u00fc'",
  })
  void theLongestFolderThatFitsIsPutInPlace(String path, String expected) {
    assertThat(mapped(Map.of("/movies/", "/data/films", "/movies/kids", "/kids/"), path))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/data/media/Movies/A (2001), D:\\Media\\Movies\\A (2001)",
    "/data/media, D:\\Media",
    "/data/tv/S, \\\\nas\\share\\tv\\S",
    "c:\\downloads\\X, /mnt/c/X",
    "C:/Downloads/x/y.mkv, /mnt/c/x/y.mkv",
    "C:\\Downloads2\\x, C:\\Downloads2\\x",
    "\\\\NAS\\Films\\A, /films/A",
  })
  void hostsMayWritePathsDifferently(String path, String expected) {
    Map<String, String> folders =
        Map.of(
            "/data/media", "D:\\Media\\",
            "/data/tv", "\\\\nas\\share\\tv",
            "C:\\Downloads", "/mnt/c",
            "\\\\nas\\films", "/films");
    assertThat(mapped(folders, path)).isEqualTo(expected);
  }

  @Test
  void aWholeDiskCanBeMapped() {
    assertThat(mapped(Map.of("/", "/mnt/host"), "/a/b")).isEqualTo("/mnt/host/a/b");
    assertThat(mapped(Map.of("/a", "D:\\"), "/a")).isEqualTo("D:\\");
    assertThat(mapped(Map.of("/a", "/"), "/a/b")).isEqualTo("/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"movies/A", "", "C:x", "\\\\nas", "./a", "/a\nb"})
  void whatIsNotAbsoluteIsInvalid(String path) {
    assertThatThrownBy(() -> mapped(Map.of(), path))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().errors()).extracting("field").containsExactly("path"));
    assertThatThrownBy(() -> PathMappings.of(Map.of("/a", path)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure().errors())
                    .extracting("field")
                    .containsExactly("settings.path_mappings"));
  }

  @Provide
  Arbitrary<String> folders() {
    Arbitrary<String> part =
        Arbitraries.strings()
            .withChars("abcABC éß漢+&%#? '\"\\")
            .ofMinLength(1)
            .ofMaxLength(4)
            .filter(text -> !text.equals("."));
    return part.list().ofMinSize(1).ofMaxSize(4).map(parts -> "/" + String.join("/", parts));
  }

  @Property
  void whatLiesBelowAFolderLiesBelowItsTarget(
      @ForAll("folders") String from,
      @ForAll("folders") String to,
      @ForAll("folders") String rest) {
    assertThat(mapped(Map.of(from, to), from + rest)).isEqualTo(to + rest);
    assertThat(mapped(Map.of(from + "/", to + "/"), from + rest + "/")).isEqualTo(to + rest);
  }

  @Property
  void whatOnlyBeginsLikeAFolderStays(
      @ForAll("folders") String from,
      @ForAll("folders") String to,
      @ForAll("folders") String rest) {
    assertThat(mapped(Map.of(from, to), from + "2" + rest)).isEqualTo(from + "2" + rest);
  }

  @Property
  void thereAndBackIsTheSame(
      @ForAll("folders") String from,
      @ForAll("folders") String to,
      @ForAll("folders") String rest) {
    assertThat(mapped(Map.of(to, from), mapped(Map.of(from, to), from + rest)))
        .isEqualTo(from + rest);
  }

  @Property
  void theOrderOfMappingsDoesNotMatter(
      @ForAll("folders") String outer, @ForAll("folders") String inner) {
    Map<String, String> one = new LinkedHashMap<>();
    one.put(outer, "/outer");
    one.put(outer + inner, "/inner");
    Map<String, String> other = new LinkedHashMap<>();
    other.put(outer + inner, "/inner");
    other.put(outer, "/outer");
    assertThat(mapped(one, outer + inner + "/x")).isEqualTo("/inner/x");
    assertThat(mapped(other, outer + inner + "/x")).isEqualTo("/inner/x");
  }

  private static MediaLibrary library(String id, String... locations) {
    return new MediaLibrary(id, "Library " + id, "movies", List.of(locations), false, null, null);
  }

  private static final List<MediaLibrary> LIBRARIES =
      List.of(
          library("1", "/data/movies", "/more/"),
          library("2", "/data/movies/kids"),
          library("3", "D:\\Media\\Movies"));

  @ParameterizedTest
  @CsvSource({
    "/data/movies/A, 1",
    "/data/movies, 1",
    "/data/movies/kids/A, 2",
    "/data/movies/kids2/A, 1",
    "/more/A, 1",
    "d:\\media\\movies\\A, 3",
  })
  void aPathBelongsToTheLibraryWithTheLongestFolder(String path, String id) {
    assertThat(Locations.require(MediaPath.parse(path).orElseThrow(), LIBRARIES).id())
        .isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/movies2/A", "/data", "/", "D:\\Media", "/Data/movies/A"})
  void aPathOutsideOfAllIsNamedTogetherWithWhatThereIs(String path) {
    assertThatThrownBy(() -> Locations.require(MediaPath.parse(path).orElseThrow(), LIBRARIES))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.UPSTREAM_REJECTED);
              assertThat(e.failure().detail())
                  .contains(MediaPath.parse(path).orElseThrow().text())
                  .contains(
                      "/data/movies, /data/movies/kids, /more/, D:\\Media\\Movies".split(", "));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "/m/A (2001)/a.MKV, /m/A (2001)",
    "/m/A.2001.x264, /m/A.2001.x264",
    "/m/a.mp4, /m",
    "/a.mkv, /a.mkv",
    "D:\\m\\a.avi, D:\\m",
  })
  void theFolderOfAVideoFile(String path, String folder) {
    assertThat(MediaPath.parse(path).orElseThrow().folder().text()).isEqualTo(folder);
  }

  private static MediaWanted wanted(String title, Integer year, Integer tmdb, String imdb) {
    return new MediaWanted(true, title, year, tmdb, null, imdb, null, null);
  }

  @Test
  void titlesAreToldApartByTheirIds() {
    KnownIds ids = new KnownIds("603", null, "tt0133093");
    assertThat(ids.are(wanted("Other", 1900, 603, null), "The Matrix", 1999)).isTrue();
    assertThat(ids.are(wanted("The Matrix", 1999, 604, "TT0133093"), "x", null)).isTrue();
    assertThat(ids.are(wanted("The Matrix", 1999, 604, null), "The Matrix", 1999)).isFalse();
  }

  @Test
  void onlyWhatTheServerCouldNotIdentifyIsComparedByTitleAndYear() {
    MediaWanted wanted = wanted("The Matrix", 1999, 603, null);
    assertThat(KnownIds.NONE.are(wanted, "the matrix!", 1999)).isTrue();
    assertThat(KnownIds.NONE.are(wanted, "The Matrix", 2021)).isFalse();
    assertThat(KnownIds.NONE.are(wanted, null, 1999)).isFalse();
    assertThat(KnownIds.NONE.are(wanted("The Matrix", null, 603, null), "The Matrix", null))
        .isFalse();
    assertThat(new KnownIds(null, "1", null).are(wanted, "The Matrix", 1999)).isFalse();
  }
}
