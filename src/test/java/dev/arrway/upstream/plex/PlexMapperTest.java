package dev.arrway.upstream.plex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Fixtures;
import dev.arrway.upstream.shared.media.KnownIds;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlexMapperTest {
  private static <T> T read(String text, Class<T> type) {
    return WireJson.read(new HttpAnswer(200, Map.of(), Buffer.buffer(text)), type);
  }

  private static final List<PlexWire.Item> ITEMS =
      Fixtures.rows(PlexWire.Item.class)
          .all(read(Fixtures.text("plex/items.json"), PlexWire.Items.class).container().items());

  private static List<MediaLibrary> libraries(String text) {
    var progress =
        PlexMapper.progress(read(Fixtures.text("plex/activities.json"), PlexWire.Activities.class));
    return PlexMapper.libraries(
        Fixtures.rows(PlexWire.Section.class)
            .all(
                PlexMapper.required(
                        read(text, PlexWire.Sections.class).container(), "MediaContainer")
                    .sections()),
        progress);
  }

  @Test
  void librariesOfAllKinds() {
    assertThat(libraries(Fixtures.text("plex/sections.json")))
        .containsExactly(
            new MediaLibrary(
                "1",
                "Filme & Más",
                "movies",
                List.of("/data/Filme & Más", "D:\\Media\\Movies"),
                true,
                0.25,
                Instant.ofEpochSecond(1_726_069_332)),
            new MediaLibrary("2", "TV", "series", List.of("/data/tv"), false, null, null),
            new MediaLibrary("3", "Photos", "photos", List.of(), false, null, null),
            new MediaLibrary("4", "4", "other", List.of(), true, null, null));
  }

  @Test
  void aServerWithoutLibrariesLeavesTheListOut() {
    assertThat(libraries("{\"MediaContainer\":{\"size\":0}}")).isEmpty();
  }

  @Test
  void whatIsNoAnswerOfPlexIsNotTakenForAnEmptyOne() {
    for (String text :
        List.of(
            "{\"x\":1}",
            "{\"MediaContainer\":null}",
            "{\"MediaContainer\":{\"Directory\":[{\"type\":\"movie\"}]}}",
            "{\"MediaContainer\":{\"Directory\":[{\"key\":\"../1\"}]}}")) {
      assertThatThrownBy(() -> libraries(text)).isInstanceOf(FailureException.class);
    }
  }

  @Test
  void idsOfNewAndOldAgents() {
    assertThat(ITEMS.stream().map(PlexMapper::ids))
        .containsExactly(
            new KnownIds("700001", "5", "tt7000001"),
            new KnownIds(null, null, "tt7000002"),
            new KnownIds("700003", null, null),
            KnownIds.NONE,
            new KnownIds(null, "77", null));
  }

  @Test
  void itemsWithAndWithoutFiles() {
    assertThat(PlexMapper.item(ITEMS.get(0), "1"))
        .isEqualTo(
            new MediaItem(
                "10",
                "1",
                "The Glass Harbour",
                2001,
                "/data/movies/The Glass Harbour (2001)/a.mkv",
                Instant.ofEpochSecond(1_700_000_000)));
    assertThat(PlexMapper.item(ITEMS.get(1), "1"))
        .isEqualTo(new MediaItem("11", "1", "Old Agent", 2002, null, null));
    assertThat(PlexMapper.item(ITEMS.get(4), "2").path()).isEqualTo("/data/tv/x");
  }

  @Test
  void whatWaitsInTheTrashIsNotThere() {
    assertThat(ITEMS.stream().map(PlexMapper::there))
        .containsExactly(true, true, false, true, true);
  }

  @Test
  void aCapturedAnswerIsRead() throws IOException {
    Optional<Path> file =
        Stream.concat(
                Stream.ofNullable(System.getProperty("arrway.shared")),
                Stream.of("../shared", "../../shared"))
            .map(folder -> Path.of(folder, "upstreams/fixtures/plex/library_sections.json"))
            .filter(Files::exists)
            .findFirst();
    if (file.isEmpty()) {
      System.out.println("skipped: the captured answer of a Plex is not here");
    }
    assumeTrue(file.isPresent());
    List<MediaLibrary> libraries = libraries(Files.readString(file.get()));
    assertThat(libraries)
        .extracting(MediaLibrary::id)
        .containsExactly("7", "13", "1", "6")
        .doesNotHaveDuplicates();
    assertThat(libraries).allMatch(library -> library.kind().equals("movies"));
    assertThat(libraries.get(3).locations())
        .containsExactly("/Movies (Documentaries)", "/Plex Library/Documentaries");
  }
}
