package dev.arrway.platform.store;

/**
 * The embedded server ended and could not be started again: this process cannot go on. The message
 * is meant for the person at the console: it names the data directory, the cause and what can be
 * done.
 */
public final class DatabaseLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a plain message. */
  public DatabaseLost(String message) {
    super(message);
  }
}
