package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.Rollup;
import dev.arrway.domain.monitor.Severity;
import dev.arrway.domain.monitor.Thresholds;
import dev.arrway.feature.arrs.Volumes;
import dev.arrway.platform.store.Slice;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Placed;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was measured, as its owners ask for it; no instance is asked for it. */
public final class MonitoringService {
  /** Hours that are added up to days at most; a month of a hundred instances. */
  private static final int MOST_HOURS = 100_000;

  private final MonitoringParts parts;

  MonitoringService(MonitoringParts parts) {
    this.parts = parts;
  }

  /** All of a user's instances as they were last seen. */
  public Future<Dashboard> dashboard(long user) {
    return parts
        .database()
        .asUser(
            user,
            c -> {
              Future<Map<Long, Latest>> latest = latest(c, user);
              return AlertRows.openCounts(c, user)
                  .compose(alerts -> latest.map(known -> dashboard(user, known, alerts)));
            });
  }

  private Dashboard dashboard(
      long user, Map<Long, Latest> latest, Map<Long, Map<Severity, Long>> alerts) {
    List<Dashboard.Tile> tiles =
        mine(user, null).stream()
            .map(
                one ->
                    new Dashboard.Tile(
                        one,
                        parts.directory().circuit(one.id()),
                        latest.get(one.id()),
                        disks(one, latest.get(one.id())),
                        alerts.getOrDefault(one.id(), Map.of())))
            .toList();
    return new Dashboard(parts.clock().instant(), tiles, volumes(tiles));
  }

  private static List<DiskUse> disks(Instance instance, @Nullable Latest latest) {
    return latest == null || latest.gauges() == null || latest.gauges().disks() == null
        ? List.of()
        : DiskUse.of(instance, latest.gauges().disks());
  }

  private static @Nullable Volumes volumes(List<Dashboard.Tile> tiles) {
    List<Placed<dev.arrway.domain.upstream.DiskSpace>> all =
        tiles.stream()
            .flatMap(
                tile ->
                    tile.disks().stream()
                        .map(
                            disk ->
                                new Placed<>(
                                    tile.instance(),
                                    new dev.arrway.domain.upstream.DiskSpace(
                                        disk.path(),
                                        disk.label(),
                                        disk.freeSpace(),
                                        disk.totalSpace()))))
            .toList();
    return all.isEmpty() ? null : Volumes.of(Volumes.mounts(all));
  }

  private static Future<Map<Long, Latest>> latest(SqlConnection c, long user) {
    return LatestRows.list(c, user)
        .map(
            all -> all.stream().collect(Collectors.toMap(Latest::instanceId, Function.identity())));
  }

  /** By id; throws {@code not_found} when the one asked for is not the user's. */
  private List<Instance> mine(long user, @Nullable Long instanceId) {
    return instanceId == null
        ? parts.directory().all(user).stream().sorted(Comparator.comparing(Instance::id)).toList()
        : List.of(parts.directory().mine(user, instanceId));
  }

  /**
   * What was measured in the last hours.
   *
   * @param instanceId one instance, or null for all of the user's
   * @param resolution {@code auto}, {@code raw}, {@code hour} or {@code day}
   * @return fails with {@code not_found}
   */
  public Future<History> history(
      long user, @Nullable Long instanceId, int hours, String resolution, int limit, int offset) {
    Instant to = parts.clock().instant();
    Instant from = to.minus(Duration.ofHours(hours));
    Resolution chosen = Resolution.of(resolution, Duration.ofHours(hours), parts.rawRetention());
    return Future.succeededFuture()
        .map(now -> mine(user, instanceId))
        .compose(
            checked ->
                parts
                    .database()
                    .asUser(
                        user, c -> points(c, user, instanceId, from, to, chosen, limit, offset)))
        .map(points -> new History(from, to, chosen, points));
  }

  private static Future<Slice<MetricPoint>> points(
      SqlConnection c,
      long user,
      @Nullable Long instance,
      Instant from,
      Instant to,
      Resolution resolution,
      int limit,
      int offset) {
    return switch (resolution) {
      case RAW ->
          SampleRows.list(c, user, instance, from, to, limit, offset)
              .compose(
                  items ->
                      SampleRows.count(c, user, instance, from, to)
                          .map(total -> new Slice<>(items, total)));
      case HOUR ->
          HourRows.list(c, user, instance, from, to, limit, offset)
              .map(all -> all.stream().map(MonitoringService::point).toList())
              .compose(
                  items ->
                      HourRows.count(c, user, instance, from, to)
                          .map(total -> new Slice<>(items, total)));
      case DAY ->
          HourRows.list(c, user, instance, from.truncatedTo(ChronoUnit.DAYS), to, MOST_HOURS, 0)
              .map(MonitoringService::days)
              .map(all -> part(all, limit, offset));
    };
  }

  private static MetricPoint point(HourRows.Hour hour) {
    return MetricPoint.of(hour.instanceId(), hour.hour(), hour.rollup());
  }

  /** By day, then by instance. */
  static List<MetricPoint> days(List<HourRows.Hour> hours) {
    Map<Instant, Map<Long, Rollup>> days = new TreeMap<>();
    for (HourRows.Hour hour : hours) {
      days.computeIfAbsent(hour.hour().truncatedTo(ChronoUnit.DAYS), day -> new TreeMap<>())
          .merge(hour.instanceId(), hour.rollup(), Rollup::plus);
    }
    return days.entrySet().stream()
        .flatMap(
            day ->
                day.getValue().entrySet().stream()
                    .map(one -> MetricPoint.of(one.getKey(), day.getKey(), one.getValue())))
        .toList();
  }

  private static Slice<MetricPoint> part(List<MetricPoint> all, int limit, int offset) {
    return new Slice<>(all.stream().skip(offset).limit(limit).toList(), all.size());
  }

  /**
   * The last hours in a few numbers; from samples as long as they are kept, from whole hours
   * beyond.
   *
   * @param instanceId one instance, or null for all of the user's
   * @return fails with {@code not_found}
   */
  public Future<Report> report(long user, @Nullable Long instanceId, int hours) {
    Instant to = parts.clock().instant();
    Instant from = to.minus(Duration.ofHours(hours));
    Resolution chosen = Resolution.of("auto", Duration.ofHours(hours), parts.rawRetention());
    return Future.succeededFuture()
        .map(now -> mine(user, instanceId))
        .compose(
            instances ->
                parts
                    .database()
                    .asUser(
                        user,
                        c -> {
                          Future<Map<Long, Latest>> latest = latest(c, user);
                          return sums(c, user, instanceId, from, to, chosen)
                              .compose(
                                  sums ->
                                      latest.map(
                                          known ->
                                              report(instances, sums, known, from, to, chosen)));
                        }));
  }

  private static Report report(
      List<Instance> instances,
      Map<Long, Rollup> sums,
      Map<Long, Latest> latest,
      Instant from,
      Instant to,
      Resolution resolution) {
    return new Report(
        from,
        to,
        resolution,
        instances.stream()
            .map(
                one ->
                    new Report.OfInstance(
                        one, sums.getOrDefault(one.id(), Rollup.EMPTY), latest.get(one.id())))
            .toList());
  }

  private static Future<Map<Long, Rollup>> sums(
      SqlConnection c,
      long user,
      @Nullable Long instance,
      Instant from,
      Instant to,
      Resolution resolution) {
    return resolution == Resolution.RAW
        ? SampleRows.sums(c, user, instance, from, to)
        : HourRows.list(c, user, instance, from, to, MOST_HOURS, 0)
            .map(
                hours ->
                    hours.stream()
                        .collect(
                            Collectors.toMap(
                                HourRows.Hour::instanceId, HourRows.Hour::rollup, Rollup::plus)));
  }

  /** Alerts, newest first; fails with {@code not_found}. */
  public Future<Slice<Alert>> alerts(long user, AlertFilter filter, int limit, int offset) {
    return Future.succeededFuture()
        .map(now -> mine(user, filter.instanceId()))
        .compose(
            checked ->
                parts.database().asUser(user, c -> AlertRows.list(c, user, filter, limit, offset)));
  }

  /** What a user wants to be alerted of. */
  public Future<Thresholds> thresholds(long user) {
    return parts.database().asUser(user, c -> ThresholdRows.find(c, user));
  }

  /** Sets what a user wants to be alerted of, from the next samples on. */
  public Future<Thresholds> setThresholds(long user, Thresholds thresholds) {
    return parts
        .database()
        .asUser(user, c -> ThresholdRows.save(c, user, thresholds))
        .map(thresholds);
  }
}
