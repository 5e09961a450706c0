package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadServer;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Reply;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.transmission.TransmissionSandbox;
import dev.arrway.sandbox.transmission.TransmissionState;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract on each simulated version, and what only a simulator can be made to do. */
abstract class TransmissionSandboxContractTest extends TransmissionContractTest {
  protected static final String RPC = "/transmission/rpc";
  protected TransmissionSandbox sandbox;

  /** The version that is simulated. */
  protected abstract String version();

  @Override
  protected DownloadServer start(Vertx vertx) {
    sandbox = TestActors.await(TransmissionSandbox.start(vertx, settings()));
    return server(sandbox.server().url(), TransmissionState.USERNAME, sandbox.server().apiKey());
  }

  protected SandboxSettings settings() {
    return SandboxSettings.of(0).withVersion(version()).withCommandTime(Duration.ofMillis(100));
  }

  @Override
  protected boolean loseNextAnswer() {
    sandbox.server().faults().add(Fault.of(FaultKind.LOSE_ANSWER).on(RPC).times(1));
    return true;
  }

  @Override
  protected boolean makeFail(String id) {
    sandbox.state().fail(id, "No data found! Ensure your drives are connected");
    return true;
  }

  private long calls() {
    return sandbox.server().requests().count("POST", RPC);
  }

  @Test
  void wrongCredentialsAreTriedOnceAndByTestsThreeTimes() {
    int before = sandbox.state().access().wrongLogins();
    deploy(server.url(), server.wrong());
    for (int i = 0; i < 10; i++) {
      assertThat(actors.code(ID, new DownloadCommand.GetDownloads(null, 10)))
          .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
      assertThat(actors.code(ID, new UpstreamCommand.GetGauges()))
          .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    }
    assertThat(sandbox.state().access().wrongLogins() - before).isEqualTo(1);
    for (int i = 0; i < 10; i++) {
      assertThat(actors.code(ID, new UpstreamCommand.TestConnection()))
          .isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    }
    assertThat(sandbox.state().access().wrongLogins() - before).isEqualTo(3);
    assertThat(actors.refusal(ID, new UpstreamCommand.TestConnection()).detail())
        .contains("several times");
  }

  @Test
  void aDenialAfterFailedLoginsOfOthersIsSaidAndOverOnceTheServerIsRestarted() {
    all(1);
    sandbox.state().access().lockOut();
    for (int i = 0; i < 3; i++) {
      var failure = actors.refusal(ID, new DownloadCommand.GetCategories());
      assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
      assertThat(failure.detail()).contains("too many failed logins").contains("restart");
    }
    sandbox.state().restart();
    assertThat(actors.ask(ID, new DownloadCommand.GetCategories()).names()).isEmpty();
  }

  @Test
  void refusedAddressesAndHostNamesAreSaidAndAskedAgain() {
    all(1);
    sandbox.state().access().denyAddresses(true);
    var address = actors.refusal(ID, new DownloadCommand.GetCategories());
    assertThat(address.code()).isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
    assertThat(address.detail()).contains("'rpc-whitelist'");
    sandbox.state().access().denyAddresses(false);
    sandbox.server().faults().add(Fault.status(421).text("hostname").on(RPC).times(1));
    assertThat(actors.refusal(ID, new DownloadCommand.GetCategories()).detail())
        .contains("rpc-host-whitelist");
    sandbox.server().faults().add(Fault.status(403).text("Ghost at localhost").on(RPC).times(1));
    assertThat(actors.refusal(ID, new DownloadCommand.GetCategories()).detail())
        .as("the page of something else")
        .contains("'rpc-whitelist'")
        .contains("too many failed logins");
    assertThat(all(10)).isEmpty();
  }

  @Test
  void allWhoWaitShareOneSession() {
    deploy(server.url(), server.credentials());
    long before = calls();
    List<Future<? extends Reply>> asked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      asked.add(actors.send(ID, new DownloadCommand.GetDownload(unknownId()), 20_000));
    }
    TestActors.await(Future.all(asked));
    assertThat(calls() - before).as("a refused and a good opening, then one each").isEqualTo(12);
  }

  @Test
  void anExpiredSessionIsRenewedAndTheCallRepeatedOnce() {
    String id = add(file(1));
    sandbox.state().access().renewSession();
    long before = calls();
    actors.ask(ID, new DownloadCommand.GetDownload(id));
    assertThat(calls() - before).as("refused, opened, repeated").isEqualTo(3);
    sandbox.state().access().renewSession();
    String second = add(file(2));
    assertThat(all(1)).extracting(Download::id).containsExactlyInAnyOrder(id, second);
  }

  @Test
  void aServerThatRefusesItsOwnSessionIdIsNotAskedForEver() {
    all(1);
    sandbox.state().access().refuseSessions(true);
    long before = calls();
    var failure = actors.refusal(ID, new DownloadCommand.GetCategories());
    assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_UNEXPECTED);
    assertThat(failure.detail()).contains("session id");
    assertThat(calls() - before).isLessThanOrEqualTo(3);
    sandbox.state().access().refuseSessions(false);
    assertThat(all(10)).isEmpty();
  }

  @Test
  void theProtocolIsFoundOutWithoutTheHeaderThatTellsIt() {
    sandbox.state().access().tellVersion(false);
    deploy(server.url(), server.credentials());
    String id = actors.ask(ID, addition(file(1), null, "films", true)).id();
    assertThat(all(10)).extracting(Download::category).containsExactly("films");
    actors.ask(ID, new DownloadCommand.ResumeDownload(id, false));
    assertThat(one(id).status()).isEqualTo(DownloadStatus.DOWNLOADING);
  }

  @Test
  void aServerWithoutAuthenticationTakesAnyCredentials() {
    sandbox.state().access().requireAuthentication(false);
    deploy(server.url(), server.wrong());
    String id = add(file(1));
    assertThat(all(10)).extracting(Download::id).containsExactly(id);
  }

  @Test
  void whatIsNoTransmissionIsNamed() {
    for (int status : new int[] {404, 405, 301}) {
      sandbox.server().faults().add(Fault.status(status).on("*").times(1));
      deploy(server.url(), server.credentials());
      var failure = actors.refusal(ID, new UpstreamCommand.TestConnection());
      assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_UNEXPECTED);
      assertThat(failure.detail()).contains("not Transmission");
    }
    for (String body : List.of("{\"version\":\"1\"}", "[]", "{}", "7")) {
      sandbox.server().faults().add(Fault.body(body).on("*").times(2));
      deploy(server.url(), server.credentials());
      assertThat(actors.code(ID, new UpstreamCommand.TestConnection()))
          .as(body)
          .isEqualTo(FailureCode.UPSTREAM_UNEXPECTED);
      sandbox.server().faults().clear();
    }
  }

  @Test
  void theServersOtherPathIsThatOfTheUrl() {
    for (String end : List.of("", "/", "/rpc")) {
      TransmissionSandbox other =
          TestActors.await(
              TransmissionSandbox.start(actors.vertx, settings().withUrlBase("/seedbox")));
      deploy(
          other.server().url() + end, login(TransmissionState.USERNAME, other.server().apiKey()));
      assertThat(add(file(1))).isEqualTo(SampleTorrent.folder(1, 40_000).hash());
      TestActors.await(other.close());
    }
  }

  @Test
  void aRestartedServerIsReadAnew() {
    List<String> ids = List.of(add(file(1)), add(file(2)));
    TestActors.await(sandbox.server().close());
    assertThat(actors.refusal(ID, new DownloadCommand.GetDownloads(null, 10))).isNotNull();
    sandbox.state().restart();
    TestActors.await(sandbox.server().reopen());
    assertThat(all(10)).extracting(Download::id).containsExactlyInAnyOrderElementsOf(ids);
    actors.ask(ID, new DownloadCommand.RemoveDownload(ids.get(0), false, false));
    assertThat(all(10)).extracting(Download::id).containsExactly(ids.get(1));
  }

  @Test
  void whatAStartingServerHasNotReadYetIsNeitherGoneNorChanged() {
    String id = add(file(1));
    Download before = all(10).get(0);
    sandbox.state().restart();
    sandbox.state().reading(true);
    assertThat(all(10)).containsExactly(before);
    assertThat(one(id)).isEqualTo(before);
    for (var command :
        List.of(
            new DownloadCommand.ResumeDownload(id, false),
            new DownloadCommand.RemoveDownload(id, true, false))) {
      assertThat(actors.code(ID, command)).isEqualTo(FailureCode.BUSY);
    }
    sandbox.state().reading(false);
    actors.ask(ID, new DownloadCommand.RemoveDownload(id, true, false));
    assertThat(all(10)).isEmpty();
    assertThat(one(id)).isNull();
  }

  @Test
  void anotherVersionBehindTheSameAddressIsNoticed() {
    all(10);
    int port = sandbox.server().port();
    TestActors.await(sandbox.close());
    for (String other : List.of("3.00", "4.1.0", "4.0.6", "4.1.0")) {
      TransmissionSandbox next = onPort(port, other);
      eventually(
          () ->
              TestActors.works(
                  actors.send(ID, new DownloadCommand.GetDownloads(null, 10), 10_000)));
      String id = actors.ask(ID, addition(file(1), null, "films", true)).id();
      actors.ask(ID, new DownloadCommand.ResumeDownload(id, false));
      actors.ask(ID, new DownloadCommand.PauseDownload(id, false));
      assertThat(one(id).status()).isEqualTo(DownloadStatus.PAUSED);
      assertThat(one(id).category()).isEqualTo("films");
      TestActors.await(next.close());
    }
  }

  /** The port may be taken for a moment, even by a connection of ours to what was there. */
  private TransmissionSandbox onPort(int port, String version) {
    List<TransmissionSandbox> started = new ArrayList<>();
    SandboxSettings settings =
        settings().withVersion(version).withPort(port).withApiKey(sandbox.server().apiKey());
    eventually(
        () ->
            TestActors.await(
                TransmissionSandbox.start(actors.vertx, settings)
                    .map(started::add)
                    .recover(taken -> Future.succeededFuture(false))));
    return started.get(0);
  }

  private static DownloadSource web(String path) {
    return new DownloadSource.Link(Secret.of("http://127.0.0.1:9/key/" + path));
  }

  @Test
  void theServerFetchesAPlainLinkAndIsToldOnce() {
    var addition = addition(web("Some.Film.torrent?key=1"), null, "films", true);
    String id = actors.ask(ID, addition).id();
    assertThat(one(id).category()).isEqualTo("films");
    assertThat(actors.ask(ID, addition.asUnsure()).id()).isEqualTo(id);
    assertThat(all(500)).hasSize(1);
    var failure = actors.refusal(ID, addition(web("page.html?key=s3cret"), null, null, true));
    assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_REJECTED);
    assertThat(failure.detail()).contains("404").doesNotContain("s3cret");
  }

  @Test
  void anAdditionThatWasCutShortIsCompleted() {
    sandbox.state().downloadTime(Duration.ofHours(1));
    var addition = addition(file(1), "A new name", "films", true);
    all(1);
    assertThat(loseNextAnswer()).isTrue();
    assertThat(actors.refusal(ID, addition)).isNotNull();
    String id = actors.ask(ID, addition.asUnsure()).id();
    assertThat(one(id).category()).isEqualTo("films");
    assertThat(one(id).name()).isEqualTo("A new name");
    assertThat(all(10)).hasSize(1);
  }

  @Test
  void prioritiesAreTold() {
    assertThat(one(prioritized(1, DownloadPriority.LOW)).priority())
        .isEqualTo(DownloadPriority.LOW);
    assertThat(one(prioritized(2, DownloadPriority.NORMAL)).priority()).isNull();
    Download forced = one(prioritized(3, DownloadPriority.FORCE));
    assertThat(forced.priority()).isEqualTo(DownloadPriority.HIGH);
    assertThat(forced.status()).isEqualTo(DownloadStatus.DOWNLOADING);
    assertThat(forced.etaSeconds()).isPositive();
    assertThat(sandbox.state().isSequential(forced.id())).isEqualTo(version().startsWith("4.1"));
  }

  private String prioritized(int number, DownloadPriority priority) {
    actors.memory.sources.put(90L + number, file(number));
    var download =
        new NewDownload(
            90L + number,
            kind(),
            null,
            null,
            priority,
            false,
            true,
            true,
            "arrway-" + UUID.randomUUID(),
            Instant.now());
    return actors.ask(ID, new DownloadCommand.AddDownload(download, false)).id();
  }

  @Test
  void troublesAreTold() {
    String id = actors.ask(ID, addition(file(1), null, null, false)).id();
    sandbox.state().stall(id, true);
    assertThat(listed(id).troubles())
        .containsExactlyInAnyOrder(DownloadTrouble.STALLED, DownloadTrouble.NO_PEERS);
    sandbox.state().stall(id, false);
    sandbox.state().setMetadata(id, false);
    Download bare = listed(id);
    assertThat(bare.troubles()).containsExactly(DownloadTrouble.NO_METADATA);
    assertThat(bare.status()).isEqualTo(DownloadStatus.QUEUED);
    assertThat(bare.size()).isNull();
    sandbox.state().setMetadata(id, true);
    sandbox.state().warn(id, "Unregistered torrent at https://tracker.example/announce?key=k3y");
    assertThat(listed(id).status()).isEqualTo(DownloadStatus.DOWNLOADING);
    assertThat(listed(id).error()).startsWith("Unregistered").doesNotContain("k3y");
    sandbox.state().fail(id, "No space left on device");
    assertThat(listed(id).troubles()).containsExactly(DownloadTrouble.DISK_FULL);
    assertThat(listed(id).status()).isEqualTo(DownloadStatus.FAILED);
  }

  @Test
  void changesOfAllTorrentsAreNeverAskedFor() {
    String id = add(file(1));
    for (String all : List.of("all", "recently-active", "", "1", id.toUpperCase())) {
      actors.ask(ID, new DownloadCommand.RemoveDownload(all, true, false));
      for (var command :
          List.of(
              new DownloadCommand.PauseDownload(all, false),
              new DownloadCommand.ResumeDownload(all, false),
              new DownloadCommand.RetryDownload(all, false))) {
        assertThat(actors.code(ID, command)).isEqualTo(FailureCode.UPSTREAM_NOT_FOUND);
      }
      assertThat(one(all)).isNull();
    }
    assertThat(sandbox.state().forAll()).isZero();
    assertThat(sandbox.state().has(id)).isTrue();
  }

  @Test
  void theFingerprintTellsSettingsAndNoSecret() {
    var print = actors.ask(ID, new UpstreamCommand.GetFingerprint()).fingerprint();
    assertThat(print.facts())
        .containsEntry("preferences.download_dir", "/downloads")
        .containsEntry("preferences.seed_ratio_limited", "false");
    add(file(1));
    assertThat(actors.ask(ID, new UpstreamCommand.GetGauges()).gauges().queueSize()).isEqualTo(1);
  }
}
