package dev.arrway.feature.monitoring;

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
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL of what samples add up to by the hour. */
final class HourRows {
  private static final String CHOSEN =
      " FROM metric_hour WHERE owner_id = $1 AND ($2::bigint IS NULL OR instance_id = $2)"
          + " AND hour >= $3 AND hour <= $4";

  private HourRows() {}

  /** An hour of an instance. */
  record Hour(long instanceId, Instant hour, Rollup rollup) {}

  /** Adds a sample to its hour; the caller holds the lock of the instance's latest sample. */
  static Future<Void> add(SqlConnection c, Sample sample) {
    Rollup one = Rollup.of(sample.condition(), sample.values());
    long instance = sample.instance().id();
    long owner = sample.instance().ownerId();
    Instant hour = sample.takenAt().truncatedTo(ChronoUnit.HOURS);
    return c.preparedQuery(
            "SELECT instance_id, hour, conditions, counts, sums, peaks FROM metric_hour"
                + " WHERE instance_id = $1 AND owner_id = $2 AND hour = $3")
        .execute(Tuple.of(instance, owner, Times.utc(hour)))
        .map(Rows.first(row -> hour(row).rollup()))
        .compose(before -> save(c, instance, owner, hour, before.orElse(Rollup.EMPTY).plus(one)));
  }

  private static Future<Void> save(
      SqlConnection c, long instance, long owner, Instant hour, Rollup rollup) {
    return c.preparedQuery(
            """
            INSERT INTO metric_hour (instance_id, owner_id, hour, conditions, counts, sums, peaks)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (instance_id, hour) DO UPDATE
               SET conditions = excluded.conditions, counts = excluded.counts,
                   sums = excluded.sums, peaks = excluded.peaks
             WHERE metric_hour.owner_id = $2
            """)
        .execute(
            Tuple.tuple()
                .addValue(instance)
                .addValue(owner)
                .addValue(Times.utc(hour))
                .addValue(
                    Arrays.stream(Condition.values())
                        .map(one -> rollup.conditions().getOrDefault(one, 0L))
                        .toArray(Long[]::new))
                .addValue(tallies(rollup).map(Tally::count).toArray(Long[]::new))
                .addValue(tallies(rollup).map(Tally::sum).toArray(Double[]::new))
                .addValue(tallies(rollup).map(Tally::peak).toArray(Double[]::new)))
        .mapEmpty();
  }

  private static java.util.stream.Stream<Tally> tallies(Rollup rollup) {
    return Arrays.stream(Metric.values())
        .map(metric -> rollup.tallies().getOrDefault(metric, new Tally(0, 0, 0)));
  }

  static Future<Long> count(
      SqlConnection c, long owner, @Nullable Long instance, Instant from, Instant to) {
    return c.preparedQuery("SELECT count(*)" + CHOSEN)
        .execute(Tuple.of(owner, instance, Times.utc(hourOf(from)), Times.utc(to)))
        .map(Rows.one(row -> row.getLong(0)));
  }

  /** The oldest first; the hour that {@code from} lies in is the first. */
  static Future<List<Hour>> list(
      SqlConnection c,
      long owner,
      @Nullable Long instance,
      Instant from,
      Instant to,
      int limit,
      int offset) {
    return c.preparedQuery(
            "SELECT instance_id, hour, conditions, counts, sums, peaks"
                + CHOSEN
                + " ORDER BY hour, instance_id LIMIT $5 OFFSET $6")
        .execute(
            Tuple.tuple()
                .addValue(owner)
                .addValue(instance)
                .addValue(Times.utc(hourOf(from)))
                .addValue(Times.utc(to))
                .addValue(limit)
                .addValue(offset))
        .map(Rows.list(HourRows::hour));
  }

  private static Instant hourOf(Instant at) {
    return at.truncatedTo(ChronoUnit.HOURS);
  }

  private static Hour hour(Row row) {
    Map<Condition, Long> conditions = new EnumMap<>(Condition.class);
    Long[] seen = row.getArrayOfLongs("conditions");
    for (int i = 0; i < seen.length; i++) {
      if (seen[i] > 0) {
        conditions.put(Condition.values()[i], seen[i]);
      }
    }
    Map<Metric, Tally> tallies = new EnumMap<>(Metric.class);
    Long[] counts = row.getArrayOfLongs("counts");
    Double[] sums = row.getArrayOfDoubles("sums");
    Double[] peaks = row.getArrayOfDoubles("peaks");
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        tallies.put(Metric.values()[i], new Tally(counts[i], sums[i], peaks[i]));
      }
    }
    return new Hour(
        row.getLong("instance_id"),
        row.getOffsetDateTime("hour").toInstant(),
        new Rollup(conditions, tallies));
  }
}
