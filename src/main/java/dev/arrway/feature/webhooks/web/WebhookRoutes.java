package dev.arrway.feature.webhooks.web;

import dev.arrway.feature.accounts.WrongCredentials;
import dev.arrway.feature.outbox.web.Outcomes;
import dev.arrway.feature.webhooks.Receiver;
import dev.arrway.feature.webhooks.WebhookState;
import dev.arrway.feature.webhooks.Webhooks;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import io.vertx.core.Future;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registrations at instances, and what instances call then. */
public final class WebhookRoutes implements Routes {
  private final Webhooks webhooks;
  private final Receiver receiver;
  private final WrongCredentials wrongCredentials;
  private final String publicUrl;
  private final String basePath;

  /**
   * With the services behind it.
   *
   * @param wrongCredentials limits wrong secrets
   * @param publicUrl where others reach the gateway; empty when that is not configured
   */
  public WebhookRoutes(
      Webhooks webhooks,
      Receiver receiver,
      WrongCredentials wrongCredentials,
      String publicUrl,
      String basePath) {
    this.webhooks = webhooks;
    this.receiver = receiver;
    this.wrongCredentials = wrongCredentials;
    this.publicUrl = publicUrl;
    this.basePath = basePath;
  }

  /** {@code Webhook}. */
  record StateJson(
      long instanceId,
      boolean registered,
      String mode,
      @Nullable String url,
      List<String> triggers,
      @Nullable Instant registeredAt,
      @Nullable Instant lastReceivedAt,
      @Nullable Instant lastPolledAt,
      @Nullable String lastError,
      List<FieldError> errors,
      List<WebhookState.Count> counts) {
    static StateJson of(WebhookState state) {
      String url = state.url();
      return new StateJson(
          state.instanceId(),
          state.registered(),
          state.mode(),
          url == null ? null : url + Secret.MASK,
          state.triggers(),
          state.registeredAt(),
          state.lastReceivedAt(),
          state.lastPolledAt(),
          state.lastError(),
          state.errors(),
          state.counts());
    }
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("getWebhook", call -> webhooks.state(user(call), id(call)).map(WebhookRoutes::answer))
        .onHttp("registerWebhook", this::register)
        .on("removeWebhook", this::remove)
        .admitted("receiveWebhook", this::admit)
        .on("receiveWebhook", this::receive);
  }

  private static Answer answer(WebhookState state) {
    return Answer.ok(StateJson.of(state));
  }

  private Future<Optional<Answer>> register(RoutingContext context, Call call) {
    return webhooks
        .register(user(call), id(call), base(context, call), call.traceId())
        .map(state -> Optional.of(answer(state)));
  }

  /** What the body names, else what is configured, else where this request was sent to. */
  private String base(RoutingContext context, Call call) {
    String given = call.body().path("url").asText("");
    if (!given.isEmpty()) {
      return given.replaceAll("/+$", "");
    }
    if (!publicUrl.isEmpty()) {
      return publicUrl;
    }
    HostAndPort authority = context.request().authority();
    if (authority == null) {
      throw Failure.invalid("url", "is needed, since http.public_url is not set").asException();
    }
    return context.request().scheme() + "://" + authority + basePath;
  }

  private Future<Answer> remove(Call call) {
    return webhooks
        .remove(user(call), id(call), call.traceId())
        .compose(
            entry ->
                entry.isPresent()
                    ? Outcomes.answer(entry.get(), 204, done -> null)
                    : Future.succeededFuture(Answer.empty()));
  }

  /**
   * Checks the secret before the body is read, so that only its owner can make the gateway read a
   * message.
   */
  private Future<Void> admit(Call call) {
    String instance = instance(call);
    Secret secret = secret(call);
    return wrongCredentials.guardUrlSecret(
        Secret.of(instance + "/" + secret.reveal()),
        call.address(),
        () -> receiver.verify(instance, secret));
  }

  private Future<Answer> receive(Call call) {
    return receiver
        .receive(instance(call), secret(call), call.body().toString())
        .map(stored -> Answer.ok(Map.of("accepted", true)));
  }

  private static String instance(Call call) {
    return call.text("instance_id").orElse("");
  }

  private static Secret secret(Call call) {
    return Secret.of(call.text("secret").orElse(""));
  }

  private static long user(Call call) {
    return call.user().userId();
  }

  private static long id(Call call) {
    return call.id("instance_id");
  }
}
