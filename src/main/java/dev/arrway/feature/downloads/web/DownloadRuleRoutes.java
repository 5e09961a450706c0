package dev.arrway.feature.downloads.web;

import dev.arrway.domain.download.Verdict;
import dev.arrway.feature.downloads.DownloadRules;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import io.vertx.core.Future;

/** What is done about downloads that go nowhere. */
final class DownloadRuleRoutes {
  private final DownloadRules rules;

  DownloadRuleRoutes(DownloadRules rules) {
    this.rules = rules;
  }

  void register(Operations.Builder operations) {
    operations
        .on(
            "getDownloadRules",
            call -> rules.get(call.user().userId()).map(DownloadRulesJson::of).map(Answer::ok))
        .on("setDownloadRules", this::set)
        .on("listDownloadDecisions", this::decisions);
  }

  private Future<Answer> set(Call call) {
    return rules
        .set(call.user().userId(), call.body(DownloadRulesJson.class).rules())
        .map(DownloadRulesJson::of)
        .map(Answer::ok);
  }

  private Future<Answer> decisions(Call call) {
    return rules
        .decisions(
            call.user().userId(),
            call.optionalLong("client_id").orElse(null),
            call.text("verdict").map(Verdict::of).orElse(null),
            call.limit(),
            call.offset())
        .map(
            slice ->
                Answer.ok(
                    new Page<>(
                        slice.items().stream().map(DownloadViews.DecisionView::of).toList(),
                        slice.total(),
                        call.limit(),
                        call.offset())));
  }
}
