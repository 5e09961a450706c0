package dev.arrway.feature.outbox.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.feature.outbox.IdempotencyKey;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.ApiJson;
import dev.arrway.gateway.Call;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FieldError;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is answered to somebody who asked for a change. */
public final class Outcomes {
  private static final String KEY = "Idempotency-Key";

  private Outcomes() {}

  /** {@code Queued}: the change goes on by itself. */
  record QueuedView(
      long outboxId, String status, String correlationId, @Nullable String lastError) {
    static QueuedView of(OutboxEntry entry) {
      Failure error = entry.lastError();
      return new QueuedView(
          entry.id(), "queued", entry.correlationId(), error == null ? null : error.detail());
    }
  }

  /** {@code OutboxEntry}. */
  record OutboxView(
      long id,
      long instanceId,
      String operation,
      JsonNode request,
      String state,
      int attempts,
      @Nullable Instant nextAttemptAt,
      @Nullable String lastError,
      @Nullable String lastErrorCode,
      List<FieldError> errors,
      Instant createdAt,
      @Nullable Instant endedAt,
      String correlationId) {
    static OutboxView of(OutboxEntry entry) {
      Failure error = entry.lastError();
      ObjectNode request = ApiJson.tree(entry.change());
      request.remove("unsure");
      return new OutboxView(
          entry.id(),
          entry.instanceId(),
          entry.operation(),
          request,
          entry.state().wireName(),
          entry.attempts(),
          entry.nextAttemptAt(),
          error == null ? null : error.detail(),
          error == null ? null : error.code().wireName(),
          error == null ? List.of() : error.errors(),
          entry.createdAt(),
          entry.endedAt(),
          entry.correlationId());
    }
  }

  /**
   * The result when it is there, 202 while the change waits, and the upstream's refusal as a
   * problem.
   *
   * @param status of an answer with a result
   * @param view shows the result
   */
  public static Future<Answer> answer(
      OutboxEntry entry, int status, Function<Reply, @Nullable Object> view) {
    return switch (entry.state()) {
      case CONFIRMED ->
          Future.succeededFuture(
              new Answer(status, view.apply(Objects.requireNonNull(entry.result(), "result"))));
      case QUEUED, SENT -> Future.succeededFuture(Answer.accepted(QueuedView.of(entry)));
      case FAILED, CANCELLED -> Future.failedFuture(refusal(entry).asException());
    };
  }

  /** Why a change that has ended is not done. */
  public static Failure refusal(OutboxEntry entry) {
    Failure error = entry.lastError();
    return error != null
        ? error
        : Failure.of(FailureCode.CONFLICT, "The change was cancelled before it was sent.");
  }

  /** What the client named this request; null when it did not. */
  public static @Nullable IdempotencyKey key(Call call) {
    return key(call, call.body().toString());
  }

  /**
   * The same for a request whose body the operation has read by itself.
   *
   * @param body what tells it from other bodies
   */
  public static @Nullable IdempotencyKey key(Call call, String body) {
    return call.text(KEY).map(key -> new IdempotencyKey(key, hash(call, body))).orElse(null);
  }

  private static byte[] hash(Call call, String body) {
    TreeMap<String, Object> parameters = new TreeMap<>(call.parameters());
    parameters.remove(KEY);
    parameters.remove(Call.USER_AGENT);
    String request = call.operationId() + "\n" + parameters + "\n" + body;
    try {
      return MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
