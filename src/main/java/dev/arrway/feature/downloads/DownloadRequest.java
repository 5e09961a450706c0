package dev.arrway.feature.downloads;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.feature.outbox.IdempotencyKey;
import dev.arrway.kind.download.DownloadSource;
import org.jspecify.annotations.Nullable;

/**
 * A download that somebody wants.
 *
 * @param clientId which client takes it, or null for the default one of its kind
 * @param name what the client is to call it, or null
 * @param category by the user's name, which the client's mappings translate; or null
 * @param priority null for the client's own
 * @param idempotency what the user named the request, or null
 */
public record DownloadRequest(
    DownloadKind kind,
    DownloadSource source,
    @Nullable Long clientId,
    @Nullable String name,
    @Nullable String category,
    @Nullable DownloadPriority priority,
    boolean paused,
    boolean sequential,
    boolean firstLastPiece,
    @Nullable IdempotencyKey idempotency) {}
