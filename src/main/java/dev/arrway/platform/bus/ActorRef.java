package dev.arrway.platform.bus;

import dev.arrway.protocol.Address;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;

/** The only way to an actor. */
public final class ActorRef {
  private final Bus bus;
  private final Address address;

  ActorRef(Bus bus, Address address) {
    this.bus = bus;
    this.address = address;
  }

  /**
   * Asks and waits for the answer.
   *
   * @return the reply; fails with a {@link dev.arrway.protocol.FailureException} when the actor
   *     answers a failure, is not there ({@code actor_unavailable}) or does not answer within the
   *     envelope's time ({@code deadline_exceeded})
   */
  public <R extends Reply> Future<R> ask(Command<R> command, Envelope envelope) {
    return bus.ask(address, command, envelope);
  }
}
