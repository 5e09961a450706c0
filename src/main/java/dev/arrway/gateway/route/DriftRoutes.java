package dev.arrway.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.drift.DriftDetail;
import dev.arrway.drift.DriftReport;
import dev.arrway.drift.DriftService;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What changed on instances. */
public final class DriftRoutes implements Routes {
  private final DriftService service;

  /** With the service behind it. */
  public DriftRoutes(DriftService service) {
    this.service = service;
  }

  private record ReportJson(
      long instanceId,
      boolean driftDetected,
      List<DriftDetail> driftDetails,
      String currentVersion,
      @Nullable Integer qualityProfilesCount,
      @Nullable StatusJson systemStatus) {
    static ReportJson of(DriftReport report) {
      return new ReportJson(
          report.instanceId(),
          !report.details().isEmpty(),
          report.details(),
          report.currentVersion(),
          report.qualityProfilesCount(),
          report.systemStatus() == null ? null : StatusJson.of(report.systemStatus()));
    }
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on(
            "getInstanceDrift",
            call ->
                service
                    .report(user(call), id(call), call.traceId())
                    .map(report -> Answer.ok(ReportJson.of(report))))
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
        .on("ignoreDrift", this::ignore);
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

  private static long user(Call call) {
    return call.user().userId();
  }

  private static long id(Call call) {
    return call.id("instance_id");
  }
}
