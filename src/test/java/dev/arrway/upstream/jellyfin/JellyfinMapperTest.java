package dev.arrway.upstream.jellyfin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Fixtures;
import dev.arrway.upstream.shared.media.KnownIds;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JellyfinMapperTest {
  private static final List<JellyfinWire.Folder> FOLDERS =
      Fixtures.list("jellyfin/folders.json", JellyfinWire.Folder.class);
  private static final List<JellyfinWire.Task> TASKS =
      Fixtures.list("jellyfin/tasks.json", JellyfinWire.Task.class);
  private static final List<JellyfinWire.Item> ITEMS =
      Fixtures.list("jellyfin/items.json", JellyfinWire.Item.class);

  @Test
  void librariesOfAllKindsWhileAllAreScanned() {
    Instant scanned = Instant.parse("2026-01-15T14:22:15.1234567Z");
    assertThat(JellyfinMapper.libraries(FOLDERS, TASKS))
        .containsExactly(
            new MediaLibrary(
                "f137a2dd21bbc1b99aa5c0f6bf02a805",
                "Movies",
                "movies",
                List.of("/media/movies", "/media/více filmů"),
                true,
                0.405,
                scanned),
            new MediaLibrary(
                "a656b907eb3a73532e40e44b968d0225",
                "Shows",
                "series",
                List.of("D:\\TV"),
                true,
                0.125,
                scanned),
            new MediaLibrary(
                "7e64e319657a9516ec78490da03edccb",
                "Everything",
                "mixed",
                List.of(),
                true,
                null,
                scanned),
            new MediaLibrary(
                "0f0e0d0c-0b0a-0908-0706-050403020100",
                "Books",
                "other",
                List.of(),
                true,
                0.125,
                scanned));
  }

  @Test
  void withoutTasksOnlyWhatIsScannedByItselfIsSeen() {
    assertThat(JellyfinMapper.libraries(FOLDERS, List.of()))
        .extracting(MediaLibrary::refreshing)
        .containsExactly(true, false, true, false);
  }

  @Test
  void ids() {
    assertThat(JellyfinMapper.ids(ITEMS.get(0)))
        .isEqualTo(new KnownIds("700001", null, "tt7000001"));
    assertThat(JellyfinMapper.ids(ITEMS.get(1))).isEqualTo(KnownIds.NONE);
    assertThat(JellyfinMapper.ids(ITEMS.get(2))).isEqualTo(KnownIds.NONE);
  }

  @Test
  void itemsKnowTheirLibraryByTheirPath() {
    List<MediaLibrary> libraries = JellyfinMapper.libraries(FOLDERS, TASKS);
    assertThat(JellyfinMapper.item(ITEMS.get(0), libraries))
        .isEqualTo(
            new MediaItem(
                "11111111111111111111111111111111",
                "f137a2dd21bbc1b99aa5c0f6bf02a805",
                "The Glass Harbour",
                2001,
                "/media/movies/The Glass Harbour (2001)/a.mkv",
                Instant.parse("2024-03-01T10:20:30.1234567Z")));
    assertThat(JellyfinMapper.item(ITEMS.get(1), libraries))
        .isEqualTo(
            new MediaItem("22222222222222222222222222222222", null, "Unknown", null, null, null));
    assertThat(JellyfinMapper.item(ITEMS.get(3), libraries).libraryId())
        .isEqualTo("a656b907eb3a73532e40e44b968d0225");
  }

  @Test
  void episodesThatHaveNotComeAreNotThere() {
    assertThat(JellyfinMapper.there(ITEMS.get(2))).isFalse();
    assertThat(JellyfinMapper.there(ITEMS.get(3))).isTrue();
  }

  @Test
  void aFileMayHoldSeveralEpisodes() {
    JellyfinWire.Item two = ITEMS.get(3);
    assertThat(JellyfinMapper.isEpisode(two, 1, 1)).isTrue();
    assertThat(JellyfinMapper.isEpisode(two, 1, 2)).isTrue();
    assertThat(JellyfinMapper.isEpisode(two, 1, 3)).isFalse();
    assertThat(JellyfinMapper.isEpisode(two, 2, 1)).isFalse();
    assertThat(JellyfinMapper.isEpisode(two, 1, null)).isTrue();
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    assertThatThrownBy(() -> JellyfinMapper.id("../System/Restart", "Id"))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void changesAreToldInPascalCase() {
    var update = new JellyfinWire.Update("/media/více filmů/A", "Created");
    assertThat(HttpBody.json(new JellyfinWire.Updates(List.of(update))).bytes().toString())
        .isEqualTo("{\"Updates\":[{\"Path\":\"/media/více filmů/A\",\"UpdateType\":\"Created\"}]}");
  }
}
