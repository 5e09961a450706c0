package dev.arrway.feature.imports;

import dev.arrway.feature.outbox.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants imported.
 *
 * @param instanceId where to
 * @param content the list itself, for sources that are sent along; else null
 * @param traceId joins the log lines
 * @param correlationId joins the changes that will be asked for; new for each request
 * @param key what the client named the request, so that it is done once; or null
 */
public record ImportRequest(
    long ownerId,
    long instanceId,
    SourceSpec source,
    @Nullable String content,
    ImportOptions options,
    String traceId,
    String correlationId,
    @Nullable IdempotencyKey key) {}
