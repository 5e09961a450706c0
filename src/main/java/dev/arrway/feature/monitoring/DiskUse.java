package dev.arrway.feature.monitoring;

import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.feature.arrs.Mount;
import dev.arrway.feature.arrs.Volumes;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Placed;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mount of one instance.
 *
 * @param freeSpace bytes
 * @param totalSpace bytes
 * @param usedPercent 0 to 100
 * @param sameVolumeAs the path of the first mount that shows the same volume, or null when this is
 *     it
 */
public record DiskUse(
    String path,
    @Nullable String label,
    long freeSpace,
    long totalSpace,
    double usedPercent,
    @Nullable String sameVolumeAs) {
  private static final double HUNDRED = 100;

  /** By path, so that a volume keeps its first mount whatever order the instance answers in. */
  static List<DiskUse> of(Instance instance, List<DiskSpace> disks) {
    return Volumes.mounts(
            disks.stream()
                .sorted(Comparator.comparing(DiskSpace::path))
                .map(disk -> new Placed<>(instance, disk))
                .toList())
        .stream()
        .map(DiskUse::of)
        .toList();
  }

  private static DiskUse of(Mount mount) {
    DiskSpace disk = mount.disk();
    Mount first = mount.sameVolumeAs();
    long used = Math.max(0, disk.totalBytes() - disk.freeBytes());
    return new DiskUse(
        disk.path(),
        disk.label(),
        disk.freeBytes(),
        disk.totalBytes(),
        disk.totalBytes() <= 0 ? 0 : HUNDRED * used / disk.totalBytes(),
        first == null ? null : first.disk().path());
  }

  /** Whether it is counted: a volume that has a size, by its first mount. */
  boolean isVolume() {
    return sameVolumeAs == null && totalSpace > 0;
  }
}
