package dev.arrway.protocol;

/**
 * A request to an actor. Each kind of upstream has a sealed family of its own; names on the wire
 * and of operations are declared in the kind's {@link MessageFamily}.
 *
 * @param <R> the reply to it when it succeeds
 */
public interface Command<R extends Reply> {}
