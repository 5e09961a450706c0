package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;

/**
 * An account with what the API never shows.
 *
 * @param passwordHash a PHC string
 * @param version access tokens of earlier versions do not count
 */
record Account(User user, String passwordHash, int version) {
  @Override
  public String toString() {
    return "Account[" + user + ", " + Secret.MASK + ", " + version + "]";
  }
}
