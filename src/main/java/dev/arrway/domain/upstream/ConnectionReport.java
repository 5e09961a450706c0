package dev.arrway.domain.upstream;

/**
 * What a successful connection test found.
 *
 * @param application the upstream's own name for itself, such as {@code Radarr}
 * @param version the upstream's version as it writes it
 * @param responseTimeMs milliseconds that the test's call took
 */
public record ConnectionReport(String application, String version, long responseTimeMs) {}
