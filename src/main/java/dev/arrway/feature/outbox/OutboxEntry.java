package dev.arrway.feature.outbox;

import dev.arrway.protocol.Change;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.Reply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that was asked of an upstream.
 *
 * @param operation the change's kind, such as {@code add_title}
 * @param change what was asked
 * @param attempts tries so far
 * @param unknownTries those that may have been carried out although no answer says so
 * @param nextAttemptAt when it is tried again, null when it is not or when that is now
 * @param lastError why the last try failed, null when none has or when one worked
 * @param result what the upstream answered when it worked
 */
public record OutboxEntry(
    long id,
    long ownerId,
    long instanceId,
    String operation,
    Change<?> change,
    OutboxState state,
    int attempts,
    int unknownTries,
    @Nullable Instant nextAttemptAt,
    @Nullable Failure lastError,
    @Nullable Reply result,
    String correlationId,
    String traceId,
    Instant createdAt,
    @Nullable Instant endedAt) {
  /** Returns the entry as it was before its first try. */
  OutboxEntry asQueued() {
    return new OutboxEntry(
        id,
        ownerId,
        instanceId,
        operation,
        change,
        OutboxState.QUEUED,
        0,
        0,
        null,
        null,
        null,
        correlationId,
        traceId,
        createdAt,
        null);
  }

  /** Returns the same entry with a change that was completed. */
  OutboxEntry with(Change<?> completed) {
    return new OutboxEntry(
        id,
        ownerId,
        instanceId,
        operation,
        completed,
        state,
        attempts,
        unknownTries,
        nextAttemptAt,
        lastError,
        result,
        correlationId,
        traceId,
        createdAt,
        endedAt);
  }

  /** Whether it may have been done already. */
  boolean unsure() {
    return unknownTries > 0;
  }
}
