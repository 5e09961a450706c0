package dev.arrway.upstream.qbittorrent;

import dev.arrway.upstream.ServerCommand;
import java.util.Optional;

/** Debian 12 has 4.5; without a setting it is whatever is in {@code PATH}. */
class RealQbittorrent4IT extends RealQbittorrentContractTest {
  @Override
  protected Optional<ServerCommand> command() {
    return ServerCommand.find("REAL_QBITTORRENT_4", "REAL_QBITTORRENT")
        .or(() -> ServerCommand.inPath("qbittorrent-nox"));
  }
}
