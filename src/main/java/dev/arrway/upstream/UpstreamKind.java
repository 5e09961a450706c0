package dev.arrway.upstream;

import dev.arrway.protocol.MessageFamily;

/**
 * A kind of upstream: what a vendor's instances can do for the gateway. A vendor may have several.
 *
 * @param <T> what a vendor of the kind says of itself
 * @param wireName the name that the API shows, such as {@code download_client}
 * @param messages the kind's commands and replies
 * @param commands the handlers of the commands
 * @param changes what events show of the changes among the commands
 */
public record UpstreamKind<T>(
    String wireName, MessageFamily messages, CommandTable commands, ChangeDescriptions changes) {
  /** Returns what a vendor declares when its instances are of this kind. */
  public KindCapability<T> with(T traits) {
    return new KindCapability<>(this, traits);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return wireName;
  }
}
