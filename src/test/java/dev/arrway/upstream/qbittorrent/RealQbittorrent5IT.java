package dev.arrway.upstream.qbittorrent;

import dev.arrway.upstream.ServerCommand;
import java.util.Optional;

/** Debian 13 has 5.1. */
class RealQbittorrent5IT extends RealQbittorrentContractTest {
  @Override
  protected Optional<ServerCommand> command() {
    return ServerCommand.find("REAL_QBITTORRENT_5");
  }
}
