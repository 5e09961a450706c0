package dev.arrway.kind.beacon;

import dev.arrway.protocol.Reply;

/** An answer to a {@link BeaconCommand}. */
public sealed interface BeaconReply extends Reply {
  /** The text of a signal. */
  record Signal(String text) implements BeaconReply {}
}
