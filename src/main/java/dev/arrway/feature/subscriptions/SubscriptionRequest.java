package dev.arrway.feature.subscriptions;

import dev.arrway.platform.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a subscription shall be; what is left out has its default, or stays.
 *
 * @param secret the signing secret
 * @param newSecret whether to make another signing secret
 * @param headers all headers, by name; a masked value stands for the one that is stored
 */
public record SubscriptionRequest(
    Optional<String> name,
    Optional<Secret> url,
    Optional<SubscriptionFormat> format,
    Optional<List<String>> types,
    Optional<List<Long>> instanceIds,
    Optional<Secret> secret,
    boolean newSecret,
    Optional<Map<String, Secret>> headers,
    Optional<Boolean> ordered,
    Optional<Boolean> active) {}
