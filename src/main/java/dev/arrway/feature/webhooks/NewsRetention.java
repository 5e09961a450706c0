package dev.arrway.feature.webhooks;

import dev.arrway.platform.store.RetentionRule;
import java.time.Duration;
import java.util.List;

/** The bounds on what webhooks and histories leave behind, counted by instance. */
final class NewsRetention {
  /** The maximum number of stored messages without effect of one instance. */
  static final int MOST_KEPT = 1_000;

  /**
   * The maximum number of stored keys of news of one instance, by which repeated news is
   * recognized.
   */
  private static final int MOST_SEEN = 100_000;

  static final List<RetentionRule> RULES =
      List.of(
          byInstance("webhook_inbox", "received_at", Duration.ofDays(7), MOST_KEPT)
              .where("state <> 'new'"),
          byInstance("news_seen", "seen_at", Duration.ofDays(2), MOST_SEEN),
          byInstance("news_title", "changed_at", Duration.ofDays(7), MOST_SEEN));

  private NewsRetention() {}

  private static RetentionRule byInstance(String table, String time, Duration age, int most) {
    return RetentionRule.ofOwners(table, time, age, most).by("instance_id");
  }
}
