package dev.arrway.gateway;

import dev.arrway.platform.config.HttpLimits;
import java.util.List;

/**
 * How the gateway listens.
 *
 * @param host the address to bind
 * @param port 0 for any free one
 * @param basePath goes before every path; empty, or with a leading and without a trailing slash
 * @param managementHost the address of metrics and health
 * @param managementPort 0 for any free one
 * @param limitsFactor multiplies every per-user limit
 * @param trustedProxies networks whose {@code X-Forwarded-For} counts
 * @param allowedOrigins origins of others' pages that may call and follow
 * @param limits limits on bodies and connections
 */
public record GatewaySettings(
    String host,
    int port,
    String basePath,
    String managementHost,
    int managementPort,
    double limitsFactor,
    List<String> trustedProxies,
    List<String> allowedOrigins,
    HttpLimits limits) {
  public GatewaySettings {
    trustedProxies = List.copyOf(trustedProxies);
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
