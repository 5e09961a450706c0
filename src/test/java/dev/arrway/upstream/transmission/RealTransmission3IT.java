package dev.arrway.upstream.transmission;

import dev.arrway.upstream.ServerCommand;
import java.util.Optional;

/** The tests on 3.00 of Debian 12, which has labels but does not take them with a new torrent. */
class RealTransmission3IT extends RealTransmissionContractTest {
  @Override
  protected Optional<ServerCommand> command() {
    return ServerCommand.find("REAL_TRANSMISSION_3")
        .or(() -> ServerCommand.inPath("transmission-daemon"));
  }
}
