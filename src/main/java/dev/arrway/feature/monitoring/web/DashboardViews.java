package dev.arrway.feature.monitoring.web;

import dev.arrway.domain.monitor.Condition;
import dev.arrway.domain.monitor.Severity;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.feature.arrs.Volumes;
import dev.arrway.feature.monitoring.Dashboard;
import dev.arrway.feature.monitoring.DiskUse;
import dev.arrway.feature.monitoring.Latest;
import dev.arrway.feature.monitoring.web.MonitoringViews.IndexersView;
import dev.arrway.upstream.Health;
import dev.arrway.upstream.Instance;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The dashboard and the widget as the contract spells them. */
final class DashboardViews {
  private static final double HUNDRED = 100;

  private DashboardViews() {}

  /** {@code OpenAlerts}. */
  record AlertCounts(long info, long warning, long critical, long total) {
    static AlertCounts of(Map<Severity, Long> open) {
      long info = open.getOrDefault(Severity.INFO, 0L);
      long warning = open.getOrDefault(Severity.WARNING, 0L);
      long critical = open.getOrDefault(Severity.CRITICAL, 0L);
      return new AlertCounts(info, warning, critical, info + warning + critical);
    }

    AlertCounts plus(AlertCounts other) {
      return new AlertCounts(
          info + other.info,
          warning + other.warning,
          critical + other.critical,
          total + other.total);
    }
  }

  /** {@code InstanceTile}. */
  record TileView(
      long instanceId,
      String name,
      String instanceType,
      boolean enabled,
      String status,
      @Nullable Instant since,
      @Nullable Instant sampledAt,
      @Nullable String lastError,
      String breaker,
      @Nullable Long latencyMs,
      @Nullable String version,
      @Nullable Double cpuPercent,
      @Nullable Double memoryPercent,
      @Nullable Double diskPercent,
      List<DiskUse> disks,
      @Nullable Integer queueSize,
      @Nullable Integer activeTasks,
      @Nullable Integer wanted,
      @Nullable IndexersView indexers,
      AlertCounts openAlerts) {
    static TileView of(Dashboard.Tile tile) {
      Instance instance = tile.instance();
      Latest latest = tile.latest();
      Gauges gauges = latest == null ? null : latest.gauges();
      return new TileView(
          instance.id(),
          instance.name(),
          instance.type(),
          instance.enabled(),
          MonitoringViews.statusOf(instance, latest),
          latest == null ? null : latest.since(),
          latest == null ? null : latest.takenAt(),
          latest == null ? null : latest.error(),
          tile.breaker(),
          gauges == null ? null : gauges.latencyMs(),
          gauges == null ? instance.state().version() : gauges.version(),
          gauges == null ? null : gauges.cpuPercent(),
          gauges == null ? null : gauges.memoryPercent(),
          fullest(tile.disks()),
          tile.disks(),
          gauges == null ? null : gauges.queueSize(),
          gauges == null ? null : gauges.activeCommands(),
          gauges == null ? null : gauges.wanted(),
          IndexersView.of(gauges),
          AlertCounts.of(tile.openAlerts()));
    }
  }

  private static @Nullable Double fullest(List<DiskUse> disks) {
    OptionalDouble most =
        disks.stream()
            .filter(disk -> disk.sameVolumeAs() == null && disk.totalSpace() > 0)
            .mapToDouble(DiskUse::usedPercent)
            .max();
    return most.isPresent() ? MonitoringViews.rounded(most.getAsDouble()) : null;
  }

  /** {@code DiskTotals}. */
  record DiskTotals(int volumes, long freeSpace, long totalSpace, @Nullable Double usedPercent) {
    static @Nullable DiskTotals of(@Nullable Volumes volumes) {
      return volumes == null
          ? null
          : new DiskTotals(
              volumes.count(),
              volumes.freeSpace(),
              volumes.totalSpace(),
              volumes.totalSpace() <= 0
                  ? null
                  : MonitoringViews.rounded(
                      HUNDRED
                          * (volumes.totalSpace() - volumes.freeSpace())
                          / volumes.totalSpace()));
    }
  }

  /** {@code IndexerTotals}. */
  record IndexerTotals(int total, int failed) {}

  /** {@code DashboardTotals}; sums and means are of the instances that know the number. */
  record Totals(
      String status,
      int instances,
      Map<String, Long> byStatus,
      @Nullable Double latencyMs,
      @Nullable Double cpuPercent,
      @Nullable Double memoryPercent,
      @Nullable DiskTotals disk,
      long queueSize,
      long activeTasks,
      long wanted,
      IndexerTotals indexers,
      AlertCounts openAlerts) {
    static Totals of(List<TileView> tiles, @Nullable Volumes volumes) {
      List<IndexersView> indexers =
          tiles.stream().map(TileView::indexers).filter(Objects::nonNull).toList();
      return new Totals(
          worst(tiles),
          tiles.size(),
          counted(tiles),
          mean(tiles.stream().map(TileView::latencyMs)),
          mean(tiles.stream().map(TileView::cpuPercent)),
          mean(tiles.stream().map(TileView::memoryPercent)),
          DiskTotals.of(volumes),
          sum(tiles, TileView::queueSize),
          sum(tiles, TileView::activeTasks),
          sum(tiles, TileView::wanted),
          new IndexerTotals(
              indexers.stream().mapToInt(IndexersView::total).sum(),
              indexers.stream().mapToInt(IndexersView::failed).sum()),
          tiles.stream()
              .map(TileView::openAlerts)
              .reduce(new AlertCounts(0, 0, 0, 0), AlertCounts::plus));
    }
  }

  /** {@code HealthDashboard}. */
  record DashboardView(Instant at, Totals overall, List<TileView> instances) {
    static DashboardView of(Dashboard dashboard) {
      List<TileView> tiles = dashboard.instances().stream().map(TileView::of).toList();
      return new DashboardView(dashboard.at(), Totals.of(tiles, dashboard.volumes()), tiles);
    }
  }

  /** {@code Widget}: numbers and texts alone. */
  static Map<String, @Nullable Object> widget(
      DashboardView dashboard, long missing, long outboxWaiting) {
    Totals all = dashboard.overall();
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("status", all.status());
    view.put("instances", all.instances());
    all.byStatus().forEach((status, count) -> view.put("instances_" + status, count));
    view.put("missing", missing);
    view.put("wanted", all.wanted());
    view.put("queue", all.queueSize());
    view.put("active_tasks", all.activeTasks());
    view.put("outbox_waiting", outboxWaiting);
    view.put("alerts", all.openAlerts().total());
    view.put("alerts_info", all.openAlerts().info());
    view.put("alerts_warning", all.openAlerts().warning());
    view.put("alerts_critical", all.openAlerts().critical());
    view.put("indexers", all.indexers().total());
    view.put("indexers_failed", all.indexers().failed());
    DiskTotals disk = all.disk();
    view.put("disk_free", disk == null ? null : disk.freeSpace());
    view.put("disk_total", disk == null ? null : disk.totalSpace());
    view.put("disk_used_percent", disk == null ? null : disk.usedPercent());
    return view;
  }

  private static Map<String, Long> counted(List<TileView> tiles) {
    Map<String, Long> counts = new LinkedHashMap<>();
    Arrays.stream(Health.values()).forEach(health -> counts.put(health.wireName(), 0L));
    tiles.forEach(tile -> counts.merge(tile.status(), 1L, Long::sum));
    return counts;
  }

  /** Of those that are switched on and known; {@code unknown} when there are none. */
  private static String worst(List<TileView> tiles) {
    return tiles.stream()
        .filter(TileView::enabled)
        .map(tile -> Condition.of(tile.status()))
        .filter(condition -> condition != Condition.UNKNOWN)
        .max(Comparator.naturalOrder())
        .orElse(Condition.UNKNOWN)
        .wireName();
  }

  private static @Nullable Double mean(Stream<? extends @Nullable Number> values) {
    OptionalDouble mean =
        values.filter(Objects::nonNull).mapToDouble(Number::doubleValue).average();
    return mean.isPresent() ? MonitoringViews.rounded(mean.getAsDouble()) : null;
  }

  private static long sum(List<TileView> tiles, Function<TileView, @Nullable Integer> value) {
    return tiles.stream().map(value).filter(Objects::nonNull).mapToLong(Integer::longValue).sum();
  }
}
