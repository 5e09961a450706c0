package dev.arrway.wanted;

import dev.arrway.instance.Instance;
import dev.arrway.protocol.Failure;

/**
 * An instance that could not answer.
 *
 * @param status the HTTP status that asking it alone would have had
 * @param code the problem's stable code
 * @param detail what happened
 */
public record PartFailure(
    long instanceId, String instanceName, int status, String code, String detail) {
  static PartFailure of(Instance instance, Failure failure) {
    return new PartFailure(
        instance.id(),
        instance.name(),
        failure.code().status(),
        failure.code().wireName(),
        failure.detail());
  }
}
