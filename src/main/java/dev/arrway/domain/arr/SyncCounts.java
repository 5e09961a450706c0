package dev.arrway.domain.arr;

/**
 * What a refresh of a library snapshot changed.
 *
 * @param fetched items that the upstream sent
 * @param added items that were not in the last snapshot
 * @param updated items that differ from the last snapshot
 * @param removed items of the last snapshot that are gone
 * @param skipped items that could not be read; they keep their last known state
 */
public record SyncCounts(int fetched, int added, int updated, int removed, int skipped) {}
