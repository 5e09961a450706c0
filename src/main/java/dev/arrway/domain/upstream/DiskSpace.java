package dev.arrway.domain.upstream;

import org.jspecify.annotations.Nullable;

/**
 * One mount as an arr sees it. The same volume may appear under several paths, so sums over rows
 * are not sizes of disks.
 *
 * @param path where it is mounted
 * @param label the volume's name
 * @param freeBytes bytes that are free
 * @param totalBytes bytes in all
 */
public record DiskSpace(String path, @Nullable String label, long freeBytes, long totalBytes) {}
