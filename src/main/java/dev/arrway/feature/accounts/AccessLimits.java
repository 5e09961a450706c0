package dev.arrway.feature.accounts;

/**
 * The most of everything that gives access.
 *
 * @param wrongCredentialsPerMinute wrong keys and tokens that are looked up for a client network in
 *     a minute
 * @param apiKeysPerUser personal keys of a user
 * @param sessionsPerUser sessions of a user, ended ones included; the least recently used gives way
 * @param users accounts
 */
public record AccessLimits(
    int wrongCredentialsPerMinute, int apiKeysPerUser, int sessionsPerUser, int users) {
  /** The limits unless configured otherwise. */
  public static final AccessLimits DEFAULT = new AccessLimits(60, 50, 100, 10_000);

  public AccessLimits {
    if (wrongCredentialsPerMinute < 1 || apiKeysPerUser < 1 || sessionsPerUser < 1 || users < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
  }
}
