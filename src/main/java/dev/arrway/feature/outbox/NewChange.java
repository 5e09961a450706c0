package dev.arrway.feature.outbox;

import dev.arrway.protocol.Change;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change to ask of an upstream.
 *
 * @param ownerId whose instance it is
 * @param change not unsure: whether it is, the outbox knows
 * @param traceId joins the log lines of one request
 * @param correlationId joins what belongs together, or null for one of its own
 * @param idempotency what the client named the request, so that it is done once
 * @param stage it is sent when no change of the same correlation id and a lower stage is open any
 *     more, however those ended; for {@link Outbox#addAll}
 */
public record NewChange(
    long ownerId,
    long instanceId,
    Change<?> change,
    String traceId,
    @Nullable String correlationId,
    @Nullable IdempotencyKey idempotency,
    int stage) {
  /** A change that waits for no other. */
  public NewChange(
      long ownerId,
      long instanceId,
      Change<?> change,
      String traceId,
      @Nullable String correlationId,
      @Nullable IdempotencyKey idempotency) {
    this(ownerId, instanceId, change, traceId, correlationId, idempotency, 0);
  }

  /** A change that stands for itself. */
  public static NewChange of(long ownerId, long instanceId, Change<?> change, String traceId) {
    return new NewChange(ownerId, instanceId, change, traceId, null, null);
  }

  /** Returns the correlation id, or a new one for a change that stands for itself. */
  String correlation() {
    return correlationId == null ? UUID.randomUUID().toString() : correlationId;
  }
}
