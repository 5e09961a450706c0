package dev.arrway.upstream;

/**
 * Who asks.
 *
 * @param userId the user
 * @param traceId joins the log lines
 */
public record Asker(long userId, String traceId) {}
