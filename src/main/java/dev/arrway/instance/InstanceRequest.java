package dev.arrway.instance;

import dev.arrway.config.Secret;
import java.util.Map;
import java.util.Optional;

/** What a user wants an instance to be; what is left out stays as it is, or gets its default. */
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
    Optional<Map<String, Object>> settings) {}
