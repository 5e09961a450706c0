package dev.arrway.feature.missing;

import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.RetentionRule;
import dev.arrway.platform.store.SqlRetention;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The bound on what is remembered of requests to add missing titles. */
public final class MissingPruning {
  /** A request may be repeated under its name for a day. */
  private static final RetentionRule ADDITIONS =
      RetentionRule.ofOwners("missing_addition", "created_at", Duration.ofHours(24), 100_000);

  private MissingPruning() {}

  /** Deletes outcomes that no client can ask for any more; how many that were. */
  public static Future<Integer> prune(Database database, Instant now) {
    return SqlRetention.prune(database, now, List.of(ADDITIONS));
  }
}
