package dev.arrway.feature.webhooks;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.PostgresExtension;
import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An instance that sends more than is read, or types without end, fills no table. */
@ExtendWith(PostgresExtension.class)
class WebhookBoundsIT {
  private static final long INSTANCE = 1;

  private final Database database;
  private long owner;

  WebhookBoundsIT(Database database) {
    this.database = database;
  }

  @BeforeEach
  void anInstance() {
    sql(
        "INSERT INTO app_user (username, password_hash, role) VALUES ('ada', 'x', 'user')"
            + " ON CONFLICT DO NOTHING");
    owner = count("SELECT id FROM app_user");
    sql(
        "INSERT INTO instance (id, owner_id, name, instance_type, url, url_had_credentials,"
            + " credentials, verify_ssl, timeout_seconds, rate_limit_per_minute, enabled, settings,"
            + " managed_by) VALUES (1, "
            + owner
            + ", 'n', 'radarr', 'u', false, '', true, 5, 5, true, '{}', 'user')"
            + " ON CONFLICT DO NOTHING");
  }

  private void sql(String statement) {
    await(database.asSystem(c -> c.query(statement).execute().mapEmpty()));
  }

  private long count(String query) {
    return await(
        database.asSystem(c -> c.query(query).execute().map(Rows.one(row -> row.getLong(0)))));
  }

  private Future<Void> send() {
    return database.asSystem(c -> InboxRows.add(c, INSTANCE, owner, "{}", Instant.now()));
  }

  @Test
  void onlySoManyMessagesWait() {
    sql(
        "INSERT INTO webhook_inbox (instance_id, owner_id, payload, received_at) SELECT 1, "
            + owner
            + ", '{}', now() FROM generate_series(2, "
            + InboxRows.MOST_WAITING
            + ")");
    await(send());
    FailureException refused = catchThrowableOfType(FailureException.class, () -> await(send()));
    assertThat(refused.failure().code()).isEqualTo(FailureCode.LIMIT_EXCEEDED);
    assertThat(refused.failure().retryAfterMs()).isPositive();
    assertThat(count("SELECT count(*) FROM webhook_inbox")).isEqualTo(InboxRows.MOST_WAITING);
    sql(
        "UPDATE webhook_inbox SET state = 'ignored' WHERE id = (SELECT min(id) FROM"
            + " webhook_inbox)");
    await(send());
  }

  @Test
  void typesWithoutEndAreCountedTogether() {
    for (int i = 0; i < 120; i++) {
      String type = i == 0 ? "x".repeat(5_000) : "Type" + i;
      await(database.asSystem(c -> InboxRows.count(c, INSTANCE, owner, type, false)));
    }
    await(database.asSystem(c -> InboxRows.count(c, INSTANCE, owner, "Type5", true)));
    assertThat(count("SELECT count(*) FROM webhook_count")).isLessThanOrEqualTo(51);
    assertThat(count("SELECT sum(received)::bigint FROM webhook_count")).isEqualTo(121);
    assertThat(count("SELECT received FROM webhook_count WHERE type = 'Type5'")).isEqualTo(2);
    assertThat(count("SELECT max(length(type)) FROM webhook_count")).isLessThanOrEqualTo(64);
  }
}
