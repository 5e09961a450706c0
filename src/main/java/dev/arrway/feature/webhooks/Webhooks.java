package dev.arrway.feature.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.arr.ArrObject;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrKind;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Registers webhooks at instances, so that they send their news to the gateway. */
public final class Webhooks {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Failures after which the instance has certainly not registered the webhook. */
  private static final Set<FailureCode> REFUSED =
      Set.of(
          FailureCode.UPSTREAM_REJECTED,
          FailureCode.UPSTREAM_AUTH_FAILED,
          FailureCode.UPSTREAM_NOT_FOUND,
          FailureCode.UPSTREAM_REFUSED,
          FailureCode.NOT_SUPPORTED,
          FailureCode.INSTANCE_DISABLED,
          FailureCode.BREAKER_OPEN);

  private final NewsParts parts;
  private final Set<Long> busy = ConcurrentHashMap.newKeySet();

  Webhooks(NewsParts parts) {
    this.parts = parts;
  }

  /** Returns how news of a user's instance arrives; fails with {@code not_found}. */
  public Future<WebhookState> state(long userId, long instanceId) {
    return mine(userId, instanceId).compose(this::state);
  }

  private Future<Instance> mine(long userId, long instanceId) {
    return Future.succeededFuture(instanceId).map(id -> parts.directory().mine(userId, id));
  }

  private Future<WebhookState> state(Instance instance) {
    return parts
        .database()
        .asUser(
            instance.ownerId(),
            c -> {
              long id = instance.id();
              long owner = instance.ownerId();
              var stored = WebhookRows.find(c, id, owner);
              var counts = InboxRows.counts(c, id, owner);
              return CursorRows.polledAt(c, id, owner)
                  .compose(polled -> Future.join(stored, counts).map(polled))
                  .map(
                      polled ->
                          new WebhookState(
                              id,
                              stored.result().registered(),
                              mode(instance, stored.result().registered()),
                              stored.result().prefix(),
                              stored.result().triggers(),
                              stored.result().registeredAt(),
                              stored.result().lastReceivedAt(),
                              polled.orElse(null),
                              stored.result().lastError(),
                              errors(stored.result().errors()),
                              counts.result()));
            });
  }

  private String mode(Instance instance, boolean registered) {
    boolean silent = ArrKind.news(parts.catalog().apply(instance.type())).isEmpty();
    if (!instance.enabled() || silent) {
      return "off";
    }
    return registered ? "webhook" : parts.pollInterval().isZero() ? "off" : "polling";
  }

  /**
   * Registers at an instance, or again with a new secret. The instance tries the address at once.
   *
   * @param base where the instance reaches the gateway, without a slash at its end
   * @return fails with {@code not_found}, {@code not_supported}, {@code conflict} while another
   *     registration is under way, with {@code upstream_rejected} and the fields at fault when the
   *     instance cannot reach the address, or as the instance does; it is polled then, unless an
   *     earlier registration still holds
   */
  public Future<WebhookState> register(long userId, long instanceId, String base, String trace) {
    return mine(userId, instanceId)
        .compose(
            instance -> {
              if (ArrKind.news(parts.catalog().apply(instance.type())).isEmpty()) {
                return Future.failedFuture(
                    FailureException.of(
                        FailureCode.NOT_SUPPORTED, "Such an instance sends no webhooks."));
              }
              if (!busy.add(instanceId)) {
                return Future.failedFuture(
                    FailureException.of(
                        FailureCode.CONFLICT, "A registration there is under way."));
              }
              return register(instance, base, trace)
                  .eventually(
                      () -> {
                        busy.remove(instanceId);
                        return Future.succeededFuture();
                      });
            });
  }

  private Future<WebhookState> register(Instance instance, String base, String trace) {
    Secret secret = WebhookSecret.random();
    byte[] hash = WebhookSecret.hash(secret);
    String prefix = base + "/api/v1/webhooks/" + instance.id() + "/";
    return parts
        .database()
        .asUser(
            instance.ownerId(),
            c -> WebhookRows.pending(c, instance.id(), instance.ownerId(), hash))
        .compose(known -> ask(instance, prefix, secret, known, trace))
        .compose(
            agreed ->
                parts
                    .database()
                    .asUser(
                        instance.ownerId(),
                        c ->
                            WebhookRows.agreed(
                                c,
                                instance.id(),
                                instance.ownerId(),
                                hash,
                                prefix,
                                agreed.id(),
                                agreed.triggers(),
                                parts.clock().instant())),
            cause -> refused(instance, Failures.of(cause)))
        .compose(written -> state(instance));
  }

  private Future<ArrReply.WebhookIs> ask(
      Instance instance, String prefix, Secret secret, Optional<Long> known, String trace) {
    String name = "Arrway " + URI.create(prefix).getAuthority() + " " + instance.id();
    return parts
        .instances()
        .ask(
            CallContext.user(instance.ownerId(), trace).withPurpose(CallPurpose.REGISTRATION),
            instance.id(),
            new ArrCommand.PutWebhook(name, prefix, secret.reveal(), known.orElse(null)));
  }

  private Future<Void> refused(Instance instance, Failure failure) {
    boolean perhaps = !REFUSED.contains(failure.code());
    return parts
        .database()
        .asUser(
            instance.ownerId(),
            c ->
                WebhookRows.refused(
                        c,
                        instance.id(),
                        instance.ownerId(),
                        failure.detail(),
                        write(failure.errors()),
                        perhaps)
                    .compose(noted -> WebhookRows.find(c, instance.id(), instance.ownerId())))
        .compose(stored -> Future.failedFuture(explained(instance, failure, stored)));
  }

  private FailureException explained(
      Instance instance, Failure failure, WebhookRows.Stored stored) {
    String instead =
        switch (mode(instance, stored.registered())) {
          case "webhook" -> " The earlier registration stays.";
          case "polling" ->
              " Its history is read every " + parts.pollInterval().toSeconds() + " s instead.";
          default -> "";
        };
    return new FailureException(
        new Failure(
            failure.code(), failure.detail() + instead, failure.retryAfterMs(), failure.errors()),
        null);
  }

  /**
   * Takes the registration back. From now on nothing is accepted there; the instance is told by the
   * outbox.
   *
   * @return the change that was asked of the instance; empty when it has no registration of ours
   */
  public Future<Optional<OutboxEntry>> remove(long userId, long instanceId, String trace) {
    return mine(userId, instanceId)
        .compose(
            instance ->
                parts
                    .database()
                    .asUser(
                        instance.ownerId(),
                        c -> WebhookRows.find(c, instance.id(), instance.ownerId()))
                    .compose(stored -> remove(instance, stored.notificationId(), trace)));
  }

  private Future<Optional<OutboxEntry>> remove(
      Instance instance, @org.jspecify.annotations.Nullable Long registration, String trace) {
    long id = instance.id();
    long owner = instance.ownerId();
    if (registration == null) {
      return parts
          .database()
          .asUser(owner, c -> WebhookRows.forget(c, id, owner))
          .map(Optional.empty());
    }
    // A registration that is not there any more is as good as removed.
    var delete = new ArrCommand.DeleteObject(ArrObject.NOTIFICATION, registration, true);
    return parts
        .outbox()
        .submitAll(
            List.of(NewChange.of(owner, id, delete, trace)),
            (c, added) -> WebhookRows.forget(c, id, owner))
        .map(entries -> Optional.of(entries.get(0)));
  }

  private static String write(List<FieldError> errors) {
    try {
      return JSON.writeValueAsString(errors);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("fields and sentences are JSON", e);
    }
  }

  private static List<FieldError> errors(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<FieldError>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored errors are JSON", e);
    }
  }
}
