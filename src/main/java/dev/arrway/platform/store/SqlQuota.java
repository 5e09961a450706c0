package dev.arrway.platform.store;

import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * A limit on how many rows of a table one user may have. It is checked in the transaction that adds
 * a row; transactions of one user that add to the same table wait for each other, so that many
 * requests at once cannot exceed it together.
 *
 * @param table a table with the column {@code owner_id}; never text from outside
 * @param condition which of its rows count, as SQL: {@code true} for all; never text from outside
 * @param most rows that a user may have
 * @param what the rows, in the plural, for messages
 * @param setting the configuration key that raises the limit, for messages
 */
public record SqlQuota(String table, String condition, int most, String what, String setting) {
  /** Creates a limit on all rows of a user. */
  public static SqlQuota ofAll(String table, int most, String what, String setting) {
    return new SqlQuota(table, "true", most, what, setting);
  }

  /** Succeeds when the user may add one more row; fails with {@code limit_exceeded}. */
  public Future<Void> requireRoom(SqlConnection c, long owner) {
    return requireRoom(c, owner, 1);
  }

  /** Succeeds when the user may add {@code adding} more rows; fails with {@code limit_exceeded}. */
  public Future<Void> requireRoom(SqlConnection c, long owner, int adding) {
    return c.preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended($1, $2))")
        .execute(Tuple.of(table, owner))
        .compose(
            locked ->
                c.preparedQuery(
                        "SELECT count(*) FROM (SELECT FROM "
                            + table
                            + " WHERE owner_id = $1 AND "
                            + condition
                            + " LIMIT $2) AS own")
                    .execute(Tuple.of(owner, most)))
        .map(Rows.one(row -> row.getLong(0)))
        .compose(
            there ->
                there + adding <= most
                    ? Future.succeededFuture()
                    : Future.failedFuture(exceeded(there, adding)));
  }

  private FailureException exceeded(long there, int adding) {
    String limit =
        there >= most
            ? ", the most for one user"
            : "; " + adding + " more would exceed " + most + ", the most for one user";
    return FailureException.of(
        FailureCode.LIMIT_EXCEEDED,
        "You have "
            + there
            + " "
            + what
            + limit
            + "; remove some first. An administrator can raise "
            + setting
            + ".");
  }
}
