package dev.arrway.platform.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Pruning by {@link RetentionRule}s, as the system, in batches of {@value #BATCH} rows. */
public final class SqlRetention {
  static final int BATCH = 1_000;

  /** Rows that others work on are left to the next run. */
  private static final String OLD =
      """
      DELETE FROM %1$s WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM %1$s WHERE (%2$s) AND %3$s < $1 ORDER BY %3$s LIMIT $2
           FOR UPDATE SKIP LOCKED))
      """;

  /**
   * Finds groups with too many rows. It reads the whole table, so it runs once for each rule and
   * not for each batch.
   */
  private static final String TOO_MANY =
      "SELECT %4$s FROM %1$s WHERE (%2$s) GROUP BY %4$s HAVING count(*) > $1";

  private static final String EXCESS =
      """
      DELETE FROM %1$s WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM %1$s WHERE %4$s = $1 AND (%2$s) ORDER BY %3$s DESC OFFSET $2 LIMIT $3))
      """;

  private SqlRetention() {}

  /** Prunes by each rule, one after another; returns how many rows were deleted. */
  public static Future<Integer> prune(Database database, Instant now, List<RetentionRule> rules) {
    Future<Integer> deleted = Future.succeededFuture(0);
    for (RetentionRule rule : rules) {
      deleted = deleted.compose(before -> prune(database, now, rule).map(more -> before + more));
    }
    return deleted;
  }

  private static Future<Integer> prune(Database database, Instant now, RetentionRule rule) {
    Duration age = rule.age();
    return (age == null ? Future.succeededFuture(0) : pruneOld(database, now.minus(age), rule))
        .compose(old -> pruneExcess(database, rule).map(excess -> old + excess));
  }

  private static Future<Integer> pruneOld(Database database, Instant before, RetentionRule rule) {
    return batches(database, sql(OLD, rule), Tuple.of(before.atOffset(ZoneOffset.UTC), BATCH));
  }

  private static Future<Integer> pruneExcess(Database database, RetentionRule rule) {
    return database
        .background()
        .asSystem(
            c ->
                c.preparedQuery(sql(TOO_MANY, rule))
                    .execute(Tuple.of(rule.most()))
                    .map(Rows.list(row -> row.getLong(0))))
        .compose(
            groups -> {
              Future<Integer> deleted = Future.succeededFuture(0);
              for (Long group : groups) {
                Tuple excess = Tuple.of(group, rule.most(), BATCH);
                deleted =
                    deleted.compose(
                        before ->
                            batches(database, sql(EXCESS, rule), excess)
                                .map(more -> before + more));
              }
              return deleted;
            });
  }

  private static Future<Integer> batches(Database database, String sql, Tuple values) {
    return BatchedPruning.run(
        BATCH,
        most ->
            database
                .background()
                .asSystem(c -> c.preparedQuery(sql).execute(values).map(Rows::count)));
  }

  private static String sql(String template, RetentionRule rule) {
    return template.formatted(rule.table(), rule.condition(), rule.time(), rule.group());
  }
}
