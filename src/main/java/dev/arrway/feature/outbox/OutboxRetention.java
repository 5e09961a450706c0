package dev.arrway.feature.outbox;

import dev.arrway.platform.config.RetentionConfig;
import dev.arrway.platform.store.RetentionRule;
import java.time.Duration;
import java.util.List;

/** The bounds on the outbox: what is open stays however old it is. */
final class OutboxRetention {
  /** How long a client may repeat a request under the same name. */
  private static final Duration NAMES = Duration.ofHours(24);

  /** What asked for a change reads its outcome within this time. */
  private static final String READ = "ended_at < now() - interval '1 hour'";

  private OutboxRetention() {}

  static List<RetentionRule> rules(RetentionConfig retention) {
    return List.of(
        RetentionRule.ofOwners("outbox", "ended_at", retention.changes(), retention.rowsPerUser())
            .where(READ),
        RetentionRule.ofOwners("idempotency_key", "created_at", NAMES, retention.rowsPerUser()));
  }
}
