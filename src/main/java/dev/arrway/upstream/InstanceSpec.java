package dev.arrway.upstream;

import dev.arrway.platform.http.HttpPolicy.Access;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Everything an actor needs to know of the instance that it runs. Its text shows no credentials.
 *
 * @param id the instance's id
 * @param ownerId whose it is
 * @param type the descriptor's type
 * @param name what its owner calls it
 * @param url the absolute base URL; user info in it is sent as basic authorization, which is what a
 *     proxy before the upstream may want
 * @param credentials what is shown to the upstream
 * @param access what its owner may reach
 * @param verifySsl whether certificate and host name are checked
 * @param timeout of one call
 * @param ratePerMinute calls a minute, at least 1
 * @param settings as given; checked by the descriptor's fields
 */
public record InstanceSpec(
    long id,
    long ownerId,
    String type,
    String name,
    URI url,
    Credentials credentials,
    Access access,
    boolean verifySsl,
    Duration timeout,
    int ratePerMinute,
    Map<String, Object> settings) {
  public InstanceSpec {
    settings = Map.copyOf(settings);
  }

  @Override
  public String toString() {
    return "instance " + id + " (" + type + ")";
  }
}
