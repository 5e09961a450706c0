package dev.arrway.kind.beacon;

import dev.arrway.protocol.Command;
import dev.arrway.protocol.Reply;

/** A request to a beacon. */
public sealed interface BeaconCommand<R extends Reply> extends Command<R> {
  /** Reads the newest signal, at most this many characters of it. */
  record GetSignal(int length) implements BeaconCommand<BeaconReply.Signal> {}
}
