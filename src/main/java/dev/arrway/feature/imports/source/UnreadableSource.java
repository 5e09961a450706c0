package dev.arrway.feature.imports.source;

/** Nothing of a list can be read; the message says why, for the one who sent it. */
public final class UnreadableSource extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates a failure with a message for users. */
  public UnreadableSource(String message) {
    super(message, null, false, false);
  }

  /** Returns the failure for a list with too many rows. */
  static UnreadableSource longerThan(int mostRows) {
    return new UnreadableSource(
        "The list has more than "
            + mostRows
            + " rows. An administrator can raise limits.import_rows.");
  }
}
