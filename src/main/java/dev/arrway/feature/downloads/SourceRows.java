package dev.arrway.feature.downloads;

import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where downloads come from, in the database. */
final class SourceRows {
  /** A failed change can be tried again by its owner. */
  private static final String FORGET =
      """
      UPDATE download_source s SET sealed = NULL FROM outbox o
       WHERE o.id = s.outbox_id AND s.sealed IS NOT NULL
         AND (o.state IN ('confirmed', 'cancelled') AND o.ended_at < now() - interval '10 minutes'
              OR o.state = 'failed' AND o.ended_at < now() - interval '7 days')
      """;

  /** The ids under which the client has what was added, or tried again, of late. */
  private static final String ADDED =
      """
      SELECT lower(result #>> '{value,id}'), correlation_id FROM outbox
       WHERE instance_id = $1 AND state = 'confirmed' AND ended_at > now() - interval '1 day'
         AND result ->> 'type' = 'DownloadReply.DownloadAdded'
       ORDER BY id
      """;

  private static final String UNDER_WAY =
      """
      SELECT FROM download_source s JOIN outbox o ON o.id = s.outbox_id
       WHERE s.client_id = $1 AND o.state = 'sent' AND o.sent_at > now() - interval '30 seconds'
       LIMIT 1
      """;

  private SourceRows() {}

  /** A sealed source. */
  record Sealed(long id, long ownerId, byte[] bytes) {}

  static Future<Long> nextId(SqlConnection c) {
    return c.query("SELECT nextval('download_source_id_seq')")
        .execute()
        .map(Rows.one(row -> row.getLong(0)));
  }

  static Future<Void> insert(
      SqlConnection c, long id, long ownerId, long clientId, long outboxId, Buffer sealed) {
    return c.preparedQuery(
            "INSERT INTO download_source (id, owner_id, client_id, outbox_id, sealed)"
                + " VALUES ($1, $2, $3, $4, $5)")
        .execute(Tuple.of(id, ownerId, clientId, outboxId, sealed))
        .mapEmpty();
  }

  static Future<Optional<byte[]>> find(SqlConnection c, long ownerId, long id) {
    return c.preparedQuery(
            "SELECT sealed FROM download_source"
                + " WHERE owner_id = $1 AND id = $2 AND sealed IS NOT NULL")
        .execute(Tuple.of(ownerId, id))
        .map(Rows.first(row -> row.getBuffer(0).getBytes()));
  }

  /** Correlation ids of what was added through the outbox, by lower-case id in the client. */
  static Future<Map<String, String>> added(SqlConnection c, long clientId) {
    return c.preparedQuery(ADDED)
        .execute(Tuple.of(clientId))
        .map(Rows.list(row -> Map.entry(row.getString(0), row.getString(1))))
        .map(
            all ->
                all.stream()
                    .collect(
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b)));
  }

  /** Whether something is being added of which nobody knows the id yet. */
  static Future<Boolean> underWay(SqlConnection c, long clientId) {
    return c.preparedQuery(UNDER_WAY).execute(Tuple.of(clientId)).map(rows -> rows.size() > 0);
  }

  static Future<Void> forget(SqlConnection c) {
    return c.query(FORGET).execute().mapEmpty();
  }

  /** The next one after an id, for walking through all of them. */
  static Future<List<Sealed>> after(SqlConnection c, long id) {
    return c.preparedQuery(
            "SELECT id, owner_id, sealed FROM download_source"
                + " WHERE id > $1 AND sealed IS NOT NULL ORDER BY id LIMIT 1")
        .execute(Tuple.of(id))
        .map(
            Rows.list(
                row -> new Sealed(row.getLong(0), row.getLong(1), row.getBuffer(2).getBytes())));
  }

  static Future<Void> reseal(SqlConnection c, long id, byte[] sealed) {
    return c.preparedQuery("UPDATE download_source SET sealed = $2 WHERE id = $1")
        .execute(Tuple.of(id, Buffer.buffer(sealed)))
        .mapEmpty();
  }
}
