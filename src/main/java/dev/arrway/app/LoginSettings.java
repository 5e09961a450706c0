package dev.arrway.app;

import dev.arrway.config.ArrwayConfig;
import dev.arrway.identity.IdentitySettings;

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
        (int)
            Math.min(
                IdentitySettings.MOST_TRIES,
                Math.max(1, Math.round(standard.triesPerMinute() * config.limits().factor()))),
        standard.argon2());
  }
}
