package dev.arrway.platform.bus;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FatalErrors;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.concurrent.TimeoutException;

/** Maps exceptions to failures. */
public final class Failures {
  private Failures() {}

  /** Returns the failure that an exception carries; {@code internal} for an unexpected one. */
  public static Failure of(Throwable cause) {
    FatalErrors.haltIfFatal(cause);
    if (cause instanceof FailureException foreseen) {
      return foreseen.failure();
    }
    if (cause instanceof MessageTooLargeException) {
      return Failure.of(
          FailureCode.TOO_LARGE,
          "The answer is too large for one message; ask for a smaller page.");
    }
    if (cause instanceof TimeoutException) {
      return Failure.of(FailureCode.DEADLINE_EXCEEDED, "The time for this request is over.");
    }
    return Failure.of(FailureCode.INTERNAL, "Something went wrong inside the gateway.");
  }

  /**
   * Whether nobody foresaw the cause, so that it belongs in the log as an error; once, where it is
   * turned into a failure.
   */
  public static boolean isUnexpected(Throwable cause) {
    return !(cause instanceof FailureException) && of(cause).code() == FailureCode.INTERNAL;
  }

  static Failure ofDelivery(Throwable cause) {
    if (cause instanceof ReplyException reply) {
      if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
        return Failure.of(FailureCode.ACTOR_UNAVAILABLE, "The instance is not running.");
      }
      if (reply.failureType() == ReplyFailure.TIMEOUT) {
        return Failure.of(
            FailureCode.DEADLINE_EXCEEDED, "The instance did not answer within the time allowed.");
      }
    }
    return of(cause);
  }
}
