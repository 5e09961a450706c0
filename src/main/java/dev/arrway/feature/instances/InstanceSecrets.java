package dev.arrway.feature.instances;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.AssociatedData;
import dev.arrway.platform.store.Vault;
import dev.arrway.upstream.Credentials;

/** Credentials as they are stored: encrypted, and bound to their owner and their row. */
final class InstanceSecrets {
  private static final String PURPOSE = "instance.credentials";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vault vault;

  InstanceSecrets(Vault vault) {
    this.vault = vault;
  }

  byte[] seal(Keys keys, long ownerId, long instanceId) {
    var tree = JSON.createObjectNode();
    if (keys.credentials() instanceof Credentials.ApiKey key) {
      tree.put("key", key.key().reveal());
    } else if (keys.credentials() instanceof Credentials.Login login) {
      tree.put("username", login.username()).put("password", login.password().reveal());
    }
    if (keys.userInfo() != null) {
      tree.put("user_info", keys.userInfo().reveal());
    }
    return vault.encrypt(Secret.of(tree.toString()), data(ownerId, instanceId));
  }

  /**
   * What was sealed.
   *
   * @throws dev.arrway.platform.store.SealBroken when it was sealed for another owner or row
   */
  Keys open(byte[] sealed, long ownerId, long instanceId) {
    try {
      JsonNode tree = JSON.readTree(vault.decrypt(sealed, data(ownerId, instanceId)).reveal());
      Credentials credentials =
          tree.has("key")
              ? new Credentials.ApiKey(Secret.of(tree.path("key").asText()))
              : new Credentials.Login(
                  tree.path("username").asText(), Secret.of(tree.path("password").asText()));
      return new Keys(
          credentials, tree.has("user_info") ? Secret.of(tree.path("user_info").asText()) : null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("credentials of instance " + instanceId + " are unreadable");
    }
  }

  /** The same credentials under the key that encrypts now; the same bytes when they are. */
  byte[] reseal(byte[] sealed, long ownerId, long instanceId) {
    return vault.reseal(sealed, data(ownerId, instanceId));
  }

  private static AssociatedData data(long ownerId, long instanceId) {
    return AssociatedData.of(PURPOSE, ownerId, instanceId);
  }
}
