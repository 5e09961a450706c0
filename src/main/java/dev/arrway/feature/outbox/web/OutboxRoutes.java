package dev.arrway.feature.outbox.web;

import dev.arrway.feature.outbox.Outbox;
import dev.arrway.feature.outbox.OutboxFilter;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import dev.arrway.gateway.Routes;
import io.vertx.core.Future;

/** Changes asked of upstreams, and what becomes of them. */
public final class OutboxRoutes implements Routes {
  private final Outbox outbox;

  /** With the outbox behind it. */
  public OutboxRoutes(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("listOutbox", this::list)
        .on(
            "getOutboxEntry",
            call ->
                outbox
                    .find(call.user().userId(), call.id("outbox_id"))
                    .map(entry -> Answer.ok(Outcomes.OutboxView.of(entry))))
        .on(
            "retryOutboxEntry",
            call ->
                outbox
                    .retry(call.user().userId(), call.id("outbox_id"))
                    .map(entry -> Answer.accepted(Outcomes.OutboxView.of(entry))))
        .on(
            "cancelOutboxEntry",
            call ->
                outbox
                    .cancel(call.user().userId(), call.id("outbox_id"))
                    .map(entry -> Answer.ok(Outcomes.OutboxView.of(entry))));
  }

  private Future<Answer> list(Call call) {
    OutboxFilter filter =
        new OutboxFilter(
            OutboxFilter.state(call.text("state").orElse(null)),
            call.optionalLong("instance_id").orElse(null),
            call.text("correlation_id").orElse(null));
    return outbox
        .list(call.user().userId(), filter, call.limit(), call.offset())
        .map(
            slice ->
                Answer.ok(
                    new Page<>(
                        slice.items().stream().map(Outcomes.OutboxView::of).toList(),
                        slice.total(),
                        call.limit(),
                        call.offset())));
  }
}
