package dev.arrway.monitoring;

import dev.arrway.event.EventDraft;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Everything about monitoring, wired. */
public final class Monitoring {
  private final MonitoringParts parts;
  private final MonitoringService service;
  private final Sampler sampler;
  private Supplier<Future<Void>> stop = Future::succeededFuture;

  /** Measures nothing by itself yet. */
  public Monitoring(MonitoringParts parts) {
    this.parts = parts;
    this.service = new MonitoringService(parts);
    this.sampler =
        new Sampler(
            Fleet.of(parts.directory()),
            parts.clock(),
            parts.interval(),
            new SampleBook(parts)::add);
  }

  /** What was measured. */
  public MonitoringService service() {
    return service;
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

  /** Drops what is older than is kept, and closes alerts of instances that were switched off. */
  public Future<Void> maintain() {
    Instant now = parts.clock().instant();
    return parts
        .database()
        .background()
        .asSystem(
            c ->
                SampleRows.prune(c, now.minus(parts.rawRetention()))
                    .compose(done -> HourRows.prune(c, now.minus(parts.hourlyRetention())))
                    .compose(done -> AlertRows.prune(c, now.minus(parts.hourlyRetention()))))
        .compose(pruned -> parts.database().background().asSystem(c -> closeOfDisabled(c, now)));
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
