package dev.arrway.protocol;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Failure} through futures; its cause, if any, is for the log alone. */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** A failure with what caused it. */
  public FailureException(Failure failure, @Nullable Throwable cause) {
    super(failure.code().wireName() + ": " + failure.detail(), cause, false, cause != null);
    this.failure = failure;
  }

  /** A failure without a cause. */
  public static FailureException of(FailureCode code, String detail) {
    return Failure.of(code, detail).asException();
  }

  /** What went wrong. */
  public Failure failure() {
    return failure;
  }
}
