package dev.arrway.domain.arr;

import org.jspecify.annotations.Nullable;

/**
 * An indexer as an arr has it configured. Its credentials are left out.
 *
 * @param id the upstream's id
 * @param name its name there
 * @param implementation such as {@code Torznab}
 * @param protocol {@code torrent} or {@code usenet}
 * @param priority 1 (first) to 50
 * @param rss used for RSS
 * @param automaticSearch used for automatic searches
 * @param interactiveSearch used for searches by hand
 */
public record ArrIndexer(
    long id,
    String name,
    @Nullable String implementation,
    @Nullable String protocol,
    int priority,
    boolean rss,
    boolean automaticSearch,
    boolean interactiveSearch) {}
