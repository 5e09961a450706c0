package dev.arrway.feature.subscriptions;

import java.time.Instant;
import java.util.List;

/** Subscriptions as requests want them. */
final class Drafts {
  private Drafts() {}

  /** A new one; what the database sets is not told. */
  static Subscription made(
      long ownerId,
      long id,
      SubscriptionRequest r,
      SubscriptionFormat format,
      Target target,
      long cursor) {
    return new Subscription(
        id,
        ownerId,
        r.name().orElse(""),
        target.url().shown(),
        names(target),
        format,
        r.types().orElse(List.of()),
        r.instanceIds().orElse(List.of()),
        r.ordered().orElse(true),
        r.active().orElse(true),
        null,
        cursor,
        0,
        null,
        null,
        null,
        1,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static List<String> names(Target target) {
    return target.headers().keySet().stream().sorted().toList();
  }

  /** One as it will be; switched on, it begins with what comes. */
  static Subscription changed(Subscription s, SubscriptionRequest r, Target target, long newest) {
    boolean active = r.active().orElse(s.active());
    return new Subscription(
        s.id(),
        s.ownerId(),
        r.name().orElse(s.name()),
        target.url().shown(),
        names(target),
        r.format().orElse(s.format()),
        r.types().orElse(s.types()),
        r.instanceIds().orElse(s.instanceIds()),
        r.ordered().orElse(s.ordered()),
        active,
        null,
        active && !s.active() ? newest : s.cursor(),
        0,
        null,
        null,
        s.deliveredAt(),
        s.revision(),
        s.createdAt(),
        s.updatedAt());
  }
}
