package dev.arrway.platform.config;

import java.time.Duration;
import java.util.List;

/**
 * Keys below {@code security}.
 *
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 * @param allowedNetworks where users who are not administrators may have instances
 * @param accessTokenTtl how long an access token is good
 * @param refreshTokenTtl how long a session lasts that is not used
 * @param maxUsers accounts
 * @param apiKeysPerUser personal keys of a user
 * @param sessionsPerUser sessions of a user
 */
public record SecurityConfig(
    List<Network> trustedProxies,
    List<Network> allowedNetworks,
    Duration accessTokenTtl,
    Duration refreshTokenTtl,
    int maxUsers,
    int apiKeysPerUser,
    int sessionsPerUser) {

  /** Checks the lifetimes and numbers. */
  public SecurityConfig {
    trustedProxies = List.copyOf(trustedProxies);
    allowedNetworks = List.copyOf(allowedNetworks);
    new Check()
        .between(
            "security.access_token_ttl",
            accessTokenTtl,
            Duration.ofSeconds(10),
            Duration.ofHours(24))
        .between(
            "security.refresh_token_ttl",
            refreshTokenTtl,
            Duration.ofMinutes(1),
            Duration.ofDays(365))
        .between("security.max_users", maxUsers, 1, 1_000_000)
        .between("security.api_keys_per_user", apiKeysPerUser, 1, 10_000)
        .between("security.sessions_per_user", sessionsPerUser, 1, 10_000)
        .done();
  }
}
