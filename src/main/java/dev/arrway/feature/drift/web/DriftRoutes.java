package dev.arrway.feature.drift.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.domain.drift.Difference;
import dev.arrway.domain.drift.RevertPlan;
import dev.arrway.feature.drift.DiffText;
import dev.arrway.feature.drift.DriftReport;
import dev.arrway.feature.drift.DriftRevert;
import dev.arrway.feature.drift.DriftReverts;
import dev.arrway.feature.drift.DriftService;
import dev.arrway.feature.instances.web.StatusJson;
import dev.arrway.feature.outbox.web.Outcomes;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Pages;
import dev.arrway.gateway.PlainText;
import dev.arrway.gateway.Routes;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What changed on instances. */
public final class DriftRoutes implements Routes {
  private final DriftService service;
  private final DriftReverts reverts;

  /** With the services behind it. */
  public DriftRoutes(DriftService service, DriftReverts reverts) {
    this.service = service;
    this.reverts = reverts;
  }

  /** {@code DriftDetail}. */
  record DetailJson(String path, String kind, @Nullable Object expected, @Nullable Object actual) {
    static List<DetailJson> of(List<Difference> differences) {
      return differences.stream()
          .map(d -> new DetailJson(d.path(), d.kind().wireName(), d.expected(), d.actual()))
          .toList();
    }
  }

  /** {@code DriftReport}. */
  record ReportJson(
      long instanceId,
      int baselineVersion,
      boolean driftDetected,
      List<DetailJson> driftDetails,
      int ignoredCount,
      String currentVersion,
      @Nullable Integer qualityProfilesCount,
      @Nullable StatusJson systemStatus) {
    static ReportJson of(DriftReport report) {
      return new ReportJson(
          report.instanceId(),
          report.baseline(),
          !report.details().isEmpty(),
          DetailJson.of(report.details()),
          report.ignored(),
          report.currentVersion(),
          report.qualityProfilesCount(),
          report.systemStatus() == null ? null : StatusJson.of(report.systemStatus()));
    }
  }

  /** {@code DriftRevertRequest}. */
  record RevertRequest(
      @Nullable Integer version,
      @Nullable List<String> paths,
      @Nullable Boolean dryRun,
      @Nullable Boolean deleteAdded) {
    DriftRevert.Request request() {
      return new DriftRevert.Request(
          version,
          paths,
          Objects.requireNonNullElse(dryRun, true),
          Objects.requireNonNullElse(deleteAdded, false));
    }
  }

  /** {@code DriftRevert}. */
  record RevertJson(
      long instanceId,
      int baselineVersion,
      boolean dryRun,
      boolean stale,
      Instant seenAt,
      List<RevertChange> changes,
      List<RevertPlan.Kept> notReverted,
      @Nullable String correlationId,
      List<Long> outboxIds) {
    static RevertJson of(DriftRevert revert) {
      return new RevertJson(
          revert.instanceId(),
          revert.baseline(),
          revert.dryRun(),
          revert.stale(),
          revert.seenAt(),
          revert.changes().stream().map(RevertChange::of).toList(),
          revert.notReverted(),
          revert.correlationId(),
          revert.outboxIds());
    }
  }

  /** {@code DriftRevertChange}. */
  record RevertChange(
      String path, String action, List<DetailJson> details, @Nullable Long outboxId) {
    static RevertChange of(DriftRevert.Change change) {
      return new RevertChange(
          change.path(), change.action(), DetailJson.of(change.differences()), change.outboxId());
    }
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("getInstanceDrift", this::report)
        .on(
            "acceptDriftBaseline",
            call ->
                service
                    .accept(user(call), id(call), call.user().username(), call.traceId())
                    .map(Answer::created))
        .on(
            "listDriftBaselines",
            call ->
                service
                    .baselines(user(call), id(call), call.limit(), call.offset())
                    .map(slice -> Pages.of(call, slice)))
        .on(
            "getDriftIgnore",
            call ->
                service
                    .ignored(user(call), id(call))
                    .map(paths -> Answer.ok(Map.of("paths", paths))))
        .on("ignoreDrift", this::ignore)
        .on("revertDrift", this::revert);
  }

  private Future<Answer> report(Call call) {
    Integer version = call.optionalLong("version").map(Long::intValue).orElse(null);
    boolean text = call.text("format").filter("diff"::equals).isPresent();
    return service
        .report(user(call), id(call), version, call.traceId())
        .map(
            report -> Answer.ok(text ? new PlainText(DiffText.of(report)) : ReportJson.of(report)));
  }

  private Future<Answer> ignore(Call call) {
    List<String> paths = new ArrayList<>();
    for (JsonNode path : call.body().path("paths")) {
      paths.add(path.asText());
    }
    return service
        .ignore(user(call), id(call), paths)
        .map(ignored -> Answer.ok(Map.of("paths", ignored)));
  }

  private Future<Answer> revert(Call call) {
    DriftRevert.Request request = call.body(RevertRequest.class).request();
    return reverts
        .revert(user(call), id(call), request, Outcomes.key(call), call.traceId())
        .map(
            revert -> {
              RevertJson json = RevertJson.of(revert);
              return revert.outboxIds().isEmpty() ? Answer.ok(json) : Answer.accepted(json);
            });
  }

  private static long user(Call call) {
    return call.user().userId();
  }

  private static long id(Call call) {
    return call.id("instance_id");
  }
}
