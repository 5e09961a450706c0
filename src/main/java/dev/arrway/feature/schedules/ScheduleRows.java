package dev.arrway.feature.schedules;

import static dev.arrway.feature.schedules.Columns.instant;
import static dev.arrway.feature.schedules.Columns.required;
import static dev.arrway.feature.schedules.Columns.time;

import dev.arrway.feature.schedules.plan.Block;
import dev.arrway.feature.schedules.plan.Order;
import dev.arrway.feature.schedules.plan.Strategy;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code search_schedule}, without its leases. */
final class ScheduleRows {
  static final String SHOWN =
      "id, owner_id, instance_id, name, enabled, strategy, batch_size, interval_minutes,"
          + " cooldown_hours, max_per_hour, grace_hours, max_active_downloads, monitored_only,"
          + " item_order, seed, time_zone, windows, include_tags, exclude_tags, next_run_at,"
          + " last_run_at, paused_reason, paused_since, lease_until, created_at, updated_at";

  private static final String MINE = " FROM search_schedule WHERE owner_id = $1";

  private ScheduleRows() {}

  static Future<Schedule> insert(SqlConnection c, long owner, ScheduleRules rules, Instant now) {
    Tuple values = values(rules);
    values.addValue(time(rules.nextRun(null, now)));
    values.addValue(time(now)).addValue(owner).addValue(rules.instanceId());
    return c.preparedQuery(
            "INSERT INTO search_schedule (name, enabled, strategy, batch_size, interval_minutes,"
                + " cooldown_hours, max_per_hour, grace_hours, max_active_downloads,"
                + " monitored_only, item_order, seed, time_zone, windows, include_tags,"
                + " exclude_tags, next_run_at, created_at, updated_at, owner_id, instance_id)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,"
                + " $17, $18, $18, $19, $20) RETURNING "
                + SHOWN)
        .execute(values)
        .map(Rows.one(row -> schedule(row, now)));
  }

  static Future<Schedule> update(
      SqlConnection c, Schedule before, ScheduleRules rules, Instant now) {
    Tuple values = values(rules);
    values.addValue(time(rules.nextRun(before.lastRunAt(), now)));
    values.addValue(time(now)).addValue(before.ownerId()).addValue(before.id());
    return c.preparedQuery(
            "UPDATE search_schedule SET name = $1, enabled = $2, strategy = $3, batch_size = $4,"
                + " interval_minutes = $5, cooldown_hours = $6, max_per_hour = $7,"
                + " grace_hours = $8, max_active_downloads = $9, monitored_only = $10,"
                + " item_order = $11, seed = $12, time_zone = $13, windows = $14,"
                + " include_tags = $15, exclude_tags = $16, next_run_at = $17, updated_at = $18"
                + " WHERE owner_id = $19 AND id = $20 RETURNING "
                + SHOWN)
        .execute(values)
        .map(Rows.one(row -> schedule(row, now)));
  }

  private static Tuple values(ScheduleRules rules) {
    return Tuple.tuple()
        .addValue(rules.name())
        .addValue(rules.enabled())
        .addValue(rules.strategy().wireName())
        .addValue(rules.batchSize())
        .addValue(rules.intervalMinutes())
        .addValue(rules.cooldownHours())
        .addValue(rules.maxPerHour())
        .addValue(rules.graceHours())
        .addValue(rules.maxActiveDownloads())
        .addValue(rules.monitoredOnly())
        .addValue(rules.order().wireName())
        .addValue(rules.seed())
        .addValue(rules.timeZone().getId())
        .addValue(WindowText.write(rules.windows()))
        .addValue(rules.includeTags().toArray(String[]::new))
        .addValue(rules.excludeTags().toArray(String[]::new));
  }

  static Future<Optional<Schedule>> find(SqlConnection c, long owner, long id, Instant now) {
    return c.preparedQuery("SELECT " + SHOWN + MINE + " AND id = $2")
        .execute(Tuple.of(owner, id))
        .map(Rows.first(row -> schedule(row, now)));
  }

  /** The same, and nobody else changes it until the transaction ends. */
  static Future<Optional<Schedule>> lock(SqlConnection c, long owner, long id, Instant now) {
    return c.preparedQuery("SELECT " + SHOWN + MINE + " AND id = $2 FOR NO KEY UPDATE")
        .execute(Tuple.of(owner, id))
        .map(Rows.first(row -> schedule(row, now)));
  }

  static Future<Slice<Schedule>> list(
      SqlConnection c, long owner, @Nullable Long instanceId, int limit, int offset, Instant now) {
    String which = MINE + " AND ($2::bigint IS NULL OR instance_id = $2)";
    Future<List<Schedule>> items =
        c.preparedQuery("SELECT " + SHOWN + which + " ORDER BY id DESC LIMIT $3 OFFSET $4")
            .execute(Tuple.of(owner, instanceId, limit, offset))
            .map(Rows.list(row -> schedule(row, now)));
    return items.compose(list -> count(c, owner, instanceId).map(n -> new Slice<>(list, n)));
  }

  static Future<Long> count(SqlConnection c, long owner, @Nullable Long instanceId) {
    return c.preparedQuery(
            "SELECT count(*)" + MINE + " AND ($2::bigint IS NULL OR instance_id = $2)")
        .execute(Tuple.of(owner, instanceId))
        .map(Rows.one(row -> row.getLong(0)));
  }

  static Future<Boolean> delete(SqlConnection c, long owner, long id) {
    return c.preparedQuery("DELETE FROM search_schedule WHERE owner_id = $1 AND id = $2")
        .execute(Tuple.of(owner, id))
        .map(Rows::any);
  }

  static Schedule schedule(Row row, Instant now) {
    String paused = row.getString("paused_reason");
    Instant lease = instant(row, "lease_until");
    return new Schedule(
        row.getLong("id"),
        row.getLong("owner_id"),
        rules(row),
        instant(row, "next_run_at"),
        instant(row, "last_run_at"),
        paused == null ? null : Block.of(paused),
        instant(row, "paused_since"),
        lease != null && lease.isAfter(now),
        required(row, "created_at"),
        required(row, "updated_at"));
  }

  private static ScheduleRules rules(Row row) {
    return new ScheduleRules(
        row.getLong("instance_id"),
        row.getString("name"),
        row.getBoolean("enabled"),
        Strategy.of(row.getString("strategy")),
        row.getInteger("batch_size"),
        row.getInteger("interval_minutes"),
        row.getInteger("cooldown_hours"),
        row.getInteger("max_per_hour"),
        WindowText.read(row.getArrayOfStrings("windows")),
        ZoneId.of(row.getString("time_zone")),
        List.of(row.getArrayOfStrings("include_tags")),
        List.of(row.getArrayOfStrings("exclude_tags")),
        row.getInteger("grace_hours"),
        row.getInteger("max_active_downloads"),
        row.getBoolean("monitored_only"),
        Order.of(row.getString("item_order")),
        row.getLong("seed"));
  }
}
