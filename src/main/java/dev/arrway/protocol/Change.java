package dev.arrway.protocol;

/**
 * A command that changes something in an upstream. A change that is {@link #unsure} may have been
 * carried out by an earlier try: the instance is looked at first, and what is done already is not
 * done again.
 */
public interface Change<R extends Reply> extends Command<R> {
  /** Returns whether an earlier try may have been carried out. */
  boolean unsure();

  /** Returns the same change after a try whose outcome is not known. */
  Change<R> asUnsure();
}
