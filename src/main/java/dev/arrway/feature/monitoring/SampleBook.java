package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.AlertChange;
import dev.arrway.domain.monitor.AlertKey;
import dev.arrway.domain.monitor.AlertRules;
import dev.arrway.domain.monitor.AlertType;
import dev.arrway.domain.monitor.Condition;
import dev.arrway.domain.monitor.Thresholds;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.platform.event.EventDraft;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes samples down, each in one transaction with its hour, the alerts that it opens and closes,
 * and their events.
 */
final class SampleBook {
  private final MonitoringParts parts;

  SampleBook(MonitoringParts parts) {
    this.parts = parts;
  }

  /** Writes one down, unless its instance is gone or switched off or a later one is there. */
  Future<Void> add(Sample sample) {
    return parts
        .database()
        .background()
        .asSystem(
            c ->
                LatestRows.lock(c, sample)
                    .compose(
                        before ->
                            before.isEmpty() || before.get().late()
                                ? Future.succeededFuture()
                                : add(c, sample, before.get())));
  }

  private Future<Void> add(SqlConnection c, Sample sample, LatestRows.Before before) {
    int failures = failures(sample.condition(), before.failures());
    Instant since = before.condition() == sample.condition() ? before.since() : sample.takenAt();
    long owner = sample.instance().ownerId();
    return SampleRows.insert(c, sample)
        .compose(done -> HourRows.add(c, sample))
        .compose(done -> LatestRows.save(c, sample, since, failures))
        .compose(done -> ThresholdRows.find(c, owner))
        .compose(
            thresholds ->
                AlertRows.open(c, owner, sample.instance().id())
                    .compose(open -> apply(c, sample, changes(sample, failures, thresholds, open))))
        .compose(told -> parts.events().append(c, told));
  }

  /** Nobody knows whether it failed when it could not be asked. */
  private static int failures(Condition now, int before) {
    return now.reachable() ? 0 : now == Condition.UNKNOWN ? before : before + 1;
  }

  private List<AlertChange> changes(
      Sample sample, int failures, Thresholds thresholds, Set<AlertKey> open) {
    Set<AlertType> measured = EnumSet.of(AlertType.REPEATED_FAILURES);
    Map<AlertKey, Double> readings = new HashMap<>();
    readings.put(AlertKey.of(AlertType.REPEATED_FAILURES), (double) failures);
    sample
        .values()
        .forEach(
            (metric, value) -> {
              switch (metric) {
                case CPU -> readings.put(AlertKey.of(AlertType.CPU), value);
                case MEMORY -> readings.put(AlertKey.of(AlertType.MEMORY), value);
                case QUEUE -> readings.put(AlertKey.of(AlertType.QUEUE), value);
                case FAILED_INDEXERS -> readings.put(AlertKey.of(AlertType.FAILED_INDEXERS), value);
                case LATENCY, TASKS, DISK, WANTED -> {
                  // Disks are looked at one by one; the others have no threshold.
                }
              }
            });
    if (sample.disks() != null) {
      measured.add(AlertType.DISK);
      sample.disks().stream()
          .filter(DiskUse::isVolume)
          .forEach(
              disk -> readings.put(new AlertKey(AlertType.DISK, disk.path()), disk.usedPercent()));
    }
    if (sample.gauges() != null) {
      readings.put(
          AlertKey.of(AlertType.UNEXPECTED_VERSION),
          unexpected(sample, sample.gauges(), thresholds));
    }
    return AlertRules.changes(thresholds, measured, readings, open);
  }

  private double unexpected(Sample sample, Gauges gauges, Thresholds thresholds) {
    String type = sample.instance().type();
    List<String> expected = thresholds.expectedVersions().get(type);
    boolean fine =
        Thresholds.expected(
            gauges.version(), expected == null ? parts.expectedVersions().apply(type) : expected);
    return fine ? 0 : Thresholds.UNEXPECTED;
  }

  private static Future<List<EventDraft>> apply(
      SqlConnection c, Sample sample, List<AlertChange> changes) {
    Future<List<EventDraft>> told = Future.succeededFuture(new ArrayList<>());
    for (AlertChange change : changes) {
      told = told.compose(drafts -> apply(c, sample, change, drafts));
    }
    return told;
  }

  private static Future<List<EventDraft>> apply(
      SqlConnection c, Sample sample, AlertChange change, List<EventDraft> drafts) {
    long owner = sample.instance().ownerId();
    long instance = sample.instance().id();
    if (change instanceof AlertChange.Opened opened) {
      return AlertRows.open(c, sample, opened)
          .map(
              alert -> {
                drafts.add(AlertEvents.opened(owner, alert));
                return drafts;
              });
    }
    return AlertRows.close(c, owner, instance, change.key(), sample.takenAt())
        .map(
            closed -> {
              closed.forEach(alert -> drafts.add(AlertEvents.closed(owner, alert)));
              return drafts;
            });
  }
}
