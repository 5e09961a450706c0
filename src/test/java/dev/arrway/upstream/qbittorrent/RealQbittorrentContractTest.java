package dev.arrway.upstream.qbittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.kind.download.DownloadClientContractTest;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadServer;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.FailureCode;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.ServerCommand;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract against a real qBittorrent, one for all tests, and what needs a real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealQbittorrentContractTest extends DownloadClientContractTest {
  private static final long SEEDER = 8;
  private static final int BIG = 3_000_000;

  private RealQbittorrent real;

  /** How it is started, if there is one here. */
  protected abstract Optional<ServerCommand> command();

  @Override
  protected Upstream upstream() {
    return new QbittorrentUpstream();
  }

  @Override
  protected DownloadKind kind() {
    return DownloadKind.TORRENT;
  }

  @Override
  protected DownloadServer start(Vertx vertx) {
    Credentials wrong = new Credentials.Login("admin", Secret.of(DownloadServer.WRONG));
    return new DownloadServer(real.url(), real.credentials(), wrong, "qBittorrent");
  }

  @BeforeAll
  void begin() throws Exception {
    if (command().isEmpty()) {
      System.out.println(getClass().getSimpleName() + ": skipped, there is no such qBittorrent");
    }
    Assumptions.assumeTrue(command().isPresent());
    real = RealQbittorrent.start(command().get());
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

  @Override
  protected DownloadSource link(int number) {
    String hash = TestTorrent.of(100 + number, 40_000, false).hash();
    return new DownloadSource.Link(Secret.of("magnet:?xt=urn:btih:" + hash + "&dn=L" + number));
  }

  @Override
  protected DownloadSource file(int number) {
    return TestTorrent.of(number, 40_000, number % 2 == 0).source();
  }

  @Override
  protected String unknownId() {
    return "00112233445566778899aabbccddeeff00112233";
  }

  /** A folder stands where the file belongs. */
  @Override
  protected boolean makeFail(String id) {
    try {
      Files.createDirectory(real.downloads.resolve(TestTorrent.of(1, 1, false).name()));
      actors.ask(ID, new DownloadCommand.ResumeDownload(id, false));
      real.post("torrents/recheck", Map.of("hashes", id));
      return true;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aWrongPasswordDoesNotLeadToABan() {
    deploy(server.url(), server.wrong());
    for (int i = 0; i < 10; i++) {
      assertThat(actors.code(ID, new DownloadCommand.GetDownloads(null, 10)))
          .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
      assertThat(actors.code(ID, new UpstreamCommand.TestConnection()))
          .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    }
    deploy(server.url(), server.credentials());
    assertThat(all(10)).isEmpty();
  }

  @Test
  void aFileIsAddedPausedResumedAndRemovedWithItsFiles() throws IOException {
    TestTorrent torrent = TestTorrent.of(50, BIG, true);
    Path content = Files.write(real.downloads.resolve(torrent.name()), torrent.content());
    String id = add(torrent.source());
    assertThat(id).isEqualTo(torrent.hash());
    actors.ask(ID, new DownloadCommand.ResumeDownload(id, false));
    Download complete = awaited(id, d -> d.status() == DownloadStatus.COMPLETED);
    assertThat(complete.size()).isEqualTo(BIG);
    assertThat(complete.remaining()).isZero();
    assertThat(complete.outputPath()).endsWith("/downloads/" + torrent.name());
    assertThat(complete.troubles()).isEmpty();
    actors.ask(ID, new DownloadCommand.RemoveDownload(id, true, false));
    eventually(() -> one(id) == null && !Files.exists(content));
  }

  @Test
  void privateOnesSaySo() {
    String open = add(file(1));
    String closed = add(file(2));
    eventually(() -> Boolean.FALSE.equals(listed(open).isPrivate()));
    eventually(() -> Boolean.TRUE.equals(listed(closed).isPrivate()));
  }

  private Download listed(String id) {
    return all(10).stream().filter(d -> d.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void torrentsOfVersionTwoAreKnownByWhatTheServerCallsThem() {
    String second = add(TestTorrent.ofVersionTwo(80, false).source());
    String both = add(TestTorrent.ofVersionTwo(81, true).source());
    assertThat(second).isEqualTo(TestTorrent.ofVersionTwo(80, false).hash());
    assertThat(all(10)).extracting(Download::id).containsExactlyInAnyOrder(second, both);
    assertThat(add(TestTorrent.ofVersionTwo(81, true).source())).isEqualTo(both);
    assertThat(one(both).name()).isEqualTo("Arrway Test 81.bin");
  }

  @Test
  void aRestartDuringPollsLosesNothing() throws Exception {
    var spec = TestActors.spec(ID, "qbittorrent", server.url(), server.credentials());
    Map<String, Object> breaker = Map.of("breaker_open_seconds", 1);
    TestActors.await(actors.fleet.deploy(TestActors.with(spec, Duration.ofSeconds(10), breaker)));
    Set<String> ids = Set.of(add(file(1)), add(file(2)), add(file(3)), add(link(1)), add(link(2)));
    assertThat(all(500)).hasSize(5);
    List<Set<String>> told = new ArrayList<>();
    Thread polls = new Thread(() -> poll(told), "polls");
    polls.start();
    real.end();
    eventually(() -> told(told).contains(Set.of()));
    real.begin();
    polls.join(60_000);
    assertThat(told(told).stream().filter(each -> !each.isEmpty())).allMatch(ids::equals);
    assertThat(told(told).get(told(told).size() - 1)).as("told again in the end").isEqualTo(ids);
    assertThat(all(2)).hasSize(5);
  }

  private static List<Set<String>> told(List<Set<String>> told) {
    synchronized (told) {
      return List.copyOf(told);
    }
  }

  /** Until it was out of reach and is back; an empty set stands for no answer. */
  private void poll(List<Set<String>> told) {
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
        now = Set.of();
      }
      synchronized (told) {
        told.add(now);
      }
      away |= now.isEmpty();
      back = away && !now.isEmpty();
    }
  }

  @Test
  void thePlainLinkOfATorrentIsFetchedAndFoundByItsTag() {
    TestTorrent torrent = TestTorrent.of(60, 40_000, false);
    var served =
        TestActors.await(
            actors
                .vertx
                .createHttpServer()
                .requestHandler(request -> request.response().end(Buffer.buffer(torrent.file())))
                .listen(0, "127.0.0.1"));
    String url = "http://127.0.0.1:" + served.actualPort() + "/get?key=secret";
    var addition = addition(new DownloadSource.Link(Secret.of(url)), "Of a link", "films", true);
    String id = actors.ask(ID, addition).id();
    assertThat(id).isEqualTo(torrent.hash());
    assertThat(actors.ask(ID, addition.asUnsure()).id()).isEqualTo(id);
    assertThat(one(id).tags()).contains(addition.download().token());
    assertThat(all(10)).hasSize(1);
  }

  @Test
  void whatAnotherClientHasIsTransferred() throws Exception {
    TestTorrent torrent = TestTorrent.of(70, BIG, true);
    try (RealQbittorrent seeder = RealQbittorrent.start(command().get())) {
      Files.write(seeder.downloads.resolve(torrent.name()), torrent.content());
      TestActors.await(
          actors.fleet.deploy(
              TestActors.spec(SEEDER, "qbittorrent", seeder.url(), seeder.credentials())));
      String id = actors.ask(SEEDER, addition(torrent.source(), null, null, false)).id();
      eventually(
          () ->
              actors.ask(SEEDER, new DownloadCommand.GetDownload(id)).download().status()
                  == DownloadStatus.COMPLETED);
      actors.ask(ID, addition(torrent.source(), null, null, false));
      awaited(id, d -> d.status() == DownloadStatus.DOWNLOADING);
      real.post("torrents/addPeers", Map.of("hashes", id, "peers", "127.0.0.1:" + seeder.peerPort));
      Download done = awaited(id, d -> d.status() == DownloadStatus.COMPLETED);
      assertThat(done.progress()).isEqualTo(1.0);
      assertThat(done.completedAt()).isNotNull();
      assertThat(done.outputPath()).endsWith("/" + torrent.name());
      assertThat(all(10)).containsExactly(one(id));
      assertThat(Files.readAllBytes(real.downloads.resolve(torrent.name())))
          .isEqualTo(torrent.content());
    }
  }
}
