package dev.arrway.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
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

  private static final String EXCESS =
      """
      DELETE FROM %1$s WHERE ctid = ANY (ARRAY (
        SELECT x.ctid
          FROM (SELECT %4$s AS who FROM %1$s WHERE (%2$s)
                 GROUP BY %4$s HAVING count(*) > $1 LIMIT 20) g
               CROSS JOIN LATERAL (SELECT ctid FROM %1$s t WHERE t.%4$s = g.who AND (%2$s)
                                    ORDER BY %3$s DESC OFFSET $1 LIMIT $2) x
         LIMIT $2))
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
    Tuple old = Tuple.of(now.minus(rule.age()).atOffset(ZoneOffset.UTC), BATCH);
    return batches(database, sql(OLD, rule), old)
        .compose(
            aged ->
                batches(database, sql(EXCESS, rule), Tuple.of(rule.most(), BATCH))
                    .map(excess -> aged + excess));
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
