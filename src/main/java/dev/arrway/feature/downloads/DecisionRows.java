package dev.arrway.feature.downloads;

import dev.arrway.domain.download.Ailment;
import dev.arrway.domain.download.FailureAction;
import dev.arrway.domain.download.RuleDecision;
import dev.arrway.domain.download.Spared;
import dev.arrway.domain.download.Verdict;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was decided, in the database. */
final class DecisionRows {
  private static final String INSERT =
      """
      INSERT INTO download_decision
             (owner_id, client_id, download_id, name, kind, reason, action, verdict, spared, strikes,
              since, instance_ids, outbox_ids, correlation_id, decided_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      """;

  private static final String WHERE =
      " WHERE owner_id = $1 AND ($2::bigint IS NULL OR client_id = $2)"
          + " AND ($3::text IS NULL OR verdict = $3)";

  private static final String LIST =
      "SELECT * FROM download_decision" + WHERE + " ORDER BY id DESC LIMIT $4 OFFSET $5";

  private DecisionRows() {}

  static Future<Void> insert(
      SqlConnection c,
      Instance client,
      Round.Step step,
      RuleDecision decision,
      List<Long> outboxIds,
      Instant now) {
    StoredDownload download = step.after();
    return c.preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addLong(client.ownerId())
                .addLong(client.id())
                .addString(download.id())
                .addString(download.name())
                .addString(download.kind().wireName())
                .addString(decision.reason().wireName())
                .addString(decision.action().wireName())
                .addString(decision.verdict().wireName())
                .addString(decision.spared() == Spared.NOT ? null : decision.spared().wireName())
                .addInteger(decision.strikes())
                .addOffsetDateTime(DownloadRows.utc(decision.since()))
                .addArrayOfLong(
                    step.entries().stream()
                        .map(QueueEntry::instanceId)
                        .distinct()
                        .toArray(Long[]::new))
                .addArrayOfLong(outboxIds.toArray(Long[]::new))
                .addString(download.correlationId())
                .addOffsetDateTime(DownloadRows.utc(now)))
        .mapEmpty();
  }

  /** Newest first. */
  static Future<Slice<DecisionMade>> list(
      SqlConnection c,
      long ownerId,
      @Nullable Long clientId,
      @Nullable Verdict verdict,
      int limit,
      int offset) {
    String name = verdict == null ? null : verdict.wireName();
    Future<List<DecisionMade>> items =
        c.preparedQuery(LIST)
            .execute(Tuple.of(ownerId, clientId, name, limit, offset))
            .map(Rows.list(DecisionRows::made));
    return c.preparedQuery("SELECT count(*) FROM download_decision" + WHERE)
        .execute(Tuple.of(ownerId, clientId, name))
        .map(Rows.one(row -> row.getLong(0)))
        .compose(total -> items.map(all -> new Slice<>(all, total)));
  }

  private static DecisionMade made(Row row) {
    String spared = row.getString("spared");
    return new DecisionMade(
        row.getLong("id"),
        row.getLong("client_id"),
        row.getString("download_id"),
        row.getString("name"),
        row.getString("kind"),
        Ailment.of(row.getString("reason")),
        FailureAction.of(row.getString("action")),
        Verdict.of(row.getString("verdict")),
        spared == null ? Spared.NOT : Spared.valueOf(spared.toUpperCase(Locale.ROOT)),
        row.getInteger("strikes"),
        row.getOffsetDateTime("since").toInstant(),
        List.of(row.getArrayOfLongs("instance_ids")),
        List.of(row.getArrayOfLongs("outbox_ids")),
        row.getString("correlation_id"),
        row.getOffsetDateTime("decided_at").toInstant());
  }
}
