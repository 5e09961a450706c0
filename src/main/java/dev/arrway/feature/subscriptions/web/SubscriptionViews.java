package dev.arrway.feature.subscriptions.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.arrway.feature.subscriptions.Delivery;
import dev.arrway.feature.subscriptions.Subscription;
import dev.arrway.feature.subscriptions.Subscription.Standing;
import dev.arrway.feature.subscriptions.Subscriptions;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.event.EventHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Subscriptions and deliveries as the API shows them. */
final class SubscriptionViews {
  private final EventHistory history;

  SubscriptionViews(EventHistory history) {
    this.history = history;
  }

  /** {@code Subscription}; the secret is there only when it was just made or given. */
  record SubscriptionJson(
      long id,
      String name,
      String url,
      String format,
      List<String> types,
      List<Long> instanceIds,
      Map<String, String> headers,
      boolean ordered,
      boolean active,
      @Nullable String endedReason,
      String state,
      String cursor,
      long pending,
      long deadLetters,
      int failures,
      @Nullable Instant failingSince,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant lastDeliveredAt,
      Instant createdAt,
      Instant updatedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {
    @Override
    public String toString() {
      return "Subscription[" + id + "]";
    }
  }

  /** {@code SubscriptionTest}. */
  record TestJson(
      boolean success, @Nullable Integer status, @Nullable String error, long durationMs) {
    static TestJson of(Subscriptions.Tested tested) {
      return new TestJson(tested.success(), tested.status(), tested.error(), tested.tookMs());
    }
  }

  /** {@code Delivery}. */
  record DeliveryJson(
      String id,
      String eventType,
      String cursor,
      String state,
      int attempts,
      @Nullable Integer status,
      @Nullable String error,
      @Nullable String excerpt,
      @Nullable Integer durationMs,
      Instant occurredAt,
      @Nullable Instant firstAttemptAt,
      @Nullable Instant lastAttemptAt,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant endedAt) {}

  SubscriptionJson of(Subscriptions.Changed changed) {
    return of(changed.standing(), changed.secret());
  }

  SubscriptionJson of(Standing standing, @Nullable Secret secret) {
    Subscription s = standing.subscription();
    Map<String, String> headers = new TreeMap<>();
    s.headerNames().forEach(name -> headers.put(name, Secret.MASK));
    return new SubscriptionJson(
        s.id(),
        s.name(),
        s.url(),
        s.format().wireName(),
        s.types(),
        s.instanceIds(),
        headers,
        s.ordered(),
        s.active(),
        s.endedReason(),
        state(standing),
        history.cursor(s.cursor()),
        standing.pending(),
        standing.deadLetters(),
        s.failures(),
        s.failingSince(),
        s.failures() > 0 ? s.nextTurnAt() : null,
        s.deliveredAt(),
        s.createdAt(),
        s.updatedAt(),
        secret == null ? null : secret.reveal());
  }

  private static String state(Standing standing) {
    Subscription s = standing.subscription();
    if (!s.active()) {
      return "off";
    }
    return s.failures() > 0 ? "failing" : standing.pending() > 0 ? "delivering" : "idle";
  }

  DeliveryJson delivery(Delivery d) {
    return new DeliveryJson(
        d.key(),
        d.type(),
        history.cursor(d.eventId()),
        d.state().wireName(),
        d.attempts(),
        d.status(),
        d.error(),
        d.excerpt(),
        d.durationMs(),
        d.occurredAt(),
        d.firstAttemptAt(),
        d.lastAttemptAt(),
        d.nextAttemptAt(),
        d.endedAt());
  }
}
