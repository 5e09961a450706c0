package dev.arrway.platform.store;

/**
 * The store cannot start. The message is meant for the person at the console: it names the file,
 * key or address that is at fault and what can be done, and never holds a secret.
 */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a plain message. */
  public StartFailure(String message) {
    super(message);
  }

  /** With a plain message and what was caught. */
  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
