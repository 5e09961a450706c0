package dev.arrway.feature.subscriptions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.AssociatedData;
import dev.arrway.platform.store.Vault;
import java.util.HashMap;
import java.util.Map;

/** Targets as they are stored: encrypted, and bound to their owner and their row. */
final class SubscriptionSecrets {
  private static final String PURPOSE = "subscription.target";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vault vault;

  SubscriptionSecrets(Vault vault) {
    this.vault = vault;
  }

  byte[] seal(Target target, long ownerId, long id) {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("url", target.url().secret().reveal()).put("secret", target.secret().reveal());
    ObjectNode headers = tree.putObject("headers");
    target.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    return vault.encrypt(Secret.of(tree.toString()), data(ownerId, id));
  }

  /**
   * What was sealed.
   *
   * @throws dev.arrway.platform.store.SealBroken when it was sealed for another owner or row
   */
  Target open(byte[] sealed, long ownerId, long id, SubscriptionFormat format) {
    try {
      JsonNode tree = JSON.readTree(vault.decrypt(sealed, data(ownerId, id)).reveal());
      Map<String, Secret> headers = new HashMap<>();
      for (Map.Entry<String, JsonNode> header : tree.path("headers").properties()) {
        headers.put(header.getKey(), Secret.of(header.getValue().asText()));
      }
      return new Target(
          TargetUrl.of(tree.path("url").asText(), format),
          Secret.of(tree.path("secret").asText()),
          headers);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the target of a subscription cannot be read");
    }
  }

  /** The same under the key that encrypts now; the same array when it already is. */
  byte[] reseal(byte[] sealed, long ownerId, long id) {
    return vault.reseal(sealed, data(ownerId, id));
  }

  private static AssociatedData data(long ownerId, long id) {
    return AssociatedData.of(PURPOSE, ownerId, id);
  }
}
