package dev.arrway.feature.webhooks;

import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/** Keys of the news that are known already. */
final class SeenRows {
  /** In the order of keys, so that two writers seldom wait for each other. */
  private static final String CLAIM =
      """
      INSERT INTO news_seen AS s (instance_id, owner_id, key, happened_at, seconds)
      SELECT $1, $2, key, $3, seconds FROM unnest($4::text[], $5::int[]) AS u (key, seconds)
      ON CONFLICT (instance_id, key) DO UPDATE
        SET happened_at = greatest(s.happened_at, excluded.happened_at),
            seconds = excluded.seconds, seen_at = now()
        WHERE abs(extract(epoch FROM excluded.happened_at - s.happened_at)) > excluded.seconds
      """;

  private SeenRows() {}

  /** Stores keys; returns whether any of them is new. */
  static Future<Boolean> claim(
      SqlConnection c, long instanceId, long ownerId, List<NewsKey> keys, Instant happenedAt) {
    List<NewsKey> sorted = keys.stream().sorted(Comparator.comparing(NewsKey::hash)).toList();
    return c.preparedQuery(CLAIM)
        .execute(
            Tuple.tuple()
                .addLong(instanceId)
                .addLong(ownerId)
                .addOffsetDateTime(happenedAt.atOffset(ZoneOffset.UTC))
                .addArrayOfString(sorted.stream().map(NewsKey::hash).toArray(String[]::new))
                .addArrayOfInteger(
                    sorted.stream()
                        .map(key -> (int) key.window().toSeconds())
                        .toArray(Integer[]::new)))
        .map(Rows::any);
  }
}
