package dev.arrway.feature.drift;

import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** The SQL of ways back that were begun: a client that asks again gets the same answer. */
final class RevertRows {
  private RevertRows() {}

  /** Keeps an answer, and forgets those of yesterday, which nobody can name any more. */
  static Future<Void> insert(SqlConnection c, long owner, DriftRevert answer, String correlation) {
    return c.preparedQuery(
            """
            INSERT INTO drift_revert (correlation_id, owner_id, instance_id, answer)
            VALUES ($1, $2, $3, $4)
            """)
        .execute(Tuple.of(correlation, owner, answer.instanceId(), SeenState.write(answer)))
        .compose(
            kept ->
                c.preparedQuery(
                        """
                        DELETE FROM drift_revert
                        WHERE instance_id = $1 AND created_at < now() - interval '25 hours'
                        """)
                    .execute(Tuple.of(answer.instanceId())))
        .mapEmpty();
  }

  static Future<DriftRevert> find(SqlConnection c, long owner, String correlation) {
    return c.preparedQuery(
            "SELECT answer FROM drift_revert WHERE correlation_id = $1 AND owner_id = $2")
        .execute(Tuple.of(correlation, owner))
        .map(Rows.first(row -> SeenState.read(row.getString(0), DriftRevert.class)))
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        FailureException.of(
                            FailureCode.CONFLICT,
                            "What this Idempotency-Key began before is not there any more.")));
  }
}
