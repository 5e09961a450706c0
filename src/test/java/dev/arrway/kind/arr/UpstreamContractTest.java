package dev.arrway.kind.arr;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CalendarRelease;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.upstream.Simulator;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every vendor of arrs must do, asked of its actor over the bus against a real socket. */
public abstract class UpstreamContractTest {
  private static final long ID = 7;
  protected TestActors actors;
  protected Simulator simulator;

  protected abstract Upstream upstream();

  /** Starts the vendor's simulated server, with a queue, a history and things that are wanted. */
  protected abstract Simulator start(Vertx vertx);

  /** Starts a simulated server of another vendor. */
  protected abstract Simulator startOther(Vertx vertx);

  @BeforeEach
  public void open() {
    actors = new TestActors(upstream());
    simulator = start(actors.vertx);
    deploy(simulator.url(), simulator.key());
  }

  @AfterEach
  public void close() {
    actors.close();
  }

  private void deploy(String url, Secret key) {
    await(actors.fleet.deploy(TestActors.spec(ID, upstream().type(), url, key)));
  }

  protected Slice<QueueItem> queue(int offset, int limit) {
    return actors.ask(ID, new ArrCommand.GetQueue(offset, limit)).slice();
  }

  protected Slice<HistoryItem> history(int offset, int limit, Instant since) {
    return actors.ask(ID, new ArrCommand.GetHistory(offset, limit, since)).slice();
  }

  protected Slice<WantedItem> wanted(
      WantedKind kind, int offset, int limit, Boolean monitored, boolean all) {
    return actors.ask(ID, new ArrCommand.GetWanted(kind, offset, limit, monitored, all)).slice();
  }

  protected List<LibraryItem> library() {
    assertThat(actors.ask(ID, new ArrCommand.SyncLibrary()).counts().fetched())
        .isEqualTo(simulator.librarySize());
    return actors.memory.libraries.get(ID);
  }

  protected Fingerprint fingerprint() {
    return actors.ask(ID, new UpstreamCommand.GetFingerprint()).fingerprint();
  }

  @Test
  void testFindsTheRightApplication() {
    var report = actors.ask(ID, new UpstreamCommand.TestConnection()).report();
    assertThat(report.application()).isEqualTo(simulator.application());
    assertThat(report.version()).matches("\\d+(\\.\\d+)+");
    assertThat(report.responseTimeMs()).isBetween(0L, 20_000L);
  }

  @Test
  void wrongKeyIsAnAuthFailureWithoutTheKey() {
    deploy(simulator.url(), Secret.of("0123456789abcdef0123456789abcdef"));
    Failure failure = actors.refusal(ID, new UpstreamCommand.TestConnection());
    assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    assertThat(failure.toString()).doesNotContain("0123456789");
    assertThat(actors.memory.observed(FailureCode.UPSTREAM_AUTH_FAILED)).isTrue();
  }

  @Test
  void anotherApplicationIsNamed() {
    Simulator other = startOther(actors.vertx);
    deploy(other.url(), other.key());
    Failure failure = actors.refusal(ID, new UpstreamCommand.TestConnection());
    assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_UNEXPECTED);
    assertThat(failure.detail())
        .contains(other.application())
        .contains("not " + simulator.application());
  }

  @Test
  void everyCommandOfItsKindIsAnswered() {
    List<Class<?>> asked = new ArrayList<>();
    Stream.of(
            new UpstreamCommand.TestConnection(),
            new UpstreamCommand.ProbeReachability(),
            new UpstreamCommand.GetVitals(),
            new UpstreamCommand.GetFingerprint(),
            new UpstreamCommand.GetGauges(),
            new ArrCommand.GetStatus(),
            new ArrCommand.GetHealth(),
            new ArrCommand.GetDiskSpace(),
            new ArrCommand.GetRootFolders(),
            new ArrCommand.GetTags(),
            new ArrCommand.GetIndexers(),
            new ArrCommand.GetQueue(0, 50),
            new ArrCommand.GetHistory(0, 50, null),
            new ArrCommand.GetHistory(0, 50, Instant.EPOCH),
            new ArrCommand.Lookup(simulator.word()),
            new ArrCommand.GetWanted(WantedKind.MISSING, 0, 50, null, false),
            new ArrCommand.GetWanted(WantedKind.CUTOFF, 0, 50, null, false),
            new ArrCommand.GetSeason(1, 1),
            new ArrCommand.GetCalendar(Instant.EPOCH, Instant.EPOCH.plusSeconds(86_400), false),
            new ArrCommand.GetTitle(1),
            new ArrCommand.PutWebhook("Arrway", simulator.url() + "/ping", "", null),
            new ArrCommand.SyncLibrary(),
            new ArrCommand.GetCommand(1),
            new ArrCommand.GetObjects(ArrObject.TAG),
            new ArrCommand.GetObjectPart(ArrObject.TAG, 0),
            new ArrCommand.AddTitle(simulator.addable(), false),
            new ArrCommand.StartSearch(searchable(), Instant.now(), false),
            new ArrCommand.RemoveFromQueue(
                queue(0, 1).items().get(0).id(), true, false, false, false),
            new ArrCommand.SaveObject(ArrObject.TAG, null, "{\"label\":\"new\"}", false),
            new ArrCommand.RestoreObject(
                ArrObject.TAG, null, "{\"label\":\"again\"}", List.of(), false),
            new ArrCommand.DeleteObject(ArrObject.TAG, 1, false))
        .forEach(
            (Command<?> command) -> {
              assertThat(actors.ask(ID, command))
                  .as(command.getClass().getSimpleName())
                  .isNotNull();
              asked.add(command.getClass());
            });
    assertThat(asked)
        .containsAll(Arrays.asList(UpstreamCommand.class.getPermittedSubclasses()))
        .containsAll(leaves(ArrCommand.class).toList());
    assertThat(actors.memory.observed).allMatch("ok"::equals);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(UpstreamContractTest::leaves)
        : Stream.of(type);
  }

  private SearchTarget searchable() {
    long id = wanted(WantedKind.MISSING, 0, 1, null, false).items().get(0).id();
    return LibraryKind.of(upstream()) == LibraryKind.SERIES
        ? SearchTarget.episodes(List.of(id))
        : SearchTarget.movies(List.of(id));
  }

  @Test
  void itSaysWhatItIsAndHas() {
    var status = actors.ask(ID, new ArrCommand.GetStatus()).status();
    assertThat(status.application()).isEqualTo(simulator.application());
    assertThat(status.version()).isNotBlank();
    var folders = actors.ask(ID, new ArrCommand.GetRootFolders()).folders();
    assertThat(folders).isNotEmpty().allMatch(folder -> folder.path().startsWith("/"));
    assertThat(actors.ask(ID, new ArrCommand.GetTags()).tags())
        .isNotEmpty()
        .allMatch(tag -> tag.id() > 0 && !tag.label().isBlank());
    assertThat(actors.ask(ID, new ArrCommand.GetDiskSpace()).disks())
        .isNotEmpty()
        .allMatch(disk -> disk.totalBytes() >= disk.freeBytes());
    assertThat(actors.ask(ID, new ArrCommand.GetIndexers()).indexers())
        .isNotEmpty()
        .allMatch(indexer -> List.of("torrent", "usenet").contains(indexer.protocol()));
    assertThat(actors.ask(ID, new ArrCommand.GetHealth()).issues())
        .allMatch(issue -> List.of("ok", "notice", "warning", "error").contains(issue.severity()));
  }

  @Test
  void partsOfListsAreWhatTheWholeListHasThere() {
    List<Long> whole =
        wanted(WantedKind.MISSING, 0, 1_000, null, false).items().stream()
            .map(WantedItem::id)
            .toList();
    assertThat(whole.size()).as("wanted items of the simulator").isGreaterThan(4);
    for (int[] part :
        new int[][] {{0, 3}, {3, 3}, {1, 3}, {2, 1}, {4, 7}, {0, 1_000}, {99_999, 5}}) {
      var slice = wanted(WantedKind.MISSING, part[0], part[1], null, false);
      int from = Math.min(part[0], whole.size());
      assertThat(slice.items().stream().map(WantedItem::id).toList())
          .as("offset %d, limit %d", part[0], part[1])
          .isEqualTo(whole.subList(from, Math.min(from + part[1], whole.size())));
      assertThat(slice.total()).isEqualTo(whole.size());
    }
    assertThat(wanted(WantedKind.MISSING, 5, 1, null, true).items())
        .as("all of them")
        .extracting(WantedItem::id)
        .containsExactlyElementsOf(whole);
  }

  @Test
  void wantedItemsAreMonitoredUnlessAskedOtherwise() {
    assertThat(wanted(WantedKind.MISSING, 0, 100, null, false).items())
        .isEqualTo(wanted(WantedKind.MISSING, 0, 100, true, false).items())
        .allMatch(WantedItem::monitored);
    assertThat(wanted(WantedKind.MISSING, 0, 100, false, false).items())
        .noneMatch(WantedItem::monitored);
  }

  private List<CalendarItem> calendar(Instant from, Instant to, boolean unmonitored) {
    return actors.ask(ID, new ArrCommand.GetCalendar(from, to, unmonitored)).items();
  }

  @Test
  void theCalendarHoldsWhatLiesWithinTheTimeAskedFor() {
    Instant from = Instant.parse("1990-01-01T00:00:00Z");
    Instant to = Instant.parse("2020-01-01T00:00:00Z");
    List<CalendarItem> all = calendar(from, to, true);
    assertThat(all).hasSizeGreaterThan(4).doesNotHaveDuplicates();
    assertThat(all)
        .allMatch(item -> item.within(from, to) && !item.title().isBlank())
        .allMatch(item -> (item.seriesId() != null) == (item.release() == CalendarRelease.AIR))
        .allMatch(item -> item.at() == null || item.release() == CalendarRelease.AIR);
    assertThat(calendar(from, to, false))
        .containsExactlyInAnyOrderElementsOf(all.stream().filter(CalendarItem::monitored).toList())
        .hasSizeLessThan(all.size());
    CalendarItem some =
        all.stream().sorted(Comparator.comparing(CalendarItem::begins)).toList().get(2);
    Instant begins = some.begins();
    assertThat(calendar(begins, begins.plusSeconds(1), true)).contains(some);
    assertThat(calendar(begins.minusSeconds(1), begins, true)).doesNotContain(some);
    assertThat(calendar(begins.plusSeconds(1), begins.plusSeconds(2), true).contains(some))
        .as("a day lasts, an instant does not")
        .isEqualTo(some.at() == null);
  }

  @Test
  void queueItemsCanBeJoinedToDownloadsAndTitles() {
    Slice<QueueItem> queue = queue(0, 100);
    assertThat(queue.items()).isNotEmpty().hasSize(queue.total());
    assertThat(queue.items())
        .allMatch(item -> item.downloadId() != null && item.size() >= item.sizeLeft())
        .allMatch(item -> (item.movieId() == null) != (item.seriesId() == null))
        .allMatch(item -> item.status().matches("[a-z_]+"));
    assertThat(queue.items()).anyMatch(item -> item.etaSeconds() != null && item.etaSeconds() > 0);
  }

  @Test
  void historyIsNewestFirstAndCanBeginAtATime() {
    List<HistoryItem> all = history(0, 1_000, null).items();
    assertThat(all)
        .hasSizeGreaterThan(3)
        .isSortedAccordingTo(Comparator.comparing(HistoryItem::occurredAt).reversed());
    assertThat(all).allMatch(item -> item.eventType().matches("[a-z_]+"));
    Instant since = all.get(all.size() / 2).occurredAt();
    List<HistoryItem> later =
        all.stream().filter(item -> !item.occurredAt().isBefore(since)).toList();
    assertThat(history(0, 1_000, since).items()).containsExactlyInAnyOrderElementsOf(later);
    assertThat(history(1, 2, since).total()).isEqualTo(later.size());
    assertThat(history(1, 2, since).items()).hasSize(2);
  }

  @Test
  void lookUpTellsWhatTheLibraryHas() {
    var found = actors.ask(ID, new ArrCommand.Lookup(simulator.word())).items();
    assertThat(found).isNotEmpty().allMatch(item -> !item.title().isBlank());
    assertThat(actors.ask(ID, new ArrCommand.Lookup("zzzz no such title")).items()).isEmpty();
    var ids = library().stream().map(LibraryItem::id).toList();
    assertThat(found).allMatch(item -> item.libraryId() == null || ids.contains(item.libraryId()));
  }

  @Test
  void theWholeLibraryIsRead() {
    List<LibraryItem> items = library();
    assertThat(items).hasSize(simulator.librarySize()).doesNotHaveDuplicates();
    assertThat(items)
        .allMatch(item -> item.id() > 0 && !item.title().isBlank())
        .allMatch(item -> item.tmdbId() == null || item.tmdbId() > 0)
        .allMatch(item -> item.year() == null || item.year() > 1_800)
        .anyMatch(LibraryItem::hasFile)
        .anyMatch(item -> !item.hasFile())
        .anyMatch(LibraryItem::monitored);
  }

  @Test
  void theFingerprintStaysWhileNothingChanges() {
    Fingerprint first = fingerprint();
    assertThat(first).isEqualTo(fingerprint());
    assertThat(first.counts()).isNotEmpty();
    assertThat(first.facts()).isNotEmpty();
    deploy(simulator.url(), simulator.key());
    assertThat(fingerprint()).isEqualTo(first);
  }
}
