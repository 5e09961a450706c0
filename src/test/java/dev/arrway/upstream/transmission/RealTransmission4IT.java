package dev.arrway.upstream.transmission;

import dev.arrway.upstream.ServerCommand;
import java.util.Optional;

/** The tests on the beta of 4.1 in Debian 13, which does not know JSON-RPC yet. */
class RealTransmission4IT extends RealTransmissionContractTest {
  @Override
  protected Optional<ServerCommand> command() {
    return ServerCommand.find("REAL_TRANSMISSION_4");
  }
}
