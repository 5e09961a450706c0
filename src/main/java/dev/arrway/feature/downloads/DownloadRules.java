package dev.arrway.feature.downloads;

import dev.arrway.domain.download.FailureRules;
import dev.arrway.domain.download.Verdict;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What users want done about downloads that go nowhere, and what was decided by it. */
public final class DownloadRules {
  private final Database database;

  DownloadRules(Database database) {
    this.database = database;
  }

  /** A user's rules; the standard ones before the user has said anything. */
  public Future<FailureRules> get(long userId) {
    return database.asUser(userId, c -> RuleRows.find(c, userId));
  }

  /** Replaces a user's rules; they count from the next look at each client on. */
  public Future<FailureRules> set(long userId, FailureRules rules) {
    return database.asUser(userId, c -> RuleRows.save(c, userId, rules)).map(rules);
  }

  /**
   * What was decided, newest first.
   *
   * @param clientId only of this client, or null for all
   * @param verdict only these, or null for all
   */
  public Future<Slice<DecisionMade>> decisions(
      long userId, @Nullable Long clientId, @Nullable Verdict verdict, int limit, int offset) {
    return database.asUser(
        userId, c -> DecisionRows.list(c, userId, clientId, verdict, limit, offset));
  }
}
