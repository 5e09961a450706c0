package dev.arrway.upstream;

/** What an upstream wants to see before it answers. */
public enum CredentialScheme {
  /** A key. */
  API_KEY,
  /** A user name and a password. */
  LOGIN,
  /** Either of them. */
  EITHER;

  /** The name that the API shows: {@code api_key}, {@code username_password} or {@code either}. */
  public String wireName() {
    return switch (this) {
      case API_KEY -> "api_key";
      case LOGIN -> "username_password";
      case EITHER -> "either";
    };
  }
}
