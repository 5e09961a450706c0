package dev.arrway.domain.download;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client is to download. Where it comes from (a link, which may hold a secret, or a file) is
 * kept elsewhere and fetched when it is sent.
 *
 * @param sourceId of where it comes from
 * @param name what the client is to call it, or null for its own name
 * @param category as the client has it, or null for none; one that it lacks is made
 * @param priority null for the client's own
 * @param paused whether it is added without being begun
 * @param sequential whether pieces come in order, torrents only
 * @param firstLastPiece whether each file's first and last piece come first, torrents only
 * @param token of letters, digits and dashes; no other download has it, so that one whose addition
 *     got no answer can be found
 * @param askedAt when it was first asked; what is older in the client is not this one
 */
public record NewDownload(
    long sourceId,
    DownloadKind kind,
    @Nullable String name,
    @Nullable String category,
    @Nullable DownloadPriority priority,
    boolean paused,
    boolean sequential,
    boolean firstLastPiece,
    String token,
    Instant askedAt) {}
