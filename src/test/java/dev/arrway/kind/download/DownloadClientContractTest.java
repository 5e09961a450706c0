package dev.arrway.kind.download;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every download client must do, asked of its actor over the bus. It runs against simulators
 * and against real servers, which may be the same one for all tests: each begins with an empty one.
 */
public abstract class DownloadClientContractTest {
  protected static final long ID = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  protected TestActors actors;
  protected DownloadServer server;
  private long lastSource;

  protected abstract Upstream upstream();

  /** Starts a server, or gives the one that runs. */
  protected abstract DownloadServer start(Vertx vertx) throws Exception;

  protected abstract DownloadKind kind();

  /** A link that the server takes; another one for each number from 1 to 20. */
  protected abstract DownloadSource link(int number);

  /** A file that the server takes; another one for each number from 1 to 20. */
  protected abstract DownloadSource file(int number);

  /** An id as the server makes them that it does not have. */
  protected abstract String unknownId();

  /**
   * Lets the next addition be carried out without an answer; false when that cannot be done here.
   */
  protected boolean loseNextAnswer() {
    return false;
  }

  /** Makes a download fail, at once or later; false when that cannot be done here. */
  protected boolean makeFail(String id) {
    return false;
  }

  @BeforeEach
  public void open() throws Exception {
    actors = new TestActors(upstream());
    server = start(actors.vertx);
    deploy(server.url(), server.credentials());
    removeAll();
  }

  @AfterEach
  public void close() {
    actors.close();
  }

  protected void deploy(String url, Credentials credentials) {
    await(actors.fleet.deploy(TestActors.spec(ID, upstream().type(), url, credentials)));
  }

  private void removeAll() {
    all(500).forEach(d -> actors.ask(ID, new DownloadCommand.RemoveDownload(d.id(), true, false)));
    eventually(() -> all(500).isEmpty());
  }

  protected static void eventually(java.util.concurrent.Callable<Boolean> holds) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(holds);
  }

  /** Everything that it has, in parts of this size. */
  @CanIgnoreReturnValue
  protected List<Download> all(int limit) {
    List<Download> all = new ArrayList<>();
    String after = null;
    DownloadReply.Downloads part;
    do {
      part = actors.ask(ID, new DownloadCommand.GetDownloads(after, limit));
      assertThat(part.downloads()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(part.downloads());
      after = part.downloads().isEmpty() ? null : all.get(all.size() - 1).id();
    } while (part.more());
    return all;
  }

  protected Download one(String id) {
    return actors.ask(ID, new DownloadCommand.GetDownload(id)).download();
  }

  @CanIgnoreReturnValue
  protected Download awaited(String id, Predicate<Download> holds) {
    eventually(() -> one(id) != null && holds.test(one(id)));
    return one(id);
  }

  /** A change that adds a download, paused unless said otherwise. */
  protected DownloadCommand.AddDownload addition(
      DownloadSource source, String name, String category, boolean paused) {
    long sourceId = ++lastSource;
    actors.memory.sources.put(sourceId, source);
    return new DownloadCommand.AddDownload(
        new NewDownload(
            sourceId,
            kind(),
            name,
            category,
            null,
            paused,
            false,
            false,
            "arrway-" + UUID.randomUUID(),
            Instant.now()),
        false);
  }

  @CanIgnoreReturnValue
  protected String add(DownloadSource source) {
    return actors.ask(ID, addition(source, null, null, true)).id();
  }

  @Test
  void testFindsTheRightApplication() {
    var report = actors.ask(ID, new UpstreamCommand.TestConnection()).report();
    assertThat(report.application()).isEqualTo(server.application());
    assertThat(report.version()).matches("\\d+(\\.\\d+)+.*");
    assertThat(report.responseTimeMs()).isBetween(0L, 20_000L);
  }

  @Test
  void wrongCredentialsAreAnAuthFailureWithoutTheSecret() {
    deploy(server.url(), server.wrong());
    Failure failure = actors.refusal(ID, new UpstreamCommand.TestConnection());
    assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    assertThat(failure.toString()).doesNotContain(DownloadServer.WRONG);
    assertThat(actors.code(ID, new DownloadCommand.GetDownloads(null, 10)))
        .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    assertThat(actors.code(ID, new DownloadCommand.RemoveDownload(unknownId(), true, false)))
        .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    assertThat(actors.memory.observed(FailureCode.UPSTREAM_AUTH_FAILED)).isTrue();
    deploy(server.url(), server.credentials());
    assertThat(all(10)).as("the right ones work at once").isEmpty();
  }

  @Test
  void everyCommandOfItsKindIsAnswered() {
    String id = add(file(1));
    List<Class<?>> asked = new ArrayList<>();
    Stream.of(
            new UpstreamCommand.TestConnection(),
            new UpstreamCommand.ProbeReachability(),
            new UpstreamCommand.GetVitals(),
            new UpstreamCommand.GetGauges(),
            new UpstreamCommand.GetFingerprint(),
            new DownloadCommand.GetDownloads(null, 50),
            new DownloadCommand.GetDownload(id),
            new DownloadCommand.GetCategories(),
            addition(file(2), "Another name", "arrway-tests", true),
            new DownloadCommand.PauseDownload(id, false),
            new DownloadCommand.ResumeDownload(id, false),
            new DownloadCommand.RetryDownload(retried(id), false),
            new DownloadCommand.RemoveDownload(id, true, false))
        .forEach(
            (Command<?> command) -> {
              assertThat(actors.ask(ID, command))
                  .as(command.getClass().getSimpleName())
                  .isNotNull();
              asked.add(command.getClass());
            });
    assertThat(asked)
        .containsAll(leaves(UpstreamCommand.class).toList())
        .containsAll(leaves(DownloadCommand.class).toList());
    assertThat(actors.memory.observed).allMatch("ok"::equals);
  }

  /** What the retry of the list of all commands is tried on. */
  protected String retried(String id) {
    return id;
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(DownloadClientContractTest::leaves)
        : Stream.of(type);
  }

  @Test
  void aFileIsAddedAsAsked() {
    String id = actors.ask(ID, addition(file(1), "A name of its own", "arrway-tests", true)).id();
    Download download = awaited(id, d -> d.status() == DownloadStatus.PAUSED);
    assertThat(download.kind()).isEqualTo(kind());
    assertThat(download.name()).isEqualTo("A name of its own");
    assertThat(download.category()).isEqualTo("arrway-tests");
    assertThat(download.progress()).isBetween(0.0, 1.0);
    assertThat(download.phase()).isEqualTo(download.phase().toLowerCase(java.util.Locale.ROOT));
    assertThat(download.completedAt()).isNull();
    assertThat(all(500)).extracting(Download::id).containsExactly(id);
    assertThat(actors.ask(ID, new DownloadCommand.GetCategories()).names())
        .isSorted()
        .contains("arrway-tests");
  }

  @Test
  void aLinkIsAddedAsAsked() {
    String id = actors.ask(ID, addition(link(1), "Linked", "arrway-tests", true)).id();
    assertThat(one(id).category()).isEqualTo("arrway-tests");
    assertThat(all(500)).extracting(Download::id).containsExactly(id);
  }

  @Test
  void twiceAddedIsOne() {
    String id = add(file(1));
    assertThat(add(file(1))).isEqualTo(id);
    assertThat(all(500)).extracting(Download::id).containsExactly(id);
  }

  @Test
  void anAdditionWhoseAnswerWasLostIsNotMadeTwice() {
    for (DownloadSource source : List.of(file(1), link(2))) {
      var addition = addition(source, null, null, true);
      if (loseNextAnswer()) {
        assertThat(actors.refusal(ID, addition)).isNotNull();
      } else {
        actors.ask(ID, addition);
      }
      String id = actors.ask(ID, addition.asUnsure()).id();
      assertThat(actors.ask(ID, addition.asUnsure()).id()).isEqualTo(id);
      assertThat(one(id)).isNotNull();
    }
    assertThat(all(500)).hasSize(2);
  }

  @Test
  void anUnsureAdditionThatWasNeverMadeIsMade() {
    String id = actors.ask(ID, addition(file(1), null, null, true).asUnsure()).id();
    assertThat(all(500)).extracting(Download::id).containsExactly(id);
  }

  @Test
  void whatIsNoDownloadIsRefused() {
    var junk = new DownloadSource.File("junk.bin", io.vertx.core.buffer.Buffer.buffer("<html>"));
    assertThat(actors.code(ID, addition(junk, null, null, true)))
        .isEqualTo(FailureCode.UPSTREAM_REJECTED);
    assertThat(all(500)).isEmpty();
  }

  @Test
  void pausedAndResumedOnesSaySo() {
    String id = add(file(1));
    awaited(id, d -> d.status() == DownloadStatus.PAUSED);
    actors.ask(ID, new DownloadCommand.ResumeDownload(id, false));
    actors.ask(ID, new DownloadCommand.ResumeDownload(id, false).asUnsure());
    awaited(id, d -> d.status() != DownloadStatus.PAUSED);
    if (one(id).status().active()) {
      actors.ask(ID, new DownloadCommand.PauseDownload(id, false));
      actors.ask(ID, new DownloadCommand.PauseDownload(id, false).asUnsure());
      awaited(id, d -> d.status() == DownloadStatus.PAUSED || !d.status().active());
    }
  }

  @Test
  void aFailedOneSaysWhyAndIsTriedAgain() {
    String id = add(file(1));
    if (!makeFail(id)) {
      return;
    }
    Download failed = awaited(id, d -> d.status() == DownloadStatus.FAILED);
    assertThat(failed.error()).isNotBlank();
    assertThat(failed.troubles()).isNotEmpty();
    String again = actors.ask(ID, new DownloadCommand.RetryDownload(id, false)).id();
    eventually(() -> all(500).stream().anyMatch(d -> d.id().equals(again)));
    actors.ask(ID, new DownloadCommand.RemoveDownload(again, true, false));
    eventually(() -> all(500).stream().noneMatch(d -> d.id().equals(again)));
  }

  @Test
  void removedOnesVanish() {
    String kept = add(file(1));
    String removed = add(file(2));
    assertThat(all(500)).extracting(Download::id).contains(kept, removed);
    actors.ask(ID, new DownloadCommand.RemoveDownload(removed, true, false));
    eventually(() -> one(removed) == null);
    eventually(() -> all(500).stream().map(Download::id).toList().equals(List.of(kept)));
    actors.ask(ID, new DownloadCommand.RemoveDownload(removed, true, false).asUnsure());
    assertThat(all(500)).extracting(Download::id).containsExactly(kept);
  }

  @Test
  void partsMakeTheWhole() {
    List<String> added = IntStream.rangeClosed(1, 5).mapToObj(n -> add(file(n))).sorted().toList();
    for (int limit : new int[] {1, 2, 4, 5, 500}) {
      assertThat(all(limit)).extracting(Download::id).containsExactlyElementsOf(added);
    }
    var part = actors.ask(ID, new DownloadCommand.GetDownloads(added.get(1), 2));
    assertThat(part.downloads())
        .isSortedAccordingTo(Comparator.comparing(Download::id))
        .extracting(Download::id)
        .containsExactly(added.get(2), added.get(3));
    assertThat(part.more()).isTrue();
    assertThat(actors.ask(ID, new DownloadCommand.GetDownloads(added.get(4), 2)).more()).isFalse();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(one(unknownId())).isNull();
    for (Command<?> command :
        List.<Command<?>>of(
            new DownloadCommand.PauseDownload(unknownId(), false),
            new DownloadCommand.ResumeDownload(unknownId(), false),
            new DownloadCommand.RetryDownload(unknownId(), false))) {
      assertThat(actors.code(ID, command))
          .as(command.getClass().getSimpleName())
          .isEqualTo(FailureCode.UPSTREAM_NOT_FOUND);
    }
    assertThat(actors.ask(ID, new DownloadCommand.RemoveDownload(unknownId(), true, false)))
        .isNotNull();
  }

  @Test
  void noIdStandsForAll() {
    List<String> ids = List.of(add(file(1)), add(file(2)));
    String both = String.join("|", ids);
    for (String all : List.of("all", "ALL", "", "*", "%", both, String.join(",", ids))) {
      assertThat(one(all)).isNull();
      for (Command<?> command :
          List.<Command<?>>of(
              new DownloadCommand.PauseDownload(all, false),
              new DownloadCommand.ResumeDownload(all, false),
              new DownloadCommand.RetryDownload(all, false))) {
        assertThat(actors.code(ID, command))
            .as("%s of '%s'", command.getClass().getSimpleName(), all)
            .isEqualTo(FailureCode.UPSTREAM_NOT_FOUND);
      }
      actors.ask(ID, new DownloadCommand.RemoveDownload(all, true, false));
    }
    assertThat(all(500)).extracting(Download::id).containsExactlyInAnyOrderElementsOf(ids);
    eventually(() -> all(500).stream().allMatch(d -> d.status() == DownloadStatus.PAUSED));
  }
}
