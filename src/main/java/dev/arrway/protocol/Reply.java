package dev.arrway.protocol;

/** An actor's answer: a value of the type that the command names, or a {@link Failure}. */
public interface Reply {
  /** Success without contents. */
  record Done() implements Reply {}
}
