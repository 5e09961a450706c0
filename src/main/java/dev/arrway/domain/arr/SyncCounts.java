package dev.arrway.domain.arr;

/**
 * What a refresh of a library snapshot changed.
 *
 * @param fetched items that the upstream sent
 * @param added items that were not in the last snapshot
 * @param updated items that differ from the last snapshot
 * @param removed items of the last snapshot that are gone
 * @param skipped items that the upstream sent and that could not be read; what was known of them
 *     stays
 */
public record SyncCounts(int fetched, int added, int updated, int removed, int skipped) {}
