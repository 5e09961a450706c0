package dev.arrway.protocol;

import java.util.Objects;

/**
 * Where an actor listens.
 *
 * @param value the event-bus address
 */
public record Address(String value) {
  public Address {
    Objects.requireNonNull(value, "value");
  }

  /** The actor of one upstream instance on this node. */
  public static Address instance(long instanceId) {
    return new Address("upstream.instance." + instanceId);
  }
}
