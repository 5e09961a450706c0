package dev.arrway.upstream.qbittorrent;

import static org.assertj.core.api.Assertions.assertThat;

class Qbittorrent52ContractIT extends QbittorrentSandboxContractTest {
  @Override
  protected String version() {
    return "5.2.0";
  }

  @org.junit.jupiter.api.Test
  void aKeyIsTakenInPlaceOfALogin() {
    deploy(server.url(), new dev.arrway.upstream.Credentials.ApiKey(sandbox.state().key()));
    int logins = sandbox.state().logins();
    String id = add(file(1));
    assertThat(all(10)).extracting(dev.arrway.domain.download.Download::id).containsExactly(id);
    assertThat(sandbox.state().logins()).isEqualTo(logins);
    deploy(
        server.url(),
        new dev.arrway.upstream.Credentials.ApiKey(
            dev.arrway.platform.config.Secret.of(dev.arrway.kind.download.DownloadServer.WRONG)));
    assertThat(actors.code(ID, new dev.arrway.upstream.UpstreamCommand.TestConnection()))
        .isEqualTo(dev.arrway.protocol.FailureCode.UPSTREAM_AUTH_FAILED);
  }
}
