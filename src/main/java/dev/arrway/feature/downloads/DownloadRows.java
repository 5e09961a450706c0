package dev.arrway.feature.downloads;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadNews.Stand;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.domain.download.Handling;
import dev.arrway.platform.store.Rows;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Downloads in the database. */
final class DownloadRows {
  private static final String ALL =
      """
      SELECT id, name, kind, status, progress, size, category, output_path, error, troubles,
             stuck_since, stalled, correlation_id, handling, first_seen_at
        FROM download WHERE client_id = $1 AND status <> 'removed'
      """;

  private static final String SAVE =
      """
      INSERT INTO download (client_id, id, owner_id, name, kind, status, progress, size, category,
                            output_path, error, troubles, stuck_since, stalled, correlation_id,
                            handling, first_seen_at, changed_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
      ON CONFLICT (client_id, id) DO UPDATE
         SET name = excluded.name, kind = excluded.kind, status = excluded.status,
             progress = excluded.progress, size = excluded.size, category = excluded.category,
             output_path = excluded.output_path, error = excluded.error,
             troubles = excluded.troubles, stuck_since = excluded.stuck_since,
             stalled = excluded.stalled, correlation_id = excluded.correlation_id,
             handling = excluded.handling, first_seen_at = excluded.first_seen_at,
             changed_at = excluded.changed_at
      """;

  private static final String CORRELATIONS =
      """
      SELECT client_id, id, correlation_id FROM download
       WHERE owner_id = $1 AND correlation_id IS NOT NULL
         AND (client_id, id) IN (SELECT * FROM unnest($2::bigint[], $3::text[]))
      """;

  private DownloadRows() {}

  /** What names a download. */
  record Key(long clientId, String id) {}

  /** How often a client's downloads were written; empty before the first time. */
  static Future<Optional<Long>> version(SqlConnection c, long clientId) {
    return c.preparedQuery("SELECT version FROM download_poll WHERE client_id = $1")
        .execute(Tuple.of(clientId))
        .map(Rows.first(row -> row.getLong(0)));
  }

  /** Takes the right to write; false when somebody else has written meanwhile. */
  static Future<Boolean> move(SqlConnection c, Instance client, @Nullable Long version) {
    return version == null
        ? c.preparedQuery(
                "INSERT INTO download_poll (client_id, owner_id, version) VALUES ($1, $2, 1)"
                    + " ON CONFLICT DO NOTHING")
            .execute(Tuple.of(client.id(), client.ownerId()))
            .map(Rows::any)
        : c.preparedQuery(
                "UPDATE download_poll SET version = version + 1"
                    + " WHERE client_id = $1 AND version = $2")
            .execute(Tuple.of(client.id(), version))
            .map(Rows::any);
  }

  static Future<Map<String, StoredDownload>> all(SqlConnection c, long clientId) {
    return c.preparedQuery(ALL)
        .execute(Tuple.of(clientId))
        .map(Rows.list(DownloadRows::stored))
        .map(all -> all.stream().collect(Collectors.toUnmodifiableMap(one -> one.id(), o -> o)));
  }

  private static StoredDownload stored(Row row) {
    return new StoredDownload(
        row.getString("id"),
        row.getString("name"),
        DownloadKind.valueOf(upper(row.getString("kind"))),
        new Stand(
            DownloadStatus.valueOf(upper(row.getString("status"))),
            instant(row.getOffsetDateTime("stuck_since")),
            row.getBoolean("stalled")),
        row.getDouble("progress"),
        row.getLong("size"),
        row.getString("category"),
        row.getString("output_path"),
        row.getString("error"),
        Arrays.stream(row.getArrayOfStrings("troubles"))
            .map(name -> DownloadTrouble.valueOf(upper(name)))
            .collect(Collectors.toUnmodifiableSet()),
        row.getString("correlation_id"),
        Json.read(row.getString("handling"), Handling.class),
        row.getOffsetDateTime("first_seen_at").toInstant());
  }

  static Future<Void> save(
      SqlConnection c, Instance client, List<StoredDownload> downloads, Instant now) {
    return downloads.isEmpty()
        ? Future.succeededFuture()
        : c.preparedQuery(SAVE)
            .executeBatch(downloads.stream().map(one -> tuple(client, one, now)).toList())
            .mapEmpty();
  }

  private static Tuple tuple(Instance client, StoredDownload one, Instant now) {
    Instant stuck = one.stand().stuckSince();
    return Tuple.tuple()
        .addLong(client.id())
        .addString(one.id())
        .addLong(client.ownerId())
        .addString(one.name())
        .addString(one.kind().wireName())
        .addString(one.stand().status().wireName())
        .addDouble(one.progress())
        .addLong(one.size())
        .addString(one.category())
        .addString(one.outputPath())
        .addString(one.error())
        .addArrayOfString(
            one.troubles().stream().map(DownloadTrouble::wireName).sorted().toArray(String[]::new))
        .addOffsetDateTime(stuck == null ? null : utc(stuck))
        .addBoolean(one.stand().stalled())
        .addString(one.correlationId())
        .addString(Json.write(one.handling()))
        .addOffsetDateTime(utc(one.firstSeenAt()))
        .addOffsetDateTime(utc(now));
  }

  /** Of those that have one. */
  static Future<Map<Key, String>> correlations(SqlConnection c, long ownerId, List<Key> keys) {
    return c.preparedQuery(CORRELATIONS)
        .execute(
            Tuple.of(
                ownerId,
                keys.stream().map(Key::clientId).toArray(Long[]::new),
                keys.stream().map(Key::id).toArray(String[]::new)))
        .map(
            Rows.list(
                row -> Map.entry(new Key(row.getLong(0), row.getString(1)), row.getString(2))))
        .map(
            all ->
                all.stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime value) {
    return value == null ? null : value.toInstant();
  }
}
