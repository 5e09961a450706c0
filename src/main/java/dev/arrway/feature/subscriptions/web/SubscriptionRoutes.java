package dev.arrway.feature.subscriptions.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.subscriptions.SubscriptionFormat;
import dev.arrway.feature.subscriptions.SubscriptionRequest;
import dev.arrway.feature.subscriptions.Subscriptions;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Bodies;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import dev.arrway.gateway.Routes;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Events delivered to other servers. */
public final class SubscriptionRoutes implements Routes {
  private final Subscriptions subscriptions;
  private final SubscriptionViews views;

  /** With the service behind it, and the log whose cursors are shown. */
  public SubscriptionRoutes(Subscriptions subscriptions, EventHistory history) {
    this.subscriptions = subscriptions;
    this.views = new SubscriptionViews(history);
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on(
            "createSubscription",
            call ->
                subscriptions.create(user(call), request(call)).map(views::of).map(Answer::created))
        .on("listSubscriptions", this::list)
        .on(
            "getSubscription",
            call ->
                subscriptions
                    .get(user(call), id(call))
                    .map(standing -> Answer.ok(views.of(standing, null))))
        .on(
            "updateSubscription",
            call ->
                subscriptions
                    .update(user(call), id(call), request(call))
                    .map(views::of)
                    .map(Answer::ok))
        .on(
            "deleteSubscription",
            call -> subscriptions.delete(user(call), id(call)).map(done -> Answer.empty()))
        .on(
            "testSubscription",
            call ->
                subscriptions
                    .test(user(call), id(call))
                    .map(SubscriptionViews.TestJson::of)
                    .map(Answer::ok))
        .on("listDeliveries", this::deliveries)
        .on("replaySubscription", this::replay);
  }

  private Future<Answer> list(Call call) {
    return subscriptions
        .list(user(call), call.limit(), call.offset())
        .map(
            slice ->
                Answer.ok(
                    new Page<>(
                        slice.items().stream().map(one -> views.of(one, null)).toList(),
                        slice.total(),
                        call.limit(),
                        call.offset())));
  }

  private Future<Answer> deliveries(Call call) {
    return subscriptions
        .deliveries(
            user(call), id(call), call.text("state").orElse(null), call.limit(), call.offset())
        .map(
            slice ->
                Answer.ok(
                    new Page<>(
                        slice.items().stream().map(views::delivery).toList(),
                        slice.total(),
                        call.limit(),
                        call.offset())));
  }

  private Future<Answer> replay(Call call) {
    Optional<String> after = Bodies.optionalText(call, "after");
    boolean dead = Bodies.optionalFlag(call, "dead_letters").orElse(false);
    if (after.isPresent() == dead) {
      return subscriptions
          .get(user(call), id(call))
          .compose(
              there ->
                  Future.failedFuture(
                      Failure.invalid("after", "or dead_letters: one of the two is needed")
                          .asException()));
    }
    return (after.isPresent()
            ? subscriptions.replayAfter(user(call), id(call), after.get())
            : subscriptions.replayDeadLetters(user(call), id(call)))
        .map(standing -> Answer.accepted(views.of(standing, null)));
  }

  private static SubscriptionRequest request(Call call) {
    return new SubscriptionRequest(
        Bodies.optionalText(call, "name"),
        Bodies.optionalText(call, "url").map(Secret::of),
        Bodies.optionalText(call, "format")
            .map(name -> SubscriptionFormat.valueOf(name.toUpperCase(Locale.ROOT))),
        list(call, "types").map(all -> all.stream().map(JsonNode::asText).toList()),
        list(call, "instance_ids").map(all -> all.stream().map(JsonNode::asLong).toList()),
        Bodies.optionalText(call, "secret").map(Secret::of),
        Bodies.optionalFlag(call, "new_secret").orElse(false),
        headers(call),
        Bodies.optionalFlag(call, "ordered"),
        Bodies.optionalFlag(call, "active"));
  }

  private static Optional<List<JsonNode>> list(Call call, String field) {
    JsonNode value = call.body().path(field);
    if (!value.isArray()) {
      return Optional.empty();
    }
    List<JsonNode> all = new ArrayList<>();
    value.forEach(all::add);
    return Optional.of(all);
  }

  private static Optional<Map<String, Secret>> headers(Call call) {
    JsonNode value = call.body().path("headers");
    if (!value.isObject()) {
      return Optional.empty();
    }
    Map<String, Secret> headers = new LinkedHashMap<>();
    value.properties().forEach(it -> headers.put(it.getKey(), Secret.of(it.getValue().asText())));
    return Optional.of(headers);
  }

  private static long user(Call call) {
    return call.user().userId();
  }

  private static long id(Call call) {
    return call.id("subscription_id");
  }
}
