package dev.arrway.upstream;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** Returns the same with another id. */
  public Instance withId(long newId) {
    return copy(newId, url, declared, state);
  }

  /** Returns the same with another state. */
  public Instance withState(HealthState newState) {
    return copy(id, url, declared, newState);
  }

  /** Returns the same with another address. */
  public Instance withUrl(URI newUrl) {
    return copy(id, newUrl, declared, state);
  }

  /** Returns the same, managed by the configuration or by its owner. */
  public Instance withDeclared(boolean newDeclared) {
    return copy(id, url, newDeclared, state);
  }

  private Instance copy(long newId, URI newUrl, boolean newDeclared, HealthState newState) {
    return new Instance(
        newId,
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
        newDeclared,
        newState,
        createdAt,
        updatedAt);
  }

  /** Returns whether an actor that was started for the other one serves this one, too. */
  public boolean runsLike(Instance other) {
    return url.equals(other.url)
        && verifySsl == other.verifySsl
        && timeoutSeconds == other.timeoutSeconds
        && ratePerMinute == other.ratePerMinute
        && enabled == other.enabled
        && ownerIsAdmin == other.ownerIsAdmin
        && settings.equals(other.settings);
  }

  /** Returns what the owner should know about the safety of the connection, or null. */
  public @Nullable String securityWarning() {
    List<String> warnings = new ArrayList<>();
    if (urlHadCredentials) {
      warnings.add("The address held credentials; they are kept encrypted and no longer shown.");
    }
    if (!verifySsl) {
      warnings.add("The certificate is not verified.");
    }
    if ("http".equals(url.getScheme()) && PublicHosts.looksPublic(InstanceUrl.host(url))) {
      warnings.add("The connection to a public address is not encrypted.");
    }
    return warnings.isEmpty() ? null : String.join(" ", warnings);
  }

  /** Returns the host of its URL, as it is written there. */
  public String host() {
    return InstanceUrl.host(url);
  }
}
