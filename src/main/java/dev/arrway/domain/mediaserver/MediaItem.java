package dev.arrway.domain.mediaserver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be played.
 *
 * @param id the server's
 * @param libraryId the library that has it; null when the server does not say
 * @param path its file or folder, as the server sees it; null when the server does not say
 * @param addedAt null when the server does not say
 */
public record MediaItem(
    String id,
    @Nullable String libraryId,
    String title,
    @Nullable Integer year,
    @Nullable String path,
    @Nullable Instant addedAt) {}
