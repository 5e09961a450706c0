package dev.arrway.instance;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * One upstream instance, without its credentials.
 *
 * @param ownerIsAdmin whether its owner administers, which decides what addresses it may have
 * @param url normalised, without user info
 * @param urlHadCredentials whether its owner put credentials into the address
 * @param declared whether it is managed by the configuration
 */
public record Instance(
    long id,
    long ownerId,
    boolean ownerIsAdmin,
    String name,
    String type,
    URI url,
    boolean urlHadCredentials,
    boolean verifySsl,
    int timeoutSeconds,
    int ratePerMinute,
    boolean enabled,
    Map<String, Object> settings,
    boolean declared,
    HealthState state,
    Instant createdAt,
    Instant updatedAt) {
  public Instance {
    settings = Map.copyOf(settings);
  }

  Instance withState(HealthState newState) {
    return new Instance(
        id,
        ownerId,
        ownerIsAdmin,
        name,
        type,
        url,
        urlHadCredentials,
        verifySsl,
        timeoutSeconds,
        ratePerMinute,
        enabled,
        settings,
        declared,
        newState,
        createdAt,
        updatedAt);
  }

  Instance withUrl(URI newUrl) {
    return new Instance(
        id,
        ownerId,
        ownerIsAdmin,
        name,
        type,
        newUrl,
        urlHadCredentials,
        verifySsl,
        timeoutSeconds,
        ratePerMinute,
        enabled,
        settings,
        declared,
        state,
        createdAt,
        updatedAt);
  }

  /** What the owner should know about the safety of the connection, or null. */
  public @org.jspecify.annotations.Nullable String securityWarning() {
    if (urlHadCredentials) {
      return "The address held credentials; they are kept encrypted, but better given as username and password.";
    }
    if (!verifySsl) {
      return "The certificate is not verified.";
    }
    return "http".equals(url.getScheme()) && PublicHosts.looksPublic(url.getHost())
        ? "The connection to a public address is not encrypted."
        : null;
  }
}
