package dev.arrway.feature.missing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.feature.missing.web.MissingRoutes;
import dev.arrway.feature.playlists.PlaylistHarness;
import dev.arrway.gateway.OperationsDoor;
import dev.arrway.platform.store.Futures;
import dev.arrway.protocol.Notice.LibraryChanged;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MissingContentIT {
  private static final String LIST =
      """
      #EXTM3U
      #EXTINF:-1 group-title="Movies",EN - The Matrix (1999) 4K
      http://h/movie/u/p/1.mkv
      #EXTINF:-1 group-title="Movies",Some Unknown Film (2011)
      http://h/movie/u/p/2.mkv
      #EXTINF:-1 group-title="Movies",FR - Some Unknown Film (2011) 4K
      http://h/movie/u/p/3.mkv
      #EXTINF:-1 group-title="Movies",The Matrix Reloaded (2003)
      http://h/movie/u/p/4.mkv
      #EXTINF:-1 group-title="Series",Lost (2004) S01E01
      http://h/series/u/p/5.mkv
      #EXTINF:-1 group-title="Series",Nowhere Show (2015) S01E02
      http://h/series/u/p/6.mkv
      #EXTINF:-1 group-title="Series",Nowhere Show (2015) S01E03
      http://h/series/u/p/7.mkv
      #EXTINF:-1 group-title="News",News 24
      http://h/live/u/p/8.ts
      """;

  private final PlaylistHarness harness = new PlaylistHarness(1_000_000);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Future<Void> gate = Future.succeededFuture();
  private volatile List<LibraryTitle> library =
      List.of(
          title(1, 7, MediaKind.MOVIE, 603, "The Matrix", 1999),
          title(2, 9, MediaKind.SERIES, null, "Lost", 2004));
  private Matching matching;
  private OperationsDoor door;

  @BeforeEach
  void start() {
    matching =
        new Matching(
            harness.vertx,
            harness.database.database(),
            harness.bus,
            harness.workers,
            owner -> {
              asked.incrementAndGet();
              return gate.map(open -> owner == 1 ? library : List.of());
            });
    MissingContent content =
        new MissingContent(harness.database.database(), matching, harness.workers);
    door = new OperationsDoor(new MissingRoutes(content, (user, instance) -> instance));
    Futures.await(matching.start());
  }

  @AfterEach
  void stop() {
    Futures.await(matching.stop());
    harness.close();
  }

  private static LibraryTitle title(
      long instance, long id, MediaKind kind, Integer tmdb, String title, int year) {
    return new LibraryTitle(
        "" + instance, "" + id, kind, tmdb, null, null, title, null, List.of(), year, null);
  }

  private JsonNode missing(Map<String, Object> filter) {
    return Futures.await(door.call("listMissingContent", harness.ada, filter));
  }

  private MatchingState state() {
    return Futures.await(matching.of(1));
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private long imported(String name, String list) {
    long id = harness.upload(name, list).id();
    assertThat(harness.settled(id).path("status").asText()).isEqualTo("ready");
    await().until(() -> state().state().equals("idle"));
    return id;
  }

  @Test
  void whatNoLibraryHoldsIsMissingOnceWithItsCopies() {
    long id = imported("List", LIST);
    assertThat(state().entries()).isEqualTo(7);
    JsonNode all = missing(Map.of());
    assertThat(all.path("total").asLong()).isEqualTo(4);
    assertThat(all.path("items").findValuesAsText("title"))
        .containsExactly(
            "Nowhere Show", "Nowhere Show", "Some Unknown Film", "The Matrix Reloaded");
    JsonNode twice = all.at("/items/2");
    assertThat(twice.path("copies").asInt()).isEqualTo(2);
    assertThat(twice.path("type").asText()).isEqualTo("movie");
    assertThat(twice.path("playlist_id").asLong()).isEqualTo(id);
    assertThat(twice.path("best_match").isNull()).isTrue();
    assertThat(all.at("/items/1/season").asInt()).isEqualTo(1);
    assertThat(all.at("/items/1/episode").asInt()).isEqualTo(3);
    assertThat(missing(Map.of("type", "series")).path("total").asLong()).isEqualTo(2);
    assertThat(missing(Map.of("q", "unKNOWN")).path("total").asLong()).isEqualTo(1);
    assertThat(missing(Map.of("q", "100%")).path("total").asLong()).isZero();
    assertThat(missing(Map.of("limit", 1, "offset", 2)).at("/items/0/title").asText())
        .isEqualTo("Some Unknown Film");
    assertThat(missing(Map.of("max_confidence", 0)).path("total").asLong()).isLessThanOrEqualTo(4);
  }

  @Test
  void entriesTellTheirMatchAndWhetherTheyAreMissing() {
    long id = imported("List", LIST);
    JsonNode items = harness.entries(id, Map.of()).path("items");
    assertThat(items.at("/0/missing").asBoolean()).isFalse();
    assertThat(items.at("/0/match/confidence").asInt()).isGreaterThanOrEqualTo(95);
    assertThat(items.at("/0/match/instance_id").asLong()).isEqualTo(1);
    assertThat(items.at("/0/match/library_id").asLong()).isEqualTo(7);
    assertThat(items.at("/0/match/tmdb_id").asLong()).isEqualTo(603);
    assertThat(items.at("/0/match/reasons")).isNotEmpty();
    assertThat(items.at("/1/missing").asBoolean()).isTrue();
    assertThat(items.at("/1/match").isNull()).isTrue();
    assertThat(items.at("/4/match/title").asText()).isEqualTo("Lost");
    assertThat(items.at("/7/missing").isNull()).isTrue();
    assertThat(harness.entries(id, Map.of("missing", true)).path("total").asLong()).isEqualTo(5);
    assertThat(harness.entries(id, Map.of("missing", false)).path("total").asLong()).isEqualTo(2);
  }

  @Test
  void aChangedLibraryChangesWhatIsMissing() {
    imported("List", LIST);
    library = List.of(title(1, 8, MediaKind.MOVIE, null, "Some Unknown Film", 2011));
    harness.bus.publish(new LibraryChanged(1, 1));
    await()
        .untilAsserted(
            () ->
                assertThat(missing(Map.of()).path("items").findValuesAsText("title"))
                    .contains("The Matrix", "Lost")
                    .doesNotContain("Some Unknown Film"));
  }

  @Test
  void playlistsShareItemsAndADeletedOneTakesItsOwnAlong() {
    long first = imported("First", LIST);
    long second =
        imported("Second", "#EXTINF:-1,Some Unknown Film (2011)\nhttp://h/movie/u/p/2.mkv\n");
    assertThat(missing(Map.of("q", "unknown")).at("/items/0/copies").asInt()).isEqualTo(3);
    JsonNode ofSecond = missing(Map.of("playlist_id", second));
    assertThat(ofSecond.path("total").asLong()).isEqualTo(1);
    assertThat(ofSecond.at("/items/0/copies").asInt()).isEqualTo(1);
    Futures.await(harness.playlists.delete(harness.ada, first));
    await().until(() -> missing(Map.of()).path("total").asLong() == 1);
    await().until(() -> missing(Map.of()).at("/items/0/copies").asInt() == 1);
  }

  @Test
  void anotherUserSeesNothing() {
    imported("List", LIST);
    JsonNode seen = Futures.await(door.call("listMissingContent", harness.bob, Map.of()));
    assertThat(seen.path("total").asLong()).isZero();
    assertThat(Futures.await(matching.of(2)).state()).isEqualTo("idle");
  }

  @Test
  void whatIsAskedDuringARunBecomesOneRun() {
    imported("List", LIST);
    int before = asked.get();
    Promise<Void> open = Promise.promise();
    gate = open.future();
    Future<Void> running = matching.now(1);
    await().until(() -> asked.get() == before + 1);
    List<Future<Void>> waiting =
        List.of(matching.now(1), matching.now(1), matching.now(1), matching.now(1));
    assertThat(state().state()).isEqualTo("running");
    open.complete();
    Futures.await(running);
    Futures.await(Future.all(waiting));
    assertThat(asked.get()).isEqualTo(before + 2);
    await().until(() -> state().state().equals("idle"));
    assertThat(state().lastRunAt()).isNotNull();
  }

  @Test
  void whatWasImportedButNotMatchedIsMatchedAtTheNextStart() {
    imported("List", LIST);
    harness.database.execute(
        "UPDATE playlist SET matched_generation = 0; DELETE FROM missing_item");
    assertThat(state().state()).isEqualTo("running");
    Futures.await(matching.stop());
    start();
    await().until(() -> missing(Map.of()).path("total").asLong() == 4);
    await().until(() -> state().state().equals("idle"));
  }

  @Test
  void aFailedRunLeavesTheListsAsTheyAre() {
    imported("List", LIST);
    gate = Future.failedFuture(new IllegalStateException("no library"));
    assertThatThrownBy(() -> Futures.await(matching.now(1))).hasMessage("no library");
    assertThat(missing(Map.of()).path("total").asLong()).isEqualTo(4);
    gate = Future.succeededFuture();
    Futures.await(matching.now(1));
  }

  @Test
  void candidatesComeBestFirst() {
    library =
        List.of(
            title(1, 7, MediaKind.MOVIE, 603, "The Matrix", 1999),
            title(1, 8, MediaKind.MOVIE, 604, "The Matrix Reloaded", 2003),
            title(2, 9, MediaKind.SERIES, null, "The Matrix", 2020));
    JsonNode found =
        Futures.await(
            door.call("findMatches", harness.ada, Map.of("title", "the matrix", "year", 1999L)));
    assertThat(found.at("/items/0/library_id").asLong()).isEqualTo(7);
    assertThat(found.at("/items/0/confidence").asInt()).isGreaterThanOrEqualTo(95);
    assertThat(found.at("/items/0/type").asText()).isEqualTo("movie");
    assertThat(found.path("total").asLong()).isGreaterThanOrEqualTo(2);
    JsonNode series =
        Futures.await(
            door.call("findMatches", harness.ada, Map.of("title", "the matrix", "type", "series")));
    assertThat(series.path("items").findValuesAsText("type")).containsOnly("series");
  }
}
