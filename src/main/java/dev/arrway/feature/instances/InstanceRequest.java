package dev.arrway.feature.instances;

import dev.arrway.platform.config.Secret;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user wants an instance to be; what is left out stays as it is, or gets its default.
 *
 * @param settings replace the former as a whole; those that are null are left out
 */
public record InstanceRequest(
    Optional<String> name,
    Optional<String> type,
    Optional<String> url,
    Optional<Secret> apiKey,
    Optional<String> username,
    Optional<Secret> password,
    Optional<Boolean> verifySsl,
    Optional<Integer> timeoutSeconds,
    Optional<Integer> ratePerMinute,
    Optional<Boolean> enabled,
    Optional<Map<String, Object>> settings) {
  public InstanceRequest {
    settings = settings.map(InstanceRequest::withoutNulls);
  }

  private static Map<String, Object> withoutNulls(Map<String, Object> given) {
    Map<String, Object> kept = new HashMap<>(given);
    kept.values().removeIf(Objects::isNull);
    return Collections.unmodifiableMap(kept);
  }
}
