package dev.arrway.feature.subscriptions;

import java.util.Locale;

/** What the receiver understands. */
public enum SubscriptionFormat {
  /** The event as JSON, as every transport shows it. */
  RAW,
  /** Discord, "Execute Webhook": an embed. */
  DISCORD,
  /** Slack, incoming webhooks: blocks. */
  SLACK,
  /** ntfy, "Publish as JSON"; the topic is the last part of the address. */
  NTFY,
  /** Gotify, {@code POST /message}. */
  GOTIFY,
  /** Apprise API, {@code POST /notify/…}. */
  APPRISE;

  /** The name in the API and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SubscriptionFormat of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
