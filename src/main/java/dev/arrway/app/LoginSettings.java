package dev.arrway.app;

import dev.arrway.feature.accounts.AccessLimits;
import dev.arrway.feature.accounts.IdentitySettings;
import dev.arrway.platform.config.ArrwayConfig;

/** What the configuration says of logging in. */
final class LoginSettings {
  private LoginSettings() {}

  static IdentitySettings of(ArrwayConfig config) {
    IdentitySettings standard = IdentitySettings.defaults();
    return new IdentitySettings(
        standard.issuer(),
        standard.audience(),
        config.security().accessTokenTtl(),
        config.security().refreshTokenTtl(),
        standard.leeway(),
        standard.signingKeyAge(),
        Math.min(IdentitySettings.MOST_TRIES, times(config, standard.triesPerMinute())),
        standard.argon2(),
        new AccessLimits(
            times(config, standard.limits().wrongCredentialsPerMinute()),
            config.security().apiKeysPerUser(),
            config.security().sessionsPerUser(),
            config.security().maxUsers()));
  }

  private static int times(ArrwayConfig config, int limit) {
    double product = limit * config.limits().factor();
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.round(product)));
  }
}
