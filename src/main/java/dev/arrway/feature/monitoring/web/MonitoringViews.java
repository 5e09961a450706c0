package dev.arrway.feature.monitoring.web;

import dev.arrway.domain.monitor.Condition;
import dev.arrway.domain.monitor.Metric;
import dev.arrway.domain.monitor.Rollup;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.domain.upstream.Gauges.IndexerGauge;
import dev.arrway.feature.monitoring.Alert;
import dev.arrway.feature.monitoring.Latest;
import dev.arrway.feature.monitoring.MetricPoint;
import dev.arrway.feature.monitoring.Report;
import dev.arrway.upstream.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was measured, as the contract spells it. */
final class MonitoringViews {
  private static final double HUNDREDTHS = 100;

  private MonitoringViews() {}

  /** {@code Alert}. */
  record AlertView(
      long id,
      String type,
      String severity,
      String message,
      @Nullable Double value,
      @Nullable Double threshold,
      @Nullable String subject,
      @Nullable Long instanceId,
      Instant openedAt,
      @Nullable Instant closedAt) {
    static AlertView of(Alert alert) {
      return new AlertView(
          alert.id(),
          alert.type().wireName(),
          alert.severity().wireName(),
          alert.message(),
          rounded(alert.value()),
          alert.threshold(),
          alert.subject(),
          alert.instanceId(),
          alert.openedAt(),
          alert.closedAt());
    }
  }

  /** {@code IndexerSummary}. */
  record IndexersView(int total, int failed, List<String> failing) {
    static @Nullable IndexersView of(@Nullable Gauges gauges) {
      if (gauges == null || gauges.indexers() == null) {
        return null;
      }
      List<String> failing =
          gauges.indexers().stream()
              .filter(IndexerGauge::failing)
              .map(IndexerGauge::name)
              .sorted()
              .toList();
      return new IndexersView(gauges.indexers().size(), failing.size(), failing);
    }
  }

  /** {@code MetricPoint}; its metrics stand beside the rest, hence no record. */
  static Map<String, @Nullable Object> point(MetricPoint point) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("instance_id", point.instanceId());
    view.put("at", point.at());
    view.put("samples", point.rollup().samples());
    Condition condition = point.condition();
    view.put("status", condition == null ? null : condition.wireName());
    view.put("breaker", point.breaker());
    view.put("error", point.error());
    view.putAll(metrics(point.rollup()::average));
    view.put("disks", point.disks());
    boolean single = condition != null;
    view.put("peaks", single ? null : metrics(point.rollup()::peak));
    view.put("status_distribution", single ? null : distribution(point.rollup()));
    return view;
  }

  /** Every metric by its name, null where it is not known. */
  static Map<String, @Nullable Double> metrics(Function<Metric, @Nullable Double> value) {
    Map<String, @Nullable Double> all = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      all.put(metric.wireName(), rounded(value.apply(metric)));
    }
    return all;
  }

  /** Samples in each condition. */
  static Map<String, Long> distribution(Rollup rollup) {
    Map<String, Long> all = new LinkedHashMap<>();
    for (Condition condition : Condition.values()) {
      all.put(condition.wireName(), rollup.conditions().getOrDefault(condition, 0L));
    }
    return all;
  }

  /** {@code ReportPeriod}. */
  record PeriodView(Instant from, Instant to, long hours, String resolution) {}

  /** {@code CurrentStatus}. */
  record StatusView(
      long instanceId,
      String name,
      String instanceType,
      String status,
      @Nullable Instant since,
      @Nullable Instant sampledAt) {
    static StatusView of(Report.OfInstance one) {
      Latest latest = one.latest();
      return new StatusView(
          one.instance().id(),
          one.instance().name(),
          one.instance().type(),
          statusOf(one.instance(), latest),
          latest == null ? null : latest.since(),
          latest == null ? null : latest.takenAt());
    }
  }

  /** {@code InstanceReport}. */
  record InstanceReportView(
      long instanceId,
      String name,
      long totalSamples,
      Map<String, @Nullable Double> averages,
      Map<String, @Nullable Double> peaks,
      Map<String, Long> statusDistribution) {
    static InstanceReportView of(Report.OfInstance one) {
      Rollup rollup = one.rollup();
      return new InstanceReportView(
          one.instance().id(),
          one.instance().name(),
          rollup.samples(),
          metrics(rollup::average),
          metrics(rollup::peak),
          distribution(rollup));
    }
  }

  /** {@code MonitoringReport}. */
  record ReportView(
      PeriodView period,
      long totalSamples,
      Map<String, @Nullable Double> averages,
      Map<String, @Nullable Double> peaks,
      Map<String, Long> statusDistribution,
      @Nullable Double availabilityPercent,
      List<StatusView> currentStatus,
      List<InstanceReportView> instances) {
    static ReportView of(Report report) {
      Rollup total = report.total();
      return new ReportView(
          new PeriodView(
              report.from(),
              report.to(),
              Duration.between(report.from(), report.to()).toHours(),
              report.resolution().wireName()),
          total.samples(),
          metrics(total::average),
          metrics(total::peak),
          distribution(total),
          availability(total),
          report.instances().stream().map(StatusView::of).toList(),
          report.instances().stream().map(InstanceReportView::of).toList());
    }
  }

  /** Of the samples that could be taken, those in which the instance answered. */
  private static @Nullable Double availability(Rollup rollup) {
    long asked = rollup.samples() - rollup.conditions().getOrDefault(Condition.UNKNOWN, 0L);
    long answered =
        rollup.conditions().entrySet().stream()
            .filter(e -> e.getKey().reachable())
            .mapToLong(Map.Entry::getValue)
            .sum();
    return asked == 0 ? null : rounded(HUNDREDTHS * answered / asked);
  }

  /** As it was last seen; before the first sample as calls have found it. */
  static String statusOf(Instance instance, @Nullable Latest latest) {
    if (!instance.enabled()) {
      return "disabled";
    }
    return latest == null ? instance.state().health().wireName() : latest.condition().wireName();
  }

  /** To two places. */
  static @Nullable Double rounded(@Nullable Double value) {
    return value == null ? null : Math.round(value * HUNDREDTHS) / HUNDREDTHS;
  }
}
