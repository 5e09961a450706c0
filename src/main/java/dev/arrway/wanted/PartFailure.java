package dev.arrway.wanted;

/**
 * One instance that could not answer.
 *
 * @param status the HTTP status that asking it alone would have had
 * @param code the stable code
 * @param detail what happened
 */
public record PartFailure(
    long instanceId, String instanceName, int status, String code, String detail) {}
