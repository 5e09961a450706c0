package dev.arrway.feature.libraries;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a snapshot is wanted.
 *
 * @param text only titles that hold it, whatever the case; null for all
 * @param monitored only such items; null for all
 * @param hasFile only such items; null for all
 * @param limit 1 to 500
 * @param offset at least 0
 */
public record LibraryQuery(
    @Nullable String text,
    @Nullable Boolean monitored,
    @Nullable Boolean hasFile,
    int limit,
    int offset) {
  boolean filters() {
    return text != null || monitored != null || hasFile != null;
  }
}
