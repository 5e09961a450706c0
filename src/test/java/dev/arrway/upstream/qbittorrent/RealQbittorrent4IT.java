package dev.arrway.upstream.qbittorrent;

import dev.arrway.upstream.ServerCommand;
import java.util.Optional;

/** Debian 12 has 4.5; without a setting it is whatever is in {@code PATH}. */
class RealQbittorrent4IT extends RealQbittorrentContractTest {
  @Override
  protected Optional<ServerCommand> command() {
    return ServerCommand.find("ARRWAY_QBITTORRENT_4", "ARRWAY_QBITTORRENT")
        .or(() -> ServerCommand.inPath("qbittorrent-nox"));
  }
}
