package dev.arrway.upstream;

import java.util.Locale;

/** What an upstream wants to see before it answers. */
public enum CredentialScheme {
  /** A key. */
  API_KEY,
  /** A user name and a password. */
  LOGIN;

  /** The name that the API shows: {@code api_key} or {@code login}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
