package dev.arrway.feature.arrs;

import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.upstream.Instance;
import org.jspecify.annotations.Nullable;

/**
 * A mount of an instance.
 *
 * @param sameVolumeAs the first mount that shows the same volume, or null when this is it
 */
public record Mount(Instance instance, DiskSpace disk, @Nullable Mount sameVolumeAs) {}
