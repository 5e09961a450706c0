package dev.arrway.sandbox;

import dev.arrway.platform.config.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials of a simulated server.
 *
 * @param username empty when the secret is an API key
 * @param secret the API key, or the user's password
 */
public record SimulatorLogin(Optional<String> username, Secret secret) {
  /** Returns the login of a server that takes an API key. */
  public static SimulatorLogin withApiKey(Secret key) {
    return new SimulatorLogin(Optional.empty(), key);
  }

  /** Returns the login of a server that takes the name and the password of a user. */
  public static SimulatorLogin withPassword(String username, Secret password) {
    return new SimulatorLogin(Optional.of(username), password);
  }

  /** Returns the credentials of an instance in the API's names, in clear text. */
  public Map<String, String> credentials() {
    return username
        .map(name -> Map.of("username", name, "password", secret.reveal()))
        .orElseGet(() -> Map.of("api_key", secret.reveal()));
  }

  /** Returns the credentials for the console, in clear text. */
  public String describe() {
    return username
        .map(name -> "user " + name + "  password " + secret.reveal())
        .orElseGet(() -> "API key " + secret.reveal());
  }
}
