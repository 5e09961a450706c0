package dev.arrway.feature.quality;

/**
 * Who asks for what of which instance.
 *
 * @param userId the user
 * @param instanceId the instance
 * @param traceId joins the log lines
 */
public record Asked(long userId, long instanceId, String traceId) {}
