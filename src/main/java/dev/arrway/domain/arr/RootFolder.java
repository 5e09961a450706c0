package dev.arrway.domain.arr;

import org.jspecify.annotations.Nullable;

/**
 * A folder that titles are added under.
 *
 * @param id the upstream's id
 * @param path the folder as the upstream sees it
 * @param accessible whether the upstream can write there
 * @param freeBytes bytes that are free, or null when the upstream does not say
 */
public record RootFolder(long id, String path, boolean accessible, @Nullable Long freeBytes) {}
