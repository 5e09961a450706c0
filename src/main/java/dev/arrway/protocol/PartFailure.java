package dev.arrway.protocol;

import java.time.Duration;
import java.util.Set;

/**
 * The failure of one of several instances that were asked together.
 *
 * @param status the HTTP status that a request to this instance alone would have had
 * @param code the stable code of the problem
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
   * Creates the failure of an instance; a late answer is described in the same words wherever the
   * time ended.
   *
   * @param within how long the instance had, in whole seconds
   */
  public static PartFailure of(
      long instanceId, String instanceName, Failure failure, Duration within) {
    return new PartFailure(
        instanceId,
        instanceName,
        failure.code().status(),
        failure.code().wireName(),
        LATE.contains(failure.code())
            ? instanceName + " did not answer within " + within.toSeconds() + " s."
            : failure.detail());
  }
}
