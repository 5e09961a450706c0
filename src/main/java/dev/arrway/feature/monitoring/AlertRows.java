package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.AlertChange;
import dev.arrway.domain.monitor.AlertKey;
import dev.arrway.domain.monitor.AlertType;
import dev.arrway.domain.monitor.Severity;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of alerts. */
final class AlertRows {
  static final String COLUMNS =
      "a.id, a.owner_id, a.instance_id, a.type, a.subject, a.severity, a.message, a.value,"
          + " a.threshold, a.opened_at, a.closed_at";
  private static final String CHOSEN =
      """
       FROM alert a WHERE a.owner_id = $1
        AND ($2::boolean IS NULL OR (a.closed_at IS NULL) = $2)
        AND ($3::text IS NULL OR a.type = $3) AND ($4::text IS NULL OR a.severity = $4)
        AND ($5::bigint IS NULL OR a.instance_id = $5)
      """;

  private AlertRows() {}

  /** An alert and whose it is. */
  record Owned(long ownerId, Alert alert) {}

  static Future<Set<AlertKey>> open(SqlConnection c, long owner, long instance) {
    return c.preparedQuery(
            "SELECT type, subject FROM alert WHERE owner_id = $1 AND instance_id = $2 AND closed_at"
                + " IS NULL")
        .execute(Tuple.of(owner, instance))
        .map(Rows.list(row -> new AlertKey(AlertType.of(row.getString(0)), row.getString(1))))
        .map(Set::copyOf);
  }

  static Future<Alert> open(SqlConnection c, Sample sample, AlertChange.Opened opened) {
    boolean counts = AlertText.counts(opened.key().type());
    return c.preparedQuery(
            """
            INSERT INTO alert AS a (owner_id, instance_id, type, subject, severity, message, value,
                                    threshold, opened_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING %s
            """
                .formatted(COLUMNS))
        .execute(
            Tuple.tuple()
                .addValue(sample.instance().ownerId())
                .addValue(sample.instance().id())
                .addValue(opened.key().type().wireName())
                .addValue(opened.key().subject())
                .addValue(opened.severity().wireName())
                .addValue(AlertText.of(opened, sample))
                .addValue(counts ? opened.value() : null)
                .addValue(counts ? opened.limit() : null)
                .addValue(Times.utc(sample.takenAt())))
        .map(Rows.one(AlertRows::alert));
  }

  static Future<List<Alert>> close(
      SqlConnection c, long owner, long instance, AlertKey key, Instant now) {
    return c.preparedQuery(
            """
            UPDATE alert a SET closed_at = greatest($5, a.opened_at)
             WHERE owner_id = $1 AND instance_id = $2 AND type = $3 AND subject = $4
               AND closed_at IS NULL RETURNING %s
            """
                .formatted(COLUMNS))
        .execute(Tuple.of(owner, instance, key.type().wireName(), key.subject(), Times.utc(now)))
        .map(Rows.list(AlertRows::alert));
  }

  /** Nobody measures what is switched off. */
  static Future<List<Owned>> closeOfDisabled(SqlConnection c, Instant now) {
    return c.preparedQuery(
            """
            UPDATE alert a SET closed_at = greatest($1, a.opened_at) FROM instance i
             WHERE i.id = a.instance_id AND NOT i.enabled AND a.closed_at IS NULL RETURNING %s
            """
                .formatted(COLUMNS))
        .execute(Tuple.of(Times.utc(now)))
        .map(Rows.list(row -> new Owned(row.getLong("owner_id"), alert(row))));
  }

  /** Newest first. */
  static Future<Slice<Alert>> list(
      SqlConnection c, long owner, AlertFilter filter, int limit, int offset) {
    Future<Long> total =
        c.preparedQuery("SELECT count(*)" + CHOSEN)
            .execute(chosen(owner, filter))
            .map(Rows.one(row -> row.getLong(0)));
    return c.preparedQuery(
            "SELECT "
                + COLUMNS
                + CHOSEN
                + " ORDER BY a.opened_at DESC, a.id DESC LIMIT $6 OFFSET $7")
        .execute(chosen(owner, filter).addValue(limit).addValue(offset))
        .map(Rows.list(AlertRows::alert))
        .compose(items -> total.map(count -> new Slice<>(items, count)));
  }

  private static Tuple chosen(long owner, AlertFilter filter) {
    return Tuple.tuple()
        .addValue(owner)
        .addValue(filter.open())
        .addValue(filter.type())
        .addValue(filter.severity())
        .addValue(filter.instanceId());
  }

  /** How many are open, by instance and severity. */
  static Future<Map<Long, Map<Severity, Long>>> openCounts(SqlConnection c, long owner) {
    return c.preparedQuery(
            "SELECT instance_id, severity, count(*) FROM alert"
                + " WHERE owner_id = $1 AND closed_at IS NULL AND instance_id IS NOT NULL"
                + " GROUP BY 1, 2")
        .execute(Tuple.of(owner))
        .map(
            Rows.list(
                row ->
                    Map.entry(
                        row.getLong(0), Map.entry(Severity.of(row.getString(1)), row.getLong(2)))))
        .map(
            all ->
                all.stream()
                    .collect(
                        Collectors.groupingBy(
                            Map.Entry::getKey,
                            Collectors.toMap(
                                e -> e.getValue().getKey(), e -> e.getValue().getValue()))));
  }

  static Alert alert(Row row) {
    String subject = row.getString("subject");
    return new Alert(
        row.getLong("id"),
        row.getLong("instance_id"),
        AlertType.of(row.getString("type")),
        subject.isEmpty() ? null : subject,
        Severity.of(row.getString("severity")),
        row.getString("message"),
        row.getDouble("value"),
        row.getDouble("threshold"),
        row.getOffsetDateTime("opened_at").toInstant(),
        instant(row.getOffsetDateTime("closed_at")));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }
}
