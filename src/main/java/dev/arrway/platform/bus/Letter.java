package dev.arrway.platform.bus;

import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;

/**
 * A command with its envelope, as a mailbox holds it.
 *
 * @param envelope who asks, and for how long
 * @param command what is asked
 */
public record Letter(Envelope envelope, Command<?> command) {}
