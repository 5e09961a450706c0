package dev.arrway.feature.outbox;

import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which requests were named by their clients, and what became of them. */
public final class IdempotencyRows {
  /** A second request with a name waits here until the first one's transaction has ended. */
  private static final String CLAIM =
      """
      INSERT INTO idempotency_key (owner_id, key, request_hash, correlation_id)
      VALUES ($1, $2, $3, $4)
      ON CONFLICT (owner_id, key) DO UPDATE
         SET request_hash = excluded.request_hash, correlation_id = excluded.correlation_id,
             created_at = excluded.created_at
       WHERE idempotency_key.created_at < now() - interval '24 hours'
      """;

  private static final String FIND =
      "SELECT request_hash, correlation_id FROM idempotency_key WHERE owner_id = $1 AND key = $2";

  private static final String KNOWN = FIND + " AND created_at >= now() - interval '24 hours'";

  private IdempotencyRows() {}

  /**
   * Takes a name for what this transaction begins.
   *
   * @return empty when the name was free or is not given; else the correlation id of what the same
   *     request began before. Fails with {@code invalid} when another request has the name
   */
  public static Future<Optional<String>> claim(
      SqlConnection c, long ownerId, @Nullable IdempotencyKey key, String correlationId) {
    if (key == null) {
      return Future.succeededFuture(Optional.empty());
    }
    Buffer hash = Buffer.buffer(key.requestHash());
    return c.preparedQuery(CLAIM)
        .execute(Tuple.of(ownerId, key.key(), hash, correlationId))
        .compose(
            rows ->
                Rows.any(rows)
                    ? Future.succeededFuture(Optional.empty())
                    : c.preparedQuery(FIND)
                        .execute(Tuple.of(ownerId, key.key()))
                        .map(Rows.one(row -> Optional.of(same(row, key)))));
  }

  /** The correlation id of what this request began before; fails as {@link #claim} does. */
  static Future<Optional<String>> known(SqlConnection c, long ownerId, IdempotencyKey key) {
    return c.preparedQuery(KNOWN)
        .execute(Tuple.of(ownerId, key.key()))
        .map(Rows.first(row -> same(row, key)));
  }

  private static String same(Row row, IdempotencyKey key) {
    if (!Arrays.equals(row.getBuffer(0).getBytes(), key.requestHash())) {
      throw Failure.invalid("Idempotency-Key", "was given to another request before").asException();
    }
    return row.getString(1);
  }

  /** For what a name stands for that is gone. */
  static FailureException gone() {
    return FailureException.of(
        FailureCode.CONFLICT, "What this Idempotency-Key began before is not there any more.");
  }
}
