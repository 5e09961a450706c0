package dev.arrway.upstream.qbittorrent;

class Qbittorrent5ContractIT extends QbittorrentSandboxContractTest {
  @Override
  protected String version() {
    return "5.1.2";
  }
}
