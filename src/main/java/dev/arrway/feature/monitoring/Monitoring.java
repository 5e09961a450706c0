package dev.arrway.feature.monitoring;

import dev.arrway.platform.config.RetentionConfig;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.store.RetentionRule;
import dev.arrway.platform.store.SqlRetention;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Everything about monitoring, wired. */
public final class Monitoring {
  /** Samples, and hours, of one instance. */
  private static final int MOST_POINTS = 100_000;

  private final MonitoringParts parts;
  private final GatewayAlerts gatewayAlerts;
  private final MonitoringService service;
  private final Sampler sampler;
  private Supplier<Future<Void>> stop = Future::succeededFuture;

  /** Measures nothing by itself yet. */
  public Monitoring(MonitoringParts parts) {
    this.parts = parts;
    this.gatewayAlerts = new GatewayAlerts(parts);
    this.service = new MonitoringService(parts);
    this.sampler =
        new Sampler(
            Fleet.of(parts.directory(), parts.instances()),
            parts.clock(),
            parts.interval(),
            new SampleBook(parts)::add);
  }

  /** What was measured. */
  public MonitoringService service() {
    return service;
  }

  /** Alerts of accounts whose logins are on hold. */
  public GatewayAlerts gatewayAlerts() {
    return gatewayAlerts;
  }

  /** What measures. */
  public Sampler sampler() {
    return sampler;
  }

  /** Begins to measure, unless the interval is zero. */
  public void start(Vertx vertx) {
    stop = sampler.start(vertx);
  }

  /** Ends measuring; done when nothing is being written any more. */
  public Future<Void> stop() {
    return stop.get();
  }

  /** Closes alerts of instances that were switched off, and those that have come to their end. */
  public Future<Void> maintain() {
    Instant now = parts.clock().instant();
    return parts
        .database()
        .asSystem(c -> closeOfDisabled(c, now))
        .compose(closed -> gatewayAlerts.closeEnded());
  }

  /** Deletes samples, hours and closed alerts once they are old or too many. */
  public Future<Integer> prune(RetentionConfig retention) {
    int most = retention.rowsPerUser();
    Duration hourly = parts.hourlyRetention();
    return SqlRetention.prune(
        parts.database(),
        parts.clock().instant(),
        List.of(
            byInstance("metric_sample", "taken_at", parts.rawRetention()),
            byInstance("metric_hour", "hour", hourly),
            RetentionRule.ofOwners("alert", "closed_at", hourly, most)
                .where("closed_at IS NOT NULL")));
  }

  private static RetentionRule byInstance(String table, String time, Duration age) {
    return RetentionRule.ofOwners(table, time, age, MOST_POINTS).by("instance_id");
  }

  private Future<Void> closeOfDisabled(SqlConnection c, Instant now) {
    return AlertRows.closeOfDisabled(c, now)
        .compose(
            closed -> {
              List<EventDraft> told =
                  closed.stream()
                      .map(one -> AlertEvents.closed(one.ownerId(), one.alert()))
                      .toList();
              return parts.events().append(c, told);
            });
  }
}
