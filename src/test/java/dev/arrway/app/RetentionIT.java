package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.Rows;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every table that grows by itself is pruned by age and by number, and keeps what is needed. */
class RetentionIT {
  private static final int MOST = 100;

  private static TestGateway gateway;
  private static long owner;
  private static long instance;

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"),
            Map.of(
                "retention.audit", "10d",
                "retention.audit_entries", "1000",
                "retention.imports_per_user", "3",
                "retention.rows_per_user", Integer.toString(MOST),
                "library.ttl", "30d",
                "webhooks.poll_interval", "0s"));
    instance = gateway.addRadarr(gateway.admin(), "Films");
    owner = count("SELECT owner_id FROM instance");
    prune();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static void prune() {
    assertThat(Futures.await(gateway.gateway().features().prune())).isNotNegative();
  }

  private static void sql(String statement) {
    String filled =
        statement
            .replace(":owner", Long.toString(owner))
            .replace(":instance", Long.toString(instance));
    Futures.await(
        gateway.database().database().asSystem(c -> c.query(filled).execute().mapEmpty()));
  }

  private static long count(String query) {
    return Futures.await(
        gateway
            .database()
            .database()
            .asSystem(c -> c.query(query).execute().map(Rows.one(row -> row.getLong(0)))));
  }

  @Test
  void theAuditKeepsItsNewestEntriesWhileCallsWriteToIt() {
    sql(
        "INSERT INTO audit (action, outcome, occurred_at)"
            + " SELECT 'old', 'ok', now() - interval '11 days' FROM generate_series(1, 300)");
    sql(
        "INSERT INTO audit (action, outcome, occurred_at)"
            + " SELECT 'flood', 'forbidden', now() FROM generate_series(1, 5000)");
    CompletableFuture<Void> calls =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 20; i++) {
                gateway.admin().post("/users", Map.of("username", "no such name"));
              }
            });
    prune();
    calls.join();
    assertThat(count("SELECT count(*) FROM audit WHERE action = 'old'")).isZero();
    assertThat(count("SELECT count(*) FROM audit")).isBetween(1_000L, 1_030L);
    assertThat(count("SELECT count(*) FROM audit WHERE action = 'createUser'")).isEqualTo(20);
  }

  @Test
  void theAuditCannotBeEmptiedByTheFunctionThatPrunesIt() {
    for (String call : new String[] {"now(), 1000, 100", "now() - interval '1 day', 1, 100"}) {
      Throwable refused =
          org.assertj.core.api.Assertions.catchThrowable(
              () -> sql("SELECT audit_prune(" + call + ")"));
      assertThat(refused).hasMessageContaining("the audit keeps at least");
    }
  }

  @Test
  void openChangesStayHoweverOldAndEndedOnesGo() {
    sql(
        "INSERT INTO outbox (owner_id, instance_id, operation, payload, state, correlation_id,"
            + " trace_id, created_at, ended_at, next_attempt_at) SELECT :owner, :instance, 'o',"
            + " '{}', s.state, 'r' || n, 't', now() - interval '99 days', s.ended, now() + interval"
            + " '1 hour' FROM generate_series(1, 150) n, (VALUES ('queued', NULL), ('confirmed',"
            + " now() - interval '2 hours'), ('failed', now() - interval '40 days')) s (state,"
            + " ended)");
    sql(
        "INSERT INTO idempotency_key (owner_id, key, request_hash, correlation_id, created_at)"
            + " SELECT :owner, 'k' || n, '\\x00', 'c', now() - n * interval '1 minute'"
            + " FROM generate_series(1, 1600) n");
    prune();
    assertThat(count("SELECT count(*) FROM outbox WHERE ended_at IS NULL")).isEqualTo(150);
    assertThat(count("SELECT count(*) FROM outbox WHERE state = 'failed'")).isZero();
    assertThat(count("SELECT count(*) FROM outbox WHERE state = 'confirmed'")).isEqualTo(MOST);
    assertThat(count("SELECT count(*) FROM idempotency_key")).isEqualTo(MOST);
    sql("DELETE FROM outbox");
  }

  @Test
  void importsGoWithTheirRowsAndRunningOnesStay() {
    sql(
        "INSERT INTO import_job (owner_id, instance_id, kind, source, monitored, search, tags,"
            + " batch_size, delay_seconds, dry_run, status, correlation_id, trace_id, ended_at,"
            + " lease_until)"
            + " SELECT :owner, :instance, 'movie', '{}', true, false, '{}', 1, 0, true,"
            + " CASE WHEN n <= 6 THEN 'completed' ELSE 'waiting' END, 'i' || n, 't',"
            + " CASE WHEN n = 1 THEN now() - interval '100 days' WHEN n <= 6 THEN now()"
            + " - n * interval '1 minute' END, now() + interval '1 hour'"
            + " FROM generate_series(1, 8) n");
    sql(
        "INSERT INTO import_item (job_id, position, owner_id, line, outcome)"
            + " SELECT id, p, owner_id, p, 'imported' FROM import_job, generate_series(1, 700) p");
    prune();
    assertThat(count("SELECT count(*) FROM import_job WHERE ended_at IS NULL")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM import_job WHERE ended_at IS NOT NULL")).isEqualTo(3);
    assertThat(count("SELECT count(*) FROM import_item")).isEqualTo(5 * 700);
    sql("DELETE FROM import_job");
  }

  @Test
  void whatInstancesTellIsBounded() {
    sql(
        "INSERT INTO webhook_inbox (instance_id, owner_id, payload, received_at, state)"
            + " SELECT :instance, :owner, '{}', now() - n * interval '1 minute',"
            + " CASE WHEN n % 2 = 0 THEN 'ignored' ELSE 'failed' END"
            + " FROM generate_series(1, 1500) n");
    sql(
        "INSERT INTO news_seen (instance_id, key, owner_id, happened_at, seconds, seen_at)"
            + " SELECT :instance, 's' || n, :owner, now(), 1, now() - n * interval '1 hour'"
            + " FROM generate_series(1, 100) n");
    sql(
        "INSERT INTO searched_item (instance_id, item_id, owner_id, searched_at)"
            + " SELECT :instance, n, :owner, now() - n * interval '1 day'"
            + " FROM generate_series(1, 400) n");
    sql(
        "INSERT INTO timeline_loose (owner_id, download_id, key, kind, at, data)"
            + " SELECT :owner, 'd' || n, 'k', 'k', now(), '{}' FROM generate_series(1, 250) n");
    sql(
        "INSERT INTO missing_addition (owner_id, correlation_id, place, entry_id, created_at)"
            + " SELECT :owner, 'c', n, n, now() - n * interval '1 hour' FROM generate_series(1, 48)"
            + " n");
    sql(
        "INSERT INTO drift_revert (correlation_id, owner_id, instance_id, answer)"
            + " SELECT 'c' || n, :owner, :instance, '{}' FROM generate_series(1, 130) n");
    prune();
    assertThat(count("SELECT count(*) FROM webhook_inbox")).isEqualTo(1_000);
    assertThat(count("SELECT count(*) FROM news_seen")).isBetween(46L, 48L);
    assertThat(count("SELECT count(*) FROM searched_item")).isBetween(364L, 366L);
    assertThat(count("SELECT count(*) FROM timeline_loose")).isEqualTo(MOST);
    assertThat(count("SELECT count(*) FROM missing_addition")).isBetween(22L, 24L);
    assertThat(count("SELECT count(*) FROM drift_revert")).isEqualTo(100);
  }

  @Test
  void whatWasMeasuredDownloadedAndSearchedIsBounded() {
    sql(
        "INSERT INTO alert (owner_id, instance_id, type, subject, severity, message, opened_at,"
            + " closed_at) SELECT :owner, :instance, 'disk', 's' || n, 'info', 'm', now(),"
            + " CASE WHEN n <= 150 THEN now() END FROM generate_series(1, 300) n");
    sql(
        "INSERT INTO metric_sample (instance_id, owner_id, taken_at, condition, breaker)"
            + " SELECT :instance, :owner, now() - n * interval '1 hour', 'ok', 'closed'"
            + " FROM generate_series(1, 48) n");
    sql(
        "INSERT INTO download (client_id, id, owner_id, name, kind, status, progress, troubles,"
            + " stalled, handling, first_seen_at, changed_at) SELECT :instance, 'd' || n, :owner,"
            + " 'n', 'torrent', CASE WHEN n <= 250 THEN 'removed' ELSE 'paused' END, 0, '{}',"
            + " false, '{}', now(), now() - n * interval '1 minute' FROM generate_series(1, 500)"
            + " n");
    sql(
        "INSERT INTO timeline (owner_id, correlation_id, request_id, state, state_since, began_at,"
            + " updated_at) SELECT :owner, 'c' || n, 'r', 's', now(), now(),"
            + " now() - n * interval '1 day' FROM generate_series(1, 120) n");
    sql(
        "INSERT INTO download_decision (owner_id, client_id, download_id, name, kind, reason, action,"
            + " verdict, strikes, since, instance_ids, outbox_ids, decided_at) SELECT :owner,"
            + " :instance, 'd', 'n', 'torrent', 'stalled', 'notify', 'notified', 1, now(), '{}',"
            + " '{}', now() - n * interval '1 minute' FROM generate_series(1, 250) n");
    long schedule =
        gateway
            .admin()
            .post(
                "/search-schedules",
                Map.of("instance_id", instance, "name", "Films", "enabled", false))
            .id();
    sql(
        "INSERT INTO search_run (schedule_id, owner_id, instance_id, cause, status, started_at,"
            + " ended_at) SELECT "
            + schedule
            + ", :owner, :instance, 'request', CASE WHEN n <= 250 THEN 'completed' ELSE 'running'"
            + " END, now(), CASE WHEN n <= 250 THEN now() END FROM generate_series(1, 252) n");
    prune();
    assertThat(count("SELECT count(*) FROM download_decision")).isEqualTo(MOST);
    assertThat(count("SELECT count(*) FROM search_run WHERE status = 'completed'")).isEqualTo(MOST);
    assertThat(count("SELECT count(*) FROM search_run WHERE status = 'running'")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM alert WHERE closed_at IS NULL")).isEqualTo(150);
    assertThat(count("SELECT count(*) FROM alert WHERE closed_at IS NOT NULL")).isEqualTo(MOST);
    assertThat(count("SELECT count(*) FROM metric_sample")).isBetween(22L, 24L);
    assertThat(count("SELECT count(*) FROM download WHERE status = 'removed'")).isEqualTo(MOST);
    assertThat(count("SELECT count(*) FROM download WHERE status = 'paused'")).isEqualTo(250);
    assertThat(count("SELECT count(*) FROM timeline")).isEqualTo(MOST);
  }

  @Test
  void sessionsTokensTicketsAndAddressesOfThePastGo() {
    sql(
        "INSERT INTO session (owner_id, created_at, last_used_at, expires_at) SELECT :owner, now(),"
            + " now(), now() - interval '8 days' FROM generate_series(1, 1200)");
    sql(
        "INSERT INTO refresh_token (hash, session_id, owner_id, created_at) SELECT"
            + " sha256(id::text::bytea), id, owner_id, now() FROM session WHERE expires_at <"
            + " now()");
    // Without a version of the account, as processes of the former version still write them.
    sql(
        "INSERT INTO ticket (hash, owner_id, session_id, expires_at) SELECT sha256(('t' ||"
            + " n)::bytea), :owner, (SELECT min(id) FROM session WHERE expires_at > now()), now() -"
            + " interval '1 s' FROM generate_series(1, 1200) n");
    sql(
        "INSERT INTO login_address (owner_id, network, last_login_at) SELECT :owner, 'n' || n,"
            + " now() - interval '91 days' FROM generate_series(1, 1200) n");
    Futures.await(gateway.gateway().features().identity().prune());
    assertThat(count("SELECT count(*) FROM session WHERE expires_at < now()")).isZero();
    assertThat(count("SELECT count(*) FROM refresh_token")).isLessThan(20);
    assertThat(count("SELECT count(*) FROM ticket")).isZero();
    assertThat(count("SELECT count(*) FROM login_address WHERE network LIKE 'n%'")).isZero();
    assertThat(gateway.admin().get("/auth/me").status()).isEqualTo(200);
  }
}
