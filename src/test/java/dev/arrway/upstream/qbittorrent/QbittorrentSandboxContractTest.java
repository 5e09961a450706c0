package dev.arrway.upstream.qbittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.kind.download.DownloadClientContractTest;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadServer;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Reply;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.qbittorrent.QbittorrentSandbox;
import dev.arrway.sandbox.qbittorrent.QbittorrentState;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract, and what only a simulator can be made to do, for each generation. */
abstract class QbittorrentSandboxContractTest extends DownloadClientContractTest {
  private static final String API = "/api/v2";
  protected QbittorrentSandbox sandbox;

  /** The version that is simulated. */
  protected abstract String version();

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
    sandbox = TestActors.await(QbittorrentSandbox.start(vertx, settings()));
    return new DownloadServer(
        sandbox.server().url(), login(sandbox.server().apiKey()), wrong(), "qBittorrent");
  }

  private SandboxSettings settings() {
    return SandboxSettings.of(0).withVersion(version()).withCommandTime(Duration.ofMillis(300));
  }

  protected static Credentials login(Secret password) {
    return new Credentials.Login(QbittorrentState.USERNAME, password);
  }

  private static Credentials wrong() {
    return login(Secret.of(DownloadServer.WRONG));
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

  @Override
  protected boolean loseNextAnswer() {
    sandbox
        .server()
        .faults()
        .add(Fault.of(FaultKind.LOSE_ANSWER).on(API + "/torrents/add").times(1));
    return true;
  }

  @Override
  protected boolean makeFail(String id) {
    sandbox.state().trouble(id, "error");
    return true;
  }

  @Test
  void wrongCredentialsAreTriedOnceAndByTestsThreeTimes() {
    int before = sandbox.state().logins();
    deploy(server.url(), server.wrong());
    for (int i = 0; i < 10; i++) {
      assertThat(actors.code(ID, new DownloadCommand.GetDownloads(null, 10)))
          .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
      assertThat(actors.code(ID, new UpstreamCommand.GetGauges()))
          .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    }
    assertThat(sandbox.state().logins() - before).isEqualTo(1);
    for (int i = 0; i < 10; i++) {
      assertThat(actors.code(ID, new UpstreamCommand.TestConnection()))
          .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    }
    assertThat(sandbox.state().logins() - before).isEqualTo(3);
    assertThat(sandbox.state().failedLogins()).as("five would be a ban").isLessThan(5);
  }

  @Test
  void aBanIsNotProlongedAndIsOverAfterATest() {
    deploy(server.url(), server.wrong());
    for (int i = 0; i < 5; i++) {
      deploy(server.url(), server.wrong());
      assertThat(actors.code(ID, new UpstreamCommand.TestConnection()))
          .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    }
    deploy(server.url(), server.credentials());
    assertThat(actors.refusal(ID, new DownloadCommand.GetCategories()).detail()).contains("banned");
    sandbox.state().unban();
    int before = sandbox.state().logins();
    assertThat(actors.code(ID, new DownloadCommand.GetCategories()))
        .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    assertThat(sandbox.state().logins()).isEqualTo(before);
    assertThat(actors.ask(ID, new UpstreamCommand.TestConnection())).isNotNull();
    assertThat(all(10)).isEmpty();
  }

  @Test
  void allWhoWaitShareOneLogin() {
    deploy(server.url(), server.credentials());
    int before = sandbox.state().logins();
    List<Future<? extends Reply>> asked = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      asked.add(actors.send(ID, new DownloadCommand.GetDownloads(null, 10), 20_000));
    }
    TestActors.await(Future.all(asked));
    assertThat(sandbox.state().logins() - before).isEqualTo(1);
  }

  @Test
  void aForgottenSessionIsOpenedOnceMore() {
    String id = add(file(1));
    assertThat(all(10)).hasSize(1);
    int before = sandbox.state().logins();
    sandbox.state().expireSessions();
    String second = add(file(2));
    assertThat(all(1)).extracting(Download::id).containsExactlyInAnyOrder(id, second);
    assertThat(sandbox.state().logins() - before).isEqualTo(1);
  }

  @Test
  void aServerThatLetsNobodyInIsNotAskedForEver() {
    all(1);
    sandbox
        .server()
        .faults()
        .add(Fault.status(403).text("Forbidden").on(API + "/torrents/categories"));
    int before = sandbox.state().logins();
    assertThat(actors.code(ID, new DownloadCommand.GetCategories()))
        .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    assertThat(sandbox.state().logins() - before).isEqualTo(1);
    assertThat(sandbox.server().requests().count("GET", API + "/torrents/categories")).isEqualTo(2);
  }

  @Test
  void aTurnedAwayHostNameIsSaid() {
    all(1);
    sandbox.server().faults().add(Fault.status(401).on(API + "/torrents/categories"));
    assertThat(actors.refusal(ID, new DownloadCommand.GetCategories()).detail())
        .contains("host name");
  }

  @Test
  void noLoginIsNeededWhereAddressesAreLetIn() {
    sandbox.state().bypass(true);
    deploy(server.url(), server.wrong());
    String id = add(file(1));
    assertThat(all(10)).extracting(Download::id).containsExactly(id);
  }

  @Test
  void whatIsNoQbittorrentIsNamed() {
    sandbox.server().faults().add(Fault.status(404).on(API + "/*"));
    deploy(server.url(), server.credentials());
    var failure = actors.refusal(ID, new UpstreamCommand.TestConnection());
    assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_UNEXPECTED);
    assertThat(failure.detail()).contains("not qBittorrent");
  }

  @Test
  void onlyChangesAreToldAndNothingIsLost() {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      ids.add(add(file(i)));
    }
    assertThat(all(500)).hasSize(4);
    sandbox.state().finish(ids.get(0));
    sandbox.state().trouble(ids.get(1), "stalledDL");
    actors.ask(ID, new DownloadCommand.RemoveDownload(ids.get(2), false, false));
    List<Download> now = all(500);
    assertThat(now).hasSize(3);
    for (Download download : now) {
      assertThat(download).isEqualTo(one(download.id()));
    }
    assertThat(by(now, ids.get(0)).status()).isEqualTo(DownloadStatus.COMPLETED);
    assertThat(by(now, ids.get(0)).completedAt()).isNotNull();
    assertThat(by(now, ids.get(1)).troubles())
        .containsExactlyInAnyOrder(DownloadTrouble.STALLED, DownloadTrouble.NO_PEERS);
  }

  private static Download by(List<Download> all, String id) {
    return all.stream().filter(download -> download.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void aRestartedServerIsReadAnew() {
    String id = add(file(1));
    assertThat(all(10)).hasSize(1);
    TestActors.await(sandbox.server().close());
    assertThat(actors.refusal(ID, new DownloadCommand.GetDownloads(null, 10))).isNotNull();
    sandbox.state().expireSessions();
    TestActors.await(sandbox.server().reopen());
    assertThat(all(10)).extracting(Download::id).containsExactly(id);
  }

  @Test
  void whatAStartingServerHasNotReadYetIsNeitherGoneNorChanged() {
    String id = add(file(1));
    Download before = all(10).get(0);
    sandbox.state().starting(true);
    sandbox.state().expireSessions();
    assertThat(one(id)).isEqualTo(before);
    assertThat(all(10)).containsExactly(before);
    assertThat(actors.code(ID, new DownloadCommand.ResumeDownload(id, false)))
        .isEqualTo(FailureCode.BUSY);
    assertThat(actors.code(ID, new DownloadCommand.RemoveDownload(id, true, false)))
        .isEqualTo(FailureCode.BUSY);
    sandbox.state().starting(false);
    actors.ask(ID, new DownloadCommand.RemoveDownload(id, true, false));
    assertThat(all(10)).isEmpty();
    assertThat(one(id)).isNull();
  }

  /** The port may be taken for a moment, even by a connection of ours to what was there. */
  private QbittorrentSandbox onPort(int port, String version) {
    List<QbittorrentSandbox> started = new ArrayList<>();
    eventually(
        () -> {
          var starting =
              QbittorrentSandbox.start(
                  actors.vertx, settings().withVersion(version).withPort(port));
          return TestActors.await(
              starting.map(started::add).recover(taken -> Future.succeededFuture(false)));
        });
    return started.get(0);
  }

  @Test
  void anotherVersionBehindTheSameAddressIsNoticed() {
    sandbox.state().bypass(true);
    all(10);
    int port = sandbox.server().port();
    TestActors.await(sandbox.close());
    for (String other : List.of("4.6.7", "5.1.2", "5.2.0")) {
      QbittorrentSandbox next = onPort(port, other);
      next.state().bypass(true);
      eventually(
          () ->
              TestActors.works(
                  actors.send(ID, new DownloadCommand.GetDownloads(null, 10), 10_000)));
      String id = add(file(1));
      actors.ask(ID, new DownloadCommand.ResumeDownload(id, false));
      actors.ask(ID, new DownloadCommand.PauseDownload(id, false));
      assertThat(one(id).status()).isEqualTo(DownloadStatus.PAUSED);
      TestActors.await(next.close());
    }
  }

  private DownloadSource web(String path) {
    return new DownloadSource.Link(Secret.of("http://127.0.0.1:9/key/" + path));
  }

  @Test
  void thePlainLinkOfATorrentIsFoundByItsTag() {
    add(file(1));
    var addition = addition(web("Some.Film.torrent?key=1"), null, "films", true);
    String id = actors.ask(ID, addition).id();
    assertThat(one(id).tags()).containsExactly(addition.download().token());
    assertThat(one(id).category()).isEqualTo("films");
    assertThat(actors.ask(ID, addition.asUnsure()).id()).isEqualTo(id);
    assertThat(all(500)).hasSize(2);
  }

  @Test
  void aPlainLinkThatNeverBecomesATorrentIsNotAwaitedForEver() {
    var addition = addition(web("page.html"), null, null, true);
    assertThat(TestActors.failure(actors.send(ID, addition, 2_000)).code())
        .isIn(FailureCode.UPSTREAM_TIMEOUT, FailureCode.DEADLINE_EXCEEDED);
    assertThat(all(500)).isEmpty();
  }

  @Test
  void otherLinksAreNotPassedOn() {
    for (String link : List.of("file:///etc/passwd", "ftp://x/y.torrent", "magnet:?dn=x", "x")) {
      var source = new DownloadSource.Link(Secret.of(link));
      assertThat(actors.code(ID, addition(source, null, null, true)))
          .isEqualTo(FailureCode.UPSTREAM_REJECTED);
    }
    assertThat(sandbox.server().requests().count("POST", API + "/torrents/add")).isZero();
  }

  @Test
  void privateOnesSaySo() {
    String open = add(file(1));
    String closed = add(file(2));
    assertThat(by(all(10), open).isPrivate()).isFalse();
    assertThat(by(all(10), closed).isPrivate()).isTrue();
    assertThat(one(closed).isPrivate()).isTrue();
    assertThat(sandbox.server().requests().count("GET", API + "/torrents/export"))
        .isLessThanOrEqualTo(2);
  }

  @Test
  void forcedOnesSaySo() {
    actors.memory.sources.put(90L, file(1));
    var download =
        new NewDownload(
            90,
            DownloadKind.TORRENT,
            null,
            null,
            DownloadPriority.FORCE,
            false,
            true,
            true,
            "arrway-" + UUID.randomUUID(),
            java.time.Instant.now());
    String id = actors.ask(ID, new DownloadCommand.AddDownload(download, false)).id();
    assertThat(one(id).priority()).isEqualTo(DownloadPriority.FORCE);
    assertThat(one(id).etaSeconds()).isPositive();
  }

  @Test
  void anErrorOnAFullDiskIsThat() {
    String id = add(file(1));
    sandbox.state().freeSpace(1);
    sandbox.state().trouble(id, "error");
    assertThat(all(10).get(0).troubles()).containsExactly(DownloadTrouble.DISK_FULL);
    sandbox.state().trouble(id, "missingFiles");
    assertThat(all(10).get(0).troubles()).containsExactly(DownloadTrouble.MISSING_FILES);
    sandbox.state().trouble(id, "metaDL");
    Download meta = all(10).get(0);
    assertThat(meta.troubles()).containsExactly(DownloadTrouble.NO_METADATA);
    assertThat(meta.size()).isNull();
    assertThat(meta.status()).isEqualTo(DownloadStatus.QUEUED);
  }

  @Test
  void theFingerprintTellsCategoriesAndNoSecret() {
    actors.ask(ID, addition(file(1), null, "films", true));
    var print = actors.ask(ID, new UpstreamCommand.GetFingerprint()).fingerprint();
    assertThat(print.facts()).containsEntry("categories.films.save_path", "");
    assertThat(print.facts()).containsEntry("preferences.queueing_enabled", "false");
    assertThat(print.toString()).doesNotContain("hidden");
    assertThat(actors.ask(ID, new UpstreamCommand.GetGauges()).gauges().queueSize()).isEqualTo(1);
  }

  @Test
  void changesOfAllTorrentsAreNeverAskedFor() {
    noIdStandsForAllOfThem();
    assertThat(sandbox.state().forAll()).isZero();
  }

  private void noIdStandsForAllOfThem() {
    for (String id : List.of("all", "ALL", "aLL|all", "")) {
      actors.ask(ID, new DownloadCommand.RemoveDownload(id, true, false));
    }
  }
}
