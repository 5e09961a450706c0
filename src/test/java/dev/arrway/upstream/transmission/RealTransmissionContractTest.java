package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadServer;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.FailureCode;
import dev.arrway.upstream.ServerCommand;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract against a real transmission-daemon, one for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealTransmissionContractTest extends TransmissionContractTest {
  private static final int BIG = 3_000_000;

  protected RealTransmission real;

  /** Returns how it is started; empty when there is none here. */
  protected abstract Optional<ServerCommand> command();

  @Override
  protected DownloadServer start(Vertx vertx) {
    return real.server();
  }

  @BeforeAll
  void begin() throws Exception {
    if (command().isEmpty()) {
      System.out.println(getClass().getSimpleName() + ": skipped, there is no such Transmission");
    }
    Assumptions.assumeTrue(command().isPresent());
    real = RealTransmission.start(command().get());
  }

  @AfterEach
  void emptyTheFolder() throws IOException {
    if (real != null) {
      try (Stream<Path> left = Files.list(real.downloads)) {
        for (Path path : left.toList()) {
          ServerCommand.delete(path);
        }
      }
    }
  }

  @AfterAll
  void end() throws Exception {
    if (real != null) {
      real.close();
    }
  }

  /** Puts the content of a torrent where the server looks for it. */
  private void place(SampleTorrent torrent) {
    try {
      Path path = real.downloads.resolve(torrent.path());
      Files.createDirectories(path.getParent());
      Files.write(path, torrent.content());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes the files of a torrent that was complete. */
  @Override
  protected boolean makeFail(String id) {
    actors.ask(ID, new DownloadCommand.RemoveDownload(id, true, false));
    eventually(() -> one(id) == null);
    assertThat(addedComplete(SampleTorrent.folder(1, 40_000))).isEqualTo(id);
    actors.ask(ID, new DownloadCommand.PauseDownload(id, false));
    awaited(id, d -> d.phase().equals("stopped"));
    try {
      ServerCommand.delete(real.downloads.resolve(SampleTorrent.folder(1, 40_000).name()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    actors.ask(ID, new DownloadCommand.ResumeDownload(id, false));
    return true;
  }

  /** Adds a torrent whose files are there, and lets it seed. */
  private String addedComplete(SampleTorrent torrent) {
    place(torrent);
    String id = add(torrent.source());
    awaited(id, d -> d.phase().equals("stopped"));
    actors.ask(ID, new DownloadCommand.ResumeDownload(id, false));
    awaited(id, d -> d.phase().equals("seeding") && d.status() == DownloadStatus.COMPLETED);
    return id;
  }

  @Test
  void aFailedOneWhoseFilesAreBackGoesOn() {
    String id = add(file(1));
    assertThat(makeFail(id)).isTrue();
    Download failed = awaited(id, d -> d.status() == DownloadStatus.FAILED);
    assertThat(failed.troubles()).containsExactly(DownloadTrouble.MISSING_FILES);
    place(SampleTorrent.folder(1, 40_000));
    actors.ask(ID, new DownloadCommand.RetryDownload(id, false));
    Download back = awaited(id, d -> d.phase().equals("seeding"));
    assertThat(back.error()).isNull();
    assertThat(back.status()).isEqualTo(DownloadStatus.COMPLETED);
  }

  @Test
  void aWrongPasswordIsClearAndBansNobody() {
    deploy(server.url(), server.wrong());
    for (int i = 0; i < 120; i++) {
      var failure = actors.refusal(ID, new DownloadCommand.GetDownloads(null, 10));
      assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
      assertThat(failure.detail()).contains("user name or password");
    }
    assertThat(actors.code(ID, new UpstreamCommand.TestConnection()))
        .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    deploy(server.url(), server.credentials());
    assertThat(all(10)).isEmpty();
  }

  @Test
  void aFileIsAddedCompletedAndRemovedWithItsData() {
    SampleTorrent torrent = SampleTorrent.single(50, BIG, true);
    String id = addedComplete(torrent);
    Path content = real.downloads.resolve(torrent.path());
    assertThat(id).isEqualTo(torrent.hash());
    Download complete = one(id);
    assertThat(complete.isPrivate()).isTrue();
    assertThat(complete.size()).isEqualTo(BIG);
    assertThat(complete.remaining()).isZero();
    assertThat(complete.progress()).isEqualTo(1.0);
    assertThat(complete.outputPath()).endsWith("/downloads/" + torrent.name());
    assertThat(complete.troubles()).isEmpty();
    assertThat(complete.addedAt()).isNotNull();
    actors.ask(ID, new DownloadCommand.RemoveDownload(id, true, false));
    eventually(() -> one(id) == null && !Files.exists(content));
  }

  @Test
  void aRemovalWithoutDataKeepsTheFiles() {
    SampleTorrent torrent = SampleTorrent.folder(51, BIG);
    String id = addedComplete(torrent);
    Path content = real.downloads.resolve(torrent.path());
    actors.ask(ID, new DownloadCommand.RemoveDownload(id, false, false));
    eventually(() -> one(id) == null);
    assertThat(content).hasBinaryContent(torrent.content());
  }

  @Test
  void aMagnetLinkWaitsForItsDescription() {
    DownloadSource magnet = SampleTorrent.single(52, 40_000, false).magnet();
    String id = actors.ask(ID, addition(magnet, "Any name", "films", false)).id();
    Download waiting = awaited(id, d -> d.troubles().contains(DownloadTrouble.NO_METADATA));
    assertThat(waiting.status()).isEqualTo(DownloadStatus.QUEUED);
    assertThat(waiting.category()).isEqualTo("films");
    assertThat(waiting.size()).isNull();
    assertThat(waiting.outputPath()).isNull();
    assertThat(waiting.progress()).isZero();
    actors.ask(ID, new DownloadCommand.PauseDownload(id, false));
    awaited(id, d -> d.status() == DownloadStatus.PAUSED);
  }

  @Test
  void aSingleFileKeepsItsEndingWhenItIsRenamed() {
    SampleTorrent torrent = SampleTorrent.single(53, 40_000, false);
    String id = actors.ask(ID, addition(torrent.source(), "Another name", null, true)).id();
    assertThat(one(id).name()).isEqualTo("Another name.bin");
    SampleTorrent unusable = SampleTorrent.single(54, 40_000, false);
    String same = actors.ask(ID, addition(unusable.source(), "a/../b", null, true)).id();
    assertThat(one(same).name()).isEqualTo(unusable.name());
  }

  @Test
  void withoutPeersMissingPiecesAreTold() {
    String id = actors.ask(ID, addition(file(1), null, null, false)).id();
    Download alone = awaited(id, d -> d.troubles().contains(DownloadTrouble.NO_PEERS));
    assertThat(alone.status()).isEqualTo(DownloadStatus.DOWNLOADING);
    assertThat(alone.error()).isNotBlank();
    assertThat(alone.etaSeconds()).isNull();
    assertThat(alone.completedAt()).isNull();
  }

  private String serve(SampleTorrent torrent, AtomicInteger fetched) {
    HttpServer served =
        TestActors.await(
            actors
                .vertx
                .createHttpServer()
                .requestHandler(request -> answer(request, torrent, fetched))
                .listen(0, "127.0.0.1"));
    return "http://127.0.0.1:" + served.actualPort();
  }

  private static void answer(
      HttpServerRequest request, SampleTorrent torrent, AtomicInteger fetched) {
    fetched.incrementAndGet();
    if (request.path().equals("/moved")) {
      request.response().setStatusCode(302).putHeader("Location", "/get").end();
    } else if (request.path().equals("/get")) {
      request.response().end(Buffer.buffer(torrent.file()));
    } else if (request.path().equals("/page")) {
      request.response().end("<html><body>Log in</body></html>");
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  @Test
  void thePlainLinkOfATorrentIsFetchedByTheServer() {
    SampleTorrent torrent = SampleTorrent.single(60, 40_000, false);
    AtomicInteger fetched = new AtomicInteger();
    String url = serve(torrent, fetched);
    for (String path : List.of("/moved?key=secret", "/get?key=secret")) {
      var link = new DownloadSource.Link(Secret.of(url + path));
      var addition = addition(link, null, "films", true);
      String id = actors.ask(ID, addition).id();
      assertThat(id).isEqualTo(torrent.hash());
      assertThat(actors.ask(ID, addition.asUnsure()).id()).isEqualTo(id);
      assertThat(one(id).category()).isEqualTo("films");
      assertThat(all(10)).hasSize(1);
    }
    assertThat(fetched.get()).isPositive();
    for (String path : List.of("/none?key=secret", "/page?key=secret")) {
      var link = new DownloadSource.Link(Secret.of(url + path));
      var failure = actors.refusal(ID, addition(link, null, null, true));
      assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_REJECTED);
      assertThat(failure.toString()).doesNotContain("secret");
    }
  }

  @Test
  void aRestartDuringPollsLosesNothing() throws Exception {
    var spec = TestActors.spec(ID, "transmission", server.url(), server.credentials());
    Map<String, Object> breaker = Map.of("breaker_open_seconds", 1);
    TestActors.await(actors.fleet.deploy(TestActors.with(spec, Duration.ofSeconds(10), breaker)));
    Set<String> ids = Set.of(add(file(1)), add(file(2)), add(file(3)), add(link(1)), add(link(2)));
    assertThat(all(500)).hasSize(5);
    List<Set<String>> seen = new ArrayList<>();
    Thread polls = new Thread(() -> poll(seen), "polls");
    polls.start();
    real.end();
    eventually(() -> copy(seen).contains(Set.of("none")));
    real.begin();
    polls.join(60_000);
    List<Set<String>> answers =
        copy(seen).stream().filter(each -> !each.equals(Set.of("none"))).toList();
    assertThat(answers).isNotEmpty().allMatch(ids::equals);
    assertThat(copy(seen).get(copy(seen).size() - 1)).as("in the end").isEqualTo(ids);
    String first = SampleTorrent.folder(1, 40_000).hash();
    actors.ask(ID, new DownloadCommand.RemoveDownload(first, true, false));
    assertThat(all(2)).hasSize(4);
  }

  private static List<Set<String>> copy(List<Set<String>> seen) {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  /** Polls until it was out of reach and is back; {@code none} stands for no answer. */
  private void poll(List<Set<String>> seen) {
    boolean away = false;
    boolean back = false;
    while (!back) {
      Set<String> now;
      try {
        now =
            actors.ask(ID, new DownloadCommand.GetDownloads(null, 500)).downloads().stream()
                .map(Download::id)
                .collect(Collectors.toSet());
      } catch (RuntimeException e) {
        now = Set.of("none");
      }
      synchronized (seen) {
        seen.add(now);
      }
      away |= now.equals(Set.of("none"));
      back = away && !now.equals(Set.of("none"));
    }
  }
}
