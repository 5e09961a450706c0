package dev.arrway.platform.store;

/** A row with the same key exists already (SQLSTATE 23505). */
public final class UniqueViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String constraint;

  /** With the name of the violated constraint or unique index. */
  public UniqueViolation(String constraint, Throwable cause) {
    super("unique constraint " + constraint + " violated", cause);
    this.constraint = constraint;
  }

  /** The constraint or unique index, as it is called in the migration. */
  public String constraint() {
    return constraint;
  }
}
