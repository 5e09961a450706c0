package dev.arrway.feature.monitoring;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.arrway.domain.monitor.Condition;
import dev.arrway.domain.monitor.Metric;
import dev.arrway.domain.monitor.Rollup;
import dev.arrway.domain.monitor.Rollup.Tally;
import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The SQL of samples. The columns of metrics are called as the API calls them. */
final class SampleRows {
  private static final TypeReference<List<DiskUse>> DISKS = new TypeReference<>() {};
  private static final List<String> METRICS =
      Arrays.stream(Metric.values()).map(Metric::wireName).toList();
  private static final String METRIC_COLUMNS = String.join(", ", METRICS);
  private static final int FIRST_METRIC = 8;
  private static final String INSERT =
      "INSERT INTO metric_sample (instance_id, owner_id, taken_at, condition, breaker, error,"
          + " disks, "
          + METRIC_COLUMNS
          + ") VALUES ($1, $2, $3, $4, $5, $6, $7, "
          + IntStream.range(0, METRICS.size())
              .mapToObj(i -> "$" + (FIRST_METRIC + i))
              .collect(Collectors.joining(", "))
          + ")";
  private static final String CHOSEN =
      " FROM metric_sample WHERE owner_id = $1 AND ($2::bigint IS NULL OR instance_id = $2)"
          + " AND taken_at >= $3 AND taken_at <= $4";

  private SampleRows() {}

  static Future<Void> insert(SqlConnection c, Sample sample) {
    Map<Metric, Double> values = sample.values();
    Tuple row =
        Tuple.tuple()
            .addValue(sample.instance().id())
            .addValue(sample.instance().ownerId())
            .addValue(Times.utc(sample.takenAt()))
            .addValue(sample.condition().wireName())
            .addValue(sample.breaker())
            .addValue(sample.error())
            .addValue(Json.write(sample.disks()));
    for (Metric metric : Metric.values()) {
      row.addValue(values.get(metric));
    }
    return c.preparedQuery(INSERT).execute(row).mapEmpty();
  }

  static Future<Long> count(
      SqlConnection c, long owner, @Nullable Long instance, Instant from, Instant to) {
    return c.preparedQuery("SELECT count(*)" + CHOSEN)
        .execute(Tuple.of(owner, instance, Times.utc(from), Times.utc(to)))
        .map(Rows.one(row -> row.getLong(0)));
  }

  /** The oldest first. */
  static Future<List<MetricPoint>> list(
      SqlConnection c,
      long owner,
      @Nullable Long instance,
      Instant from,
      Instant to,
      int limit,
      int offset) {
    return c.preparedQuery(
            "SELECT instance_id, taken_at, condition, breaker, error, disks, "
                + METRIC_COLUMNS
                + CHOSEN
                + " ORDER BY taken_at, instance_id LIMIT $5 OFFSET $6")
        .execute(
            Tuple.tuple()
                .addValue(owner)
                .addValue(instance)
                .addValue(Times.utc(from))
                .addValue(Times.utc(to))
                .addValue(limit)
                .addValue(offset))
        .map(Rows.list(SampleRows::point));
  }

  private static MetricPoint point(Row row) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      Double value = row.getDouble(metric.wireName());
      if (value != null) {
        values.put(metric, value);
      }
    }
    Condition condition = Condition.of(row.getString("condition"));
    return new MetricPoint(
        row.getLong("instance_id"),
        row.getOffsetDateTime("taken_at").toInstant(),
        Rollup.of(condition, values),
        condition,
        row.getString("breaker"),
        row.getString("error"),
        Json.read(row.getString("disks"), DISKS));
  }

  /** What the samples since then add up to, by instance. */
  static Future<Map<Long, Rollup>> sums(
      SqlConnection c, long owner, @Nullable Long instance, Instant from, Instant to) {
    String conditions =
        Arrays.stream(Condition.values())
            .map(one -> "count(*) FILTER (WHERE condition = '" + one.wireName() + "')")
            .collect(Collectors.joining(", "));
    String tallies =
        METRICS.stream()
            .map(name -> "count(" + name + "), sum(" + name + "), max(" + name + ")")
            .collect(Collectors.joining(", "));
    return c.preparedQuery(
            "SELECT instance_id, " + conditions + ", " + tallies + CHOSEN + " GROUP BY instance_id")
        .execute(Tuple.of(owner, instance, Times.utc(from), Times.utc(to)))
        .map(Rows.list(row -> Map.entry(row.getLong(0), rollup(row))))
        .map(all -> all.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Rollup rollup(Row row) {
    int at = 1;
    Map<Condition, Long> conditions = new EnumMap<>(Condition.class);
    for (Condition condition : Condition.values()) {
      long count = row.getLong(at++);
      if (count > 0) {
        conditions.put(condition, count);
      }
    }
    Map<Metric, Tally> tallies = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      long count = row.getLong(at);
      if (count > 0) {
        tallies.put(metric, new Tally(count, row.getDouble(at + 1), row.getDouble(at + 2)));
      }
      at += 3;
    }
    return new Rollup(conditions, tallies);
  }
}
