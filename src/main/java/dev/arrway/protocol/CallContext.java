package dev.arrway.protocol;

import java.util.Objects;

/**
 * The circumstances of calls to instances: for whom, why, and whether somebody waits.
 *
 * @param userId the user that the work is done for, whose instances it may use; 0 for the gateway
 *     itself, which may use all instances
 * @param traceId joins the log lines of one request or piece of work
 * @param purpose decides how long an answer may take
 * @param waitedFor whether a person or program waits for the answer; then a call that could not
 *     connect is not tried again
 */
public record CallContext(long userId, String traceId, CallPurpose purpose, boolean waitedFor) {
  public CallContext {
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(purpose, "purpose");
    if (userId < 0) {
      throw new IllegalArgumentException("userId: " + userId + " is negative");
    }
  }

  /**
   * Returns the context of a request whose user waits for the answer.
   *
   * @param userId at least 1; work of the gateway itself uses {@link #system}
   */
  public static CallContext user(long userId, String traceId) {
    return new CallContext(requireUser(userId), traceId, CallPurpose.INTERACTIVE, true);
  }

  /**
   * Returns the context of work for a user that nobody waits for.
   *
   * @param userId at least 1; work of the gateway itself uses {@link #system}
   */
  public static CallContext background(long userId, String traceId) {
    return new CallContext(requireUser(userId), traceId, CallPurpose.BACKGROUND, false);
  }

  /**
   * Returns the context of work of the gateway itself, which may use the instances of all users.
   */
  public static CallContext system(String traceId) {
    return new CallContext(Envelope.SYSTEM, traceId, CallPurpose.BACKGROUND, false);
  }

  /** Returns the same with another purpose. */
  public CallContext withPurpose(CallPurpose newPurpose) {
    return new CallContext(userId, traceId, newPurpose, waitedFor);
  }

  /** Returns the same, waited for or not. */
  public CallContext withWaiting(boolean newWaitedFor) {
    return new CallContext(userId, traceId, purpose, newWaitedFor);
  }

  /** Returns whether this is work of the gateway itself. */
  public boolean isSystem() {
    return userId == Envelope.SYSTEM;
  }

  private static long requireUser(long userId) {
    if (userId == Envelope.SYSTEM) {
      throw new IllegalArgumentException(
          "userId: must be at least 1; work of the gateway itself uses CallContext.system");
    }
    return userId;
  }
}
