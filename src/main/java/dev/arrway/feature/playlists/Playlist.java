package dev.arrway.feature.playlists;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A playlist as its owner sees it.
 *
 * @param id its id
 * @param name unique among the owner's
 * @param source {@code file}, or its address with credentials masked
 * @param sourceType {@code file}, {@code url} or {@code xtream}
 * @param status {@code importing}, {@code ready} or {@code failed}
 * @param entries entries of the last good state; of the first import so far, while that runs
 * @param movies of them, movies
 * @param series of them, episodes
 * @param live of them, channels
 * @param skippedLines lines that could not be read as part of an entry
 * @param refreshMinutes minutes between refreshes; null: only when asked
 * @param userAgent sent to the provider as {@code User-Agent}; null: the gateway's own
 * @param fetchedAt when it was last read to its end
 * @param stale whether the last refresh failed and this is the last good state
 * @param error why the last import failed
 * @param createdAt when it was added
 */
public record Playlist(
    long id,
    String name,
    String source,
    String sourceType,
    String status,
    long entries,
    long movies,
    long series,
    long live,
    long skippedLines,
    @Nullable Integer refreshMinutes,
    @Nullable String userAgent,
    @Nullable Instant fetchedAt,
    boolean stale,
    @Nullable String error,
    Instant createdAt) {}
