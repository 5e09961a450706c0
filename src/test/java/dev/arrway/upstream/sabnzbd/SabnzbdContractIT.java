package dev.arrway.upstream.sabnzbd;

import static dev.arrway.upstream.TestActors.await;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.kind.download.DownloadClientContractTest;
import dev.arrway.kind.download.DownloadServer;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.sabnzbd.SabnzbdSandbox;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Vertx;
import java.time.Duration;

class SabnzbdContractIT extends DownloadClientContractTest {
  private SabnzbdSandbox sandbox;

  @Override
  protected Upstream upstream() {
    return new SabnzbdUpstream();
  }

  @Override
  protected DownloadServer start(Vertx vertx) {
    sandbox =
        await(
            SabnzbdSandbox.start(
                vertx, SandboxSettings.of(0).withCommandTime(Duration.ofMillis(100))));
    sandbox.state().speed(1 << 20);
    var server = sandbox.server();
    return new DownloadServer(
        server.url(),
        new Credentials.ApiKey(server.apiKey()),
        new Credentials.ApiKey(Secret.of(DownloadServer.WRONG)),
        "SABnzbd");
  }

  @Override
  protected DownloadKind kind() {
    return DownloadKind.NZB;
  }

  @Override
  protected DownloadSource link(int number) {
    return new DownloadSource.Link(
        Secret.of("https://indexer.example/get/Linked.Release." + number + ".nzb?apikey=s3cret"));
  }

  @Override
  protected DownloadSource file(int number) {
    return Nzb.file("Some.Release." + number, 20, 500_000);
  }

  @Override
  protected String unknownId() {
    return "SABnzbd_nzo_nosuchid";
  }

  @Override
  protected boolean loseNextAnswer() {
    sandbox
        .server()
        .faults()
        .add(Fault.of(FaultKind.LOSE_ANSWER).method("POST").on("/api?mode=add*").times(1));
    return true;
  }

  @Override
  protected boolean makeFail(String id) {
    sandbox.state().fail(id, "Unpacking failed, archive requires a password");
    return true;
  }
}
