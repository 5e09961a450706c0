package dev.arrway.feature.accounts;

import java.time.Duration;

/**
 * How sessions and passwords are handled.
 *
 * @param issuer {@code iss} of access tokens
 * @param audience {@code aud} of access tokens
 * @param accessLife how long an access token lives, 1 minute to 1 hour
 * @param refreshLife how long a session lives without a refresh, at least an hour
 * @param leeway how far clocks of nodes and clients may differ, at most 2 minutes
 * @param signingKeyAge after how long another key signs
 * @param triesPerMinute passwords that are checked per account, and per address, in a minute
 * @param argon2 the work of hashing a password
 * @param limits how much of everything there may be
 */
public record IdentitySettings(
    String issuer,
    String audience,
    Duration accessLife,
    Duration refreshLife,
    Duration leeway,
    Duration signingKeyAge,
    int triesPerMinute,
    Argon2Cost argon2,
    AccessLimits limits) {

  /** The most tries a minute that still are a limit. */
  public static final int MOST_TRIES = 1_000;

  public IdentitySettings {
    within("access token life", accessLife, Duration.ofMinutes(1), Duration.ofHours(1));
    within("refresh token life", refreshLife, Duration.ofHours(1), Duration.ofDays(366));
    within("leeway", leeway, Duration.ZERO, Duration.ofMinutes(2));
    within("signing key age", signingKeyAge, accessLife, Duration.ofDays(366));
    if (issuer.isBlank() || audience.isBlank()) {
      throw new IllegalArgumentException("issuer and audience must not be blank");
    }
    if (triesPerMinute < 1 || triesPerMinute > MOST_TRIES) {
      throw new IllegalArgumentException("tries per minute: " + triesPerMinute);
    }
  }

  /** Access tokens of 15 minutes, sessions of 30 days, ten tries a minute. */
  public static IdentitySettings defaults() {
    return new IdentitySettings(
        "arrway",
        "arrway",
        Duration.ofMinutes(15),
        Duration.ofDays(30),
        Duration.ofSeconds(30),
        Duration.ofDays(30),
        10,
        Argon2Cost.STANDARD,
        AccessLimits.DEFAULT);
  }

  private static void within(String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          what + " must lie between " + least + " and " + most + ", not " + value);
    }
  }
}
