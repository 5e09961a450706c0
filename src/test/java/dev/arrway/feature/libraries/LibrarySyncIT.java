package dev.arrway.feature.libraries;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.feature.instances.SnapshotState;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Notice;
import dev.arrway.sandbox.Client;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.Movie;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LibrarySyncIT {
  private static final LibraryQuery ALL = new LibraryQuery(null, null, null, 500, 0);

  private LibraryHarness harness;

  @BeforeEach
  void open() {
    harness = LibraryHarness.open();
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private RadarrSandbox radarr(int size) {
    return await(RadarrSandbox.start(harness.vertx(), SandboxSettings.of(size)));
  }

  private InstanceSync sync(Instance instance) {
    return await(harness.sync().run(harness.ada(), instance.type(), "test")).instances().stream()
        .filter(row -> row.instanceId() == instance.id())
        .findFirst()
        .orElseThrow();
  }

  private LibraryPage page(Instance instance, LibraryQuery query) {
    return await(harness.library().page(harness.ada(), instance.id(), query, "test"));
  }

  private int rows() {
    return count("library_item");
  }

  private int count(String table) {
    return await(
        harness
            .database()
            .database()
            .asSystem(
                c ->
                    c.query("SELECT count(*) FROM " + table)
                        .execute()
                        .map(r -> r.iterator().next().getInteger(0))));
  }

  @Test
  void fiveThousandMoviesAreCountedAsTheyChange() {
    var radarr = radarr(5_000);
    Instance instance = harness.add("radarr", radarr.server());
    List<Notice.LibraryChanged> notices = new CopyOnWriteArrayList<>();
    var listening = harness.bus().subscribe(Notice.LibraryChanged.class, notices::add);

    assertThat(sync(instance))
        .extracting(
            InstanceSync::fetched,
            InstanceSync::added,
            InstanceSync::updated,
            InstanceSync::removed,
            InstanceSync::error)
        .containsExactly(5_000, 5_000, 0, 0, null);
    Awaitility.await().until(() -> notices.size() == 1);
    assertThat(harness.rematched().owners()).containsExactly(harness.ada());

    assertThat(sync(instance))
        .extracting(InstanceSync::added, InstanceSync::updated, InstanceSync::removed)
        .containsExactly(0, 0, 0);

    List<Movie> movies = radarr.library().list();
    assertThat(radarr.library().remove(movies.get(0).id())).isTrue();
    assertThat(radarr.library().remove(movies.get(1).id())).isTrue();
    assertThat(radarr.library().addMovies(3)).isEqualTo(3);
    Movie changed = movies.get(2);
    var body =
        new JsonObject()
            .put("movieIds", new JsonArray().add(changed.id()))
            .put("monitored", !changed.monitored());
    assertThat(new Client(radarr.server()).send("PUT", "/api/v3/movie/editor", body).statusCode())
        .isBetween(200, 299);
    assertThat(sync(instance))
        .extracting(
            InstanceSync::fetched,
            InstanceSync::added,
            InstanceSync::updated,
            InstanceSync::removed)
        .containsExactly(5_001, 3, 1, 2);
    Awaitility.await().until(() -> notices.size() == 2);
    await(listening.unregister());
    assertThat(harness.events().of("library.synced")).hasSize(3);
    assertThat(harness.events().of("library.synced").get(2).data().get("removed")).isEqualTo(2);
    assertThat(rows()).isEqualTo(5_001);
    assertThat(count("library_staging")).isZero();
  }

  @Test
  void theFirstSyncThatIsAskedForReportsWhatWasFetchedBefore() {
    var radarr = radarr(30);
    Instance instance = harness.add("radarr", radarr.server());
    assertThat(page(instance, ALL).items()).hasSize(30);
    assertThat(sync(instance))
        .extracting(InstanceSync::fetched, InstanceSync::added, InstanceSync::updated)
        .containsExactly(30, 30, 0);
    assertThat(radarr.library().addMovies(2)).isEqualTo(2);
    assertThat(sync(instance))
        .extracting(InstanceSync::fetched, InstanceSync::added)
        .containsExactly(32, 2);
  }

  static Stream<Fault> faults() {
    return Stream.of(
            Fault.of(FaultKind.LOGIN_PAGE),
            Fault.of(FaultKind.TRUNCATE),
            Fault.of(FaultKind.BROKEN_JSON),
            Fault.of(FaultKind.WRONG_TYPES),
            Fault.of(FaultKind.RESET_MID_BODY),
            Fault.body("{}"),
            Fault.body("null"),
            Fault.body("[]"),
            Fault.status(500),
            Fault.status(401))
        .map(fault -> fault.on("/api/v3/movie"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultLeavesTheLastSnapshotAndCallsItStale(Fault fault) {
    var radarr = radarr(700);
    Instance instance = harness.add("radarr", radarr.server());
    assertThat(sync(instance).error()).isNull();
    radarr.server().faults().replace(List.of(fault));

    InstanceSync row = sync(instance);

    assertThat(row.error()).isNotBlank().doesNotContain("<");
    assertThat(row.fetched()).isZero();
    assertThat(rows()).isEqualTo(700);
    assertThat(harness.wired().snapshots().of(instance.id()).stale()).isTrue();
    assertThat(count("library_staging")).isZero();

    // A stale page begins a refresh, which the sync below may join: the fault must be over by then.
    radarr.server().faults().clear();
    LibraryPage page = page(instance, ALL);
    assertThat(page.total()).isEqualTo(700);
    assertThat(page.snapshot().stale()).isTrue();
    harness.clock().advance(Duration.ofMinutes(10));
    assertThat(sync(instance).error()).isNull();
    assertThat(page(instance, ALL).snapshot().stale()).isFalse();
  }

  @Test
  void aLibraryOfMoreTitlesThanTheLimitIsNotTaken() {
    Instance instance = harness.add("radarr", radarr(LibraryHarness.MOST_TITLES + 1).server());
    assertThat(sync(instance).error()).contains("limits.library_titles");
    assertThat(rows()).isZero();
    assertThat(count("library_staging")).isZero();
  }

  @Test
  void aHangEndsAtTheInstancesPatienceAndLeavesTheLastSnapshot() {
    var radarr = radarr(50);
    Instance instance = harness.add("radarr", radarr.server(), 1, Map.of());
    assertThat(sync(instance).error()).isNull();
    radarr.server().faults().replace(List.of(Fault.of(FaultKind.HANG).on("/api/v3/movie")));

    assertThat(sync(instance).error()).isNotBlank();

    assertThat(page(instance, ALL).items()).hasSize(50);
    assertThat(page(instance, ALL).snapshot().stale()).isTrue();
  }

  @Test
  void anEmptyAnswerIsBelievedTheSecondTime() {
    var radarr = radarr(20);
    Instance instance = harness.add("radarr", radarr.server());
    assertThat(sync(instance).added()).isEqualTo(20);
    radarr
        .library()
        .list()
        .forEach(movie -> assertThat(radarr.library().remove(movie.id())).isTrue());

    assertThat(sync(instance).error()).contains("empty");
    assertThat(rows()).isEqualTo(20);

    assertThat(sync(instance))
        .extracting(InstanceSync::removed, InstanceSync::error)
        .containsExactly(20, null);
    assertThat(page(instance, ALL).snapshot())
        .extracting(SnapshotState::items, SnapshotState::stale)
        .containsExactly(0L, false);
  }

  @Test
  void aRestartKeepsSnapshotsAndDropsWhatARunHadStaged() {
    var radarr = radarr(60);
    Instance instance = harness.add("radarr", radarr.server());
    assertThat(sync(instance).error()).isNull();
    SnapshotState before = harness.wired().snapshots().of(instance.id());
    harness
        .database()
        .execute(
            "INSERT INTO library_staging SELECT gen_random_uuid(), instance_id,"
                + " now() - interval '2 hours', "
                + ItemColumns.NAMES
                + " FROM library_item");
    harness.halt();

    harness = harness.restarted();

    assertThat(count("library_staging")).isZero();
    assertThat(harness.wired().snapshots().of(instance.id())).isEqualTo(before);
    assertThat(page(instance, ALL).total()).isEqualTo(60);
  }

  @Test
  void theFirstReaderWaitsForTheFirstSnapshotAndManyShareIt() {
    var radarr = radarr(300);
    Instance instance = harness.add("radarr", radarr.server());
    radarr.server().faults().replace(List.of(Fault.delay(300).on("/api/v3/movie")));

    List<Future<LibraryPage>> pages =
        IntStream.range(0, 20)
            .mapToObj(i -> harness.library().page(harness.ada(), instance.id(), ALL, "test"))
            .toList();

    await(Future.all(pages));
    assertThat(pages).allSatisfy(page -> assertThat(page.result().total()).isEqualTo(300));
    assertThat(harness.events().of("library.synced")).hasSize(1);
    assertThat(page(instance, ALL).items()).hasSize(300);
    SyncStatus status = await(harness.sync().status(harness.ada()));
    assertThat(status.cache().misses()).isEqualTo(20);
    assertThat(status.cache().hits()).isEqualTo(1);
    assertThat(status.radarr().itemCount()).isEqualTo(300);
    assertThat(status.radarr().health()).isEqualTo("ok");
    assertThat(status.sonarr().health()).isEqualTo("unknown");
  }

  @Test
  void anOldSnapshotIsAnsweredAtOnceAndRefreshedBehindTheReader() {
    var radarr = radarr(30);
    Instance instance = harness.add("radarr", radarr.server());
    assertThat(sync(instance).error()).isNull();
    assertThat(radarr.library().addMovies(1)).isEqualTo(1);
    harness.clock().advance(LibraryHarness.TTL.plusMinutes(1));

    LibraryPage old = page(instance, ALL);

    assertThat(old.total()).isEqualTo(30);
    assertThat(old.snapshot().stale()).isTrue();
    Awaitility.await().until(() -> page(instance, ALL).total() == 31);
    assertThat(page(instance, ALL).snapshot().stale()).isFalse();
  }

  @Test
  void aSwitchedOffInstanceStillShowsItsSnapshot() {
    var radarr = radarr(30);
    Instance instance = harness.add("radarr", radarr.server());
    assertThat(sync(instance).error()).isNull();
    Instance off = harness.disable(instance);
    harness.clock().advance(LibraryHarness.TTL.plusMinutes(1));
    assertThat(page(off, ALL).total()).isEqualTo(30);
    assertThat(await(harness.sync().run(harness.ada(), "radarr", "test")).instances()).isEmpty();
  }

  @Test
  void aFirstRefreshThatFailsIsAnsweredAsItFailed() {
    var radarr = radarr(10);
    Instance instance = harness.add("radarr", radarr.server());
    radarr.server().faults().replace(List.of(Fault.of(FaultKind.LOGIN_PAGE)));
    assertThatThrownBy(() -> page(instance, ALL))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UPSTREAM_HTML));
    assertThat(rows()).isZero();
  }

  @Test
  void pagesAreFilteredAndSortedByTitle() {
    var radarr = radarr(1_200);
    Instance instance = harness.add("radarr", radarr.server());
    assertThat(sync(instance).error()).isNull();
    List<LibraryItem> all = new ArrayList<>();
    for (int offset = 0; offset < 1_200; offset += 500) {
      all.addAll(page(instance, new LibraryQuery(null, null, null, 500, offset)).items());
    }
    assertThat(all).hasSize(1_200).doesNotHaveDuplicates();
    assertThat(all)
        .isSortedAccordingTo(Comparator.comparing(i -> i.title().toLowerCase(Locale.ROOT)));
    LibraryItem some = all.get(600);
    String part = some.title().toUpperCase(Locale.ROOT);
    assertThat(page(instance, new LibraryQuery(part, null, null, 500, 0)).items()).contains(some);
    for (boolean flag : new boolean[] {true, false}) {
      assertThat(page(instance, new LibraryQuery(null, flag, null, 1, 0)).total())
          .isEqualTo(all.stream().filter(i -> i.monitored() == flag).count());
      assertThat(page(instance, new LibraryQuery(null, null, flag, 1, 0)).total())
          .isEqualTo(all.stream().filter(i -> i.hasFile() == flag).count());
    }
    assertThat(page(instance, new LibraryQuery("100%_'", null, null, 1, 0)).total()).isZero();
  }

  @Test
  void theMatcherGetsEveryTitleOnce() {
    Instance movies = harness.add("radarr", radarr(1_500).server());
    var sonarr = await(SonarrSandbox.start(harness.vertx(), SandboxSettings.of(120)));
    Instance series = harness.add("sonarr", sonarr.server());
    assertThat(sync(movies).error()).isNull();
    assertThat(sync(series).fetched()).isEqualTo(120);
    List<LibraryTitle> titles = new ArrayList<>();
    long count =
        await(
            harness
                .library()
                .titles(
                    harness.ada(),
                    block -> {
                      titles.addAll(block);
                      return Future.succeededFuture();
                    }));
    assertThat(count).isEqualTo(1_620);
    assertThat(titles).hasSize(1_620).doesNotHaveDuplicates();
    assertThat(await(harness.library().titles(harness.bob(), block -> Future.succeededFuture())))
        .isZero();
  }

  @Test
  void anotherUserFindsNothing() {
    Instance instance = harness.add("radarr", radarr(10).server());
    assertThat(sync(instance).error()).isNull();
    assertThatThrownBy(
            () -> await(harness.library().page(harness.bob(), instance.id(), ALL, "test")))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
    assertThat(await(harness.sync().run(harness.bob(), "radarr", "test")).instances()).isEmpty();
    int seen =
        await(
            harness
                .database()
                .database()
                .asUser(
                    harness.bob(),
                    c -> c.query("SELECT 1 FROM library_item").execute().map(r -> r.size())));
    assertThat(seen).isZero();
  }

  @Test
  void anInstanceTakesItsSnapshotAlong() {
    Instance instance = harness.add("radarr", radarr(40).server());
    assertThat(sync(instance).error()).isNull();
    await(harness.instanceService().delete(harness.ada(), instance.id()));
    assertThat(rows()).isZero();
    assertThat(count("library_snapshot")).isZero();
  }
}
