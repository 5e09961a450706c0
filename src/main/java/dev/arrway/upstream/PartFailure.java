package dev.arrway.upstream;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import java.time.Duration;
import java.util.Set;

/**
 * An instance that could not answer.
 *
 * @param status the HTTP status that asking it alone would have had
 * @param code the problem's stable code
 * @param detail what happened
 */
public record PartFailure(
    long instanceId, String instanceName, int status, String code, String detail) {
  private static final Set<FailureCode> LATE =
      Set.of(
          FailureCode.UPSTREAM_TIMEOUT,
          FailureCode.UPSTREAM_CONNECT_TIMEOUT,
          FailureCode.DEADLINE_EXCEEDED);

  /**
   * From what happened.
   *
   * @param within how long it had; its own time-out may be shorter
   */
  static PartFailure of(Instance instance, Failure failure, Duration within) {
    long seconds = Math.min(within.toSeconds(), instance.timeoutSeconds());
    return new PartFailure(
        instance.id(),
        instance.name(),
        failure.code().status(),
        failure.code().wireName(),
        LATE.contains(failure.code())
            ? instance.name() + " did not answer within " + seconds + " s."
            : failure.detail());
  }
}
