package dev.arrway.protocol;

/**
 * Changes something in an upstream. A change that is {@link #unsure} may have been carried out by
 * an earlier try: the instance is looked at first, and what is done already is not done again.
 */
public interface Change<R extends Reply> extends Command<R> {
  /** Whether an earlier try may have been carried out. */
  boolean unsure();

  /** The same after a try whose outcome nobody knows. */
  Change<R> asUnsure();
}
