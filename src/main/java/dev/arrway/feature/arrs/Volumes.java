package dev.arrway.feature.arrs;

import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.upstream.Placed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The volumes behind mounts, each counted once.
 *
 * @param count how many there are
 * @param freeSpace bytes
 * @param totalSpace bytes
 */
public record Volumes(int count, long freeSpace, long totalSpace) {
  /** Two instances do not look at a volume at the very same moment: one thousandth of its size. */
  private static final long DRIFT = 1_000;

  /**
   * Finds the mounts that show one volume: on the same host, equal in size and in what is free.
   * Instances whose URLs name different hosts never share one here, although containers may.
   */
  public static List<Mount> mounts(List<Placed<DiskSpace>> disks) {
    List<Mount> mounts = new ArrayList<>();
    for (Placed<DiskSpace> placed : disks) {
      mounts.add(new Mount(placed.instance(), placed.item(), first(mounts, placed)));
    }
    return mounts;
  }

  /** The sums over mounts that {@link #mounts} has given. */
  public static Volumes of(Collection<Mount> mounts) {
    List<DiskSpace> own =
        mounts.stream().filter(mount -> mount.sameVolumeAs() == null).map(Mount::disk).toList();
    return new Volumes(
        own.size(),
        own.stream().mapToLong(DiskSpace::freeBytes).sum(),
        own.stream().mapToLong(DiskSpace::totalBytes).sum());
  }

  private static @Nullable Mount first(List<Mount> mounts, Placed<DiskSpace> placed) {
    return mounts.stream()
        .filter(known -> known.sameVolumeAs() == null && same(known, placed))
        .findFirst()
        .orElse(null);
  }

  private static boolean same(Mount known, Placed<DiskSpace> other) {
    long total = other.item().totalBytes();
    if (total == 0 || known.disk().totalBytes() != total) {
      return false;
    }
    boolean together = known.instance().id() == other.instance().id();
    long apart = Math.abs(known.disk().freeBytes() - other.item().freeBytes());
    return together
        ? apart == 0
        : apart <= total / DRIFT && known.instance().host().equals(other.instance().host());
  }
}
