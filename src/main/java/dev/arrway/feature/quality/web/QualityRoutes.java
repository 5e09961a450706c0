package dev.arrway.feature.quality.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.feature.outbox.web.Outcomes;
import dev.arrway.feature.quality.Asked;
import dev.arrway.feature.quality.ProfileRequest;
import dev.arrway.feature.quality.ProfileTemplates;
import dev.arrway.feature.quality.QualityOptimizer;
import dev.arrway.feature.quality.QualityProfile;
import dev.arrway.feature.quality.QualityService;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.ApiJson;
import dev.arrway.gateway.Bodies;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import dev.arrway.gateway.ReadPage;
import dev.arrway.gateway.Routes;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Quality profiles: what there is, new ones, and smaller ones. */
public final class QualityRoutes implements Routes {
  /** As Radarr and Sonarr count. */
  private static final double GIGABYTE = 1L << 30;

  private final QualityService service;
  private final QualityOptimizer optimizer;

  /** With the services behind them. */
  public QualityRoutes(QualityService service, QualityOptimizer optimizer) {
    this.service = service;
    this.optimizer = optimizer;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on(
            "listQualityProfileTemplates",
            call -> Future.succeededFuture(page(call, ProfileTemplates.all())))
        .on(
            "listQualityProfiles",
            call -> service.profiles(asked(call)).map(all -> page(call, all)))
        .on("createQualityProfile", this::create)
        .on("optimizeQualityProfiles", this::optimize);
  }

  private static Asked asked(Call call) {
    return new Asked(call.user().userId(), call.id("instance_id"), call.traceId());
  }

  private static Answer page(Call call, QualityService.ProfileList all) {
    List<QualityProfile> page =
        all.profiles().stream().skip(call.offset()).limit(call.limit()).toList();
    return Answer.ok(
        new ReadPage<>(page, all.profiles().size(), call.limit(), call.offset(), all.skipped()));
  }

  private static <T> Answer page(Call call, List<T> all) {
    int from = Math.min(call.offset(), all.size());
    int to = (int) Math.min((long) from + call.limit(), all.size());
    return Answer.ok(new Page<>(all.subList(from, to), all.size(), call.limit(), call.offset()));
  }

  private Future<Answer> create(Call call) {
    boolean dryRun = Bodies.optionalFlag(call, "dry_run").orElse(false);
    return service
        .create(asked(call), request(call), dryRun, Outcomes.key(call))
        .compose(
            made -> {
              OutboxEntry entry = made.entry();
              return entry == null
                  ? Future.succeededFuture(Answer.ok(QualityViews.DraftView.of(made)))
                  : Outcomes.answer(
                      entry,
                      201,
                      reply -> new QualityViews.CreatedView(saved(reply), made.skipped()));
            });
  }

  private static QualityProfile saved(Reply reply) {
    return QualityService.readable(((ArrReply.Document) reply).document());
  }

  private static ProfileRequest request(Call call) {
    JsonNode body = call.body();
    return new ProfileRequest(
        Bodies.text(call, "template"),
        Bodies.text(call, "name"),
        body.hasNonNull("qualities")
            ? ApiJson.convert(body.path("qualities"), new TypeReference<List<String>>() {})
            : null,
        Bodies.optionalText(call, "cutoff").orElse(null),
        Bodies.optionalText(call, "language").orElse(null),
        Bodies.optionalFlag(call, "upgrade_allowed").orElse(null),
        body.hasNonNull("min_format_score") ? body.path("min_format_score").intValue() : null,
        body.hasNonNull("format_scores")
            ? ApiJson.convert(
                body.path("format_scores"), new TypeReference<Map<String, Integer>>() {})
            : Map.of());
  }

  private Future<Answer> optimize(Call call) {
    double gigabytes = call.body().path("max_size_gb").asDouble();
    boolean dryRun = Bodies.optionalFlag(call, "dry_run").orElse(true);
    return optimizer
        .optimize(asked(call), Math.max(1, (long) (gigabytes * GIGABYTE)), dryRun)
        .map(
            all ->
                Answer.ok(
                    new QualityViews.OptimizationView(
                        dryRun, gigabytes, all.stream().map(QualityViews.PlanView::of).toList())));
  }
}
