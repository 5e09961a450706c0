package dev.arrway.domain.mediaserver;

import org.jspecify.annotations.Nullable;

/**
 * A scan that a media server was asked for.
 *
 * @param libraryId the library that is scanned; null when the server finds it by itself
 * @param path what is scanned, as the server sees it
 */
public record ScanStarted(@Nullable String libraryId, String path) {}
