package dev.arrway.feature.monitoring.web;

import dev.arrway.feature.monitoring.AlertFilter;
import dev.arrway.feature.monitoring.History;
import dev.arrway.feature.monitoring.MonitoringService;
import dev.arrway.feature.monitoring.web.DashboardViews.DashboardView;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import dev.arrway.gateway.Routes;
import dev.arrway.protocol.Caller;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How instances are doing and did. */
public final class MonitoringRoutes implements Routes {
  private static final long HOURS = 24;

  /** A day of minutes is one page. */
  private static final long POINTS = 1_500;

  private final MonitoringService service;
  private final Set<String> types;
  private final Counts counts;

  /**
   * With the service behind it.
   *
   * @param types the instance types that there are
   */
  public MonitoringRoutes(MonitoringService service, Set<String> types, Counts counts) {
    this.service = service;
    this.types = types;
    this.counts = counts;
  }

  /**
   * What the widget counts that is not measured.
   *
   * @param missing titles that playlists offer and libraries lack
   * @param outbox changes that wait
   */
  public record Counts(
      Function<Caller, Future<Long>> missing, Function<Caller, Future<Long>> outbox) {}

  /** {@code MetricHistory}. */
  record HistoryPage(
      Instant from,
      Instant to,
      String resolution,
      List<Map<String, @Nullable Object>> items,
      long total,
      int limit,
      int offset) {
    static HistoryPage of(History history, int limit, int offset) {
      return new HistoryPage(
          history.from(),
          history.to(),
          history.resolution().wireName(),
          history.points().items().stream().map(MonitoringViews::point).toList(),
          history.points().total(),
          limit,
          offset);
    }
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("getHealthDashboard", call -> dashboard(call).map(Answer::ok))
        .on("getMetricsHistory", this::history)
        .on("listAlerts", this::alerts)
        .on(
            "getAlertThresholds",
            call -> service.thresholds(user(call)).map(ThresholdsJson::of).map(Answer::ok))
        .on("setAlertThresholds", this::setThresholds)
        .on("getWidget", this::widget)
        .on("getReport", this::report);
  }

  private Future<DashboardView> dashboard(Call call) {
    return service.dashboard(user(call)).map(DashboardView::of);
  }

  private Future<Answer> history(Call call) {
    int limit = call.optionalLong("limit").orElse(POINTS).intValue();
    return service
        .history(
            user(call),
            call.optionalLong("instance_id").orElse(null),
            hours(call),
            call.text("resolution").orElse("auto"),
            limit,
            call.offset())
        .map(history -> Answer.ok(HistoryPage.of(history, limit, call.offset())));
  }

  private Future<Answer> alerts(Call call) {
    Boolean open =
        call.text("state").filter(state -> !state.equals("all")).map("open"::equals).orElse(null);
    AlertFilter filter =
        new AlertFilter(
            open,
            call.text("type").orElse(null),
            call.text("severity").orElse(null),
            call.optionalLong("instance_id").orElse(null));
    return service
        .alerts(user(call), filter, call.limit(), call.offset())
        .map(
            slice ->
                Answer.ok(
                    new Page<>(
                        slice.items().stream().map(MonitoringViews.AlertView::of).toList(),
                        slice.total(),
                        call.limit(),
                        call.offset())));
  }

  private Future<Answer> setThresholds(Call call) {
    return service
        .setThresholds(user(call), call.body(ThresholdsJson.class).checked(types))
        .map(ThresholdsJson::of)
        .map(Answer::ok);
  }

  private Future<Answer> widget(Call call) {
    Future<Long> missing = counts.missing().apply(call.user());
    Future<Long> outbox = counts.outbox().apply(call.user());
    return Future.all(dashboard(call), missing, outbox)
        .map(
            all ->
                Answer.ok(
                    DashboardViews.widget(all.resultAt(0), missing.result(), outbox.result())));
  }

  private Future<Answer> report(Call call) {
    return service
        .report(user(call), call.optionalLong("instance_id").orElse(null), hours(call))
        .map(report -> Answer.ok(MonitoringViews.ReportView.of(report)));
  }

  private static int hours(Call call) {
    return call.optionalLong("hours").orElse(HOURS).intValue();
  }

  private static long user(Call call) {
    return call.user().userId();
  }
}
