package dev.arrway.upstream.qbittorrent;

class Qbittorrent4ContractIT extends QbittorrentSandboxContractTest {
  @Override
  protected String version() {
    return "4.6.7";
  }
}
