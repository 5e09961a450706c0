package dev.arrway.feature.instances;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.platform.store.Rows;
import dev.arrway.upstream.Health;
import dev.arrway.upstream.HealthLadder;
import dev.arrway.upstream.HealthState;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of the table of instances. Every statement on a user's instance contains the owner. */
final class InstanceRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SELECT =
      """
      SELECT i.*, i.settings::text AS settings_text, u.role = 'admin' AS owner_is_admin
        FROM instance i JOIN app_user u ON u.id = i.owner_id
      """;

  private InstanceRows() {}

  /** An instance with its credentials, still sealed. */
  record Stored(Instance instance, byte[] credentials) {}

  static Future<Long> nextId(SqlConnection c) {
    return c.query("SELECT nextval('instance_id_seq')").execute().map(Rows.one(r -> r.getLong(0)));
  }

  static Future<Void> insert(SqlConnection c, Instance i, byte[] credentials) {
    return c.preparedQuery(
            """
            INSERT INTO instance (id, owner_id, name, instance_type, url, url_had_credentials, credentials, verify_ssl,
              timeout_seconds, rate_limit_per_minute, enabled, settings, managed_by, health)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::text::jsonb, $13, $14)
            """)
        .execute(
            Tuple.tuple()
                .addValue(i.id())
                .addValue(i.ownerId())
                .addValue(i.name())
                .addValue(i.type())
                .addValue(i.url().toString())
                .addValue(i.urlHadCredentials())
                .addValue(Buffer.buffer(credentials))
                .addValue(i.verifySsl())
                .addValue(i.timeoutSeconds())
                .addValue(i.ratePerMinute())
                .addValue(i.enabled())
                .addValue(write(i.settings()))
                .addValue(managedBy(i))
                .addValue(i.enabled() ? "unknown" : "disabled"))
        .mapEmpty();
  }

  static Future<Void> update(SqlConnection c, Instance i, byte @Nullable [] credentials) {
    return c.preparedQuery(
            """
            UPDATE instance SET name = $3, url = $4, url_had_credentials = $5, credentials = coalesce($6, credentials),
              verify_ssl = $7, timeout_seconds = $8, rate_limit_per_minute = $9, enabled = $10,
              settings = $11::text::jsonb, managed_by = $12, updated_at = now()
            WHERE id = $1 AND owner_id = $2
            """)
        .execute(
            Tuple.tuple()
                .addValue(i.id())
                .addValue(i.ownerId())
                .addValue(i.name())
                .addValue(i.url().toString())
                .addValue(i.urlHadCredentials())
                .addValue(credentials == null ? null : Buffer.buffer(credentials))
                .addValue(i.verifySsl())
                .addValue(i.timeoutSeconds())
                .addValue(i.ratePerMinute())
                .addValue(i.enabled())
                .addValue(write(i.settings()))
                .addValue(managedBy(i)))
        .mapEmpty();
  }

  /** Writes the health; returns the one that was stored before, empty when the instance is gone. */
  static Future<Optional<Health>> updateState(SqlConnection c, Instance i) {
    HealthState s = i.state();
    return c.preparedQuery(
            """
            UPDATE instance i SET health = CASE WHEN i.enabled THEN $3 ELSE 'disabled' END,
              last_connection_test = $4, last_connection_success = $5, last_error = $6, version = $7,
              ladder_step = $8, ladder_since = $9
            FROM (SELECT id, health FROM instance WHERE id = $1 AND owner_id = $2 FOR UPDATE) was
            WHERE i.id = was.id RETURNING was.health
            """)
        .execute(
            Tuple.tuple()
                .addValue(i.id())
                .addValue(i.ownerId())
                .addValue(s.health().wireName())
                .addValue(utc(s.lastTest()))
                .addValue(s.lastTestSucceeded())
                .addValue(s.lastError())
                .addValue(s.version())
                .addValue((short) s.ladder().step())
                .addValue(utc(s.ladder().since())))
        .map(Rows.first(row -> Health.of(row.getString(0))));
  }

  /** Changes the address if it was not changed meanwhile; returns whether it was changed. */
  static Future<Boolean> updateUrl(SqlConnection c, Instance i, URI former) {
    return c.preparedQuery(
            """
            UPDATE instance SET url = $3, updated_at = now()
            WHERE id = $1 AND owner_id = $2 AND url = $4
            """)
        .execute(Tuple.of(i.id(), i.ownerId(), i.url().toString(), former.toString()))
        .map(Rows::any);
  }

  static Future<Void> updateCredentials(SqlConnection c, Instance i, byte[] credentials) {
    return c.preparedQuery("UPDATE instance SET credentials = $3 WHERE id = $1 AND owner_id = $2")
        .execute(Tuple.of(i.id(), i.ownerId(), Buffer.buffer(credentials)))
        .mapEmpty();
  }

  static Future<Boolean> delete(SqlConnection c, long ownerId, long id) {
    return c.preparedQuery("DELETE FROM instance WHERE id = $1 AND owner_id = $2")
        .execute(Tuple.of(id, ownerId))
        .map(Rows::any);
  }

  static Future<Optional<Stored>> find(SqlConnection c, long ownerId, long id) {
    return c.preparedQuery(SELECT + " WHERE i.id = $1 AND i.owner_id = $2")
        .execute(Tuple.of(id, ownerId))
        .map(Rows.first(InstanceRows::stored));
  }

  /** Finds an instance and locks it until the transaction ends. */
  static Future<Optional<Stored>> lock(SqlConnection c, long ownerId, long id) {
    return c.preparedQuery(SELECT + " WHERE i.id = $1 AND i.owner_id = $2 FOR UPDATE OF i")
        .execute(Tuple.of(id, ownerId))
        .map(Rows.first(InstanceRows::stored));
  }

  /** Returns whether a user is an administrator; empty when there is no such user any more. */
  static Future<Optional<Boolean>> isAdmin(SqlConnection c, long userId) {
    return c.preparedQuery("SELECT role = 'admin' FROM app_user WHERE id = $1")
        .execute(Tuple.of(userId))
        .map(Rows.first(row -> row.getBoolean(0)));
  }

  /** All instances of one owner. */
  static Future<List<Stored>> allOf(SqlConnection c, long ownerId) {
    return c.preparedQuery(SELECT + " WHERE i.owner_id = $1 ORDER BY i.id")
        .execute(Tuple.of(ownerId))
        .map(Rows.list(InstanceRows::stored));
  }

  /**
   * Returns a part of the instances of all owners, in the order of their ids.
   *
   * @param after the last id of the part before, or 0
   */
  static Future<List<Stored>> part(SqlConnection c, long after, int most) {
    return c.preparedQuery(SELECT + " WHERE i.id > $1 ORDER BY i.id LIMIT $2")
        .execute(Tuple.of(after, most))
        .map(Rows.list(InstanceRows::stored));
  }

  private static String managedBy(Instance i) {
    return i.declared() ? "configuration" : "user";
  }

  private static Stored stored(Row row) {
    HealthState state =
        new HealthState(
            Health.of(row.getString("health")),
            instant(row.getOffsetDateTime("last_connection_test")),
            row.getBoolean("last_connection_success"),
            row.getString("last_error"),
            row.getString("version"),
            new HealthLadder(
                row.getShort("ladder_step"), instant(row.getOffsetDateTime("ladder_since"))));
    Instance instance =
        new Instance(
            row.getLong("id"),
            row.getLong("owner_id"),
            row.getBoolean("owner_is_admin"),
            row.getString("name"),
            row.getString("instance_type"),
            URI.create(row.getString("url")),
            row.getBoolean("url_had_credentials"),
            row.getBoolean("verify_ssl"),
            row.getInteger("timeout_seconds"),
            row.getInteger("rate_limit_per_minute"),
            row.getBoolean("enabled"),
            read(row.getString("settings_text")),
            row.getString("managed_by").equals("configuration"),
            state,
            row.getOffsetDateTime("created_at").toInstant(),
            row.getOffsetDateTime("updated_at").toInstant());
    return new Stored(instance, row.getBuffer("credentials").getBytes());
  }

  private static String write(Map<String, Object> settings) {
    try {
      return JSON.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("settings cannot be written", e);
    }
  }

  private static Map<String, Object> read(String settings) {
    try {
      return JSON.readValue(settings, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("settings cannot be read", e);
    }
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
