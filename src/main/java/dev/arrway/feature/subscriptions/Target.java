package dev.arrway.feature.subscriptions;

import dev.arrway.platform.config.Secret;
import java.util.Map;

/**
 * The secret half of a subscription.
 *
 * @param url where to
 * @param secret what requests are signed with
 * @param headers what is sent along
 */
record Target(TargetUrl url, Secret secret, Map<String, Secret> headers) {
  Target {
    headers = Map.copyOf(headers);
  }
}
