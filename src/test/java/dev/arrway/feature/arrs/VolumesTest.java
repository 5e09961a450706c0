package dev.arrway.feature.arrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.feature.instances.TestInstances;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Placed;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolumesTest {
  private static final long TB = 1_000_000_000_000L;

  private final Instance movies = TestInstances.of(1, "Movies", "http://nas:7878");
  private final Instance series = TestInstances.of(2, "Series", "http://nas:8989/sonarr");
  private final Instance elsewhere = TestInstances.of(3, "Elsewhere", "http://attic:7878");

  private static Placed<DiskSpace> disk(Instance on, String path, long free, long total) {
    return new Placed<>(on, new DiskSpace(path, null, free, total));
  }

  @SafeVarargs
  private static List<Mount> mounts(Placed<DiskSpace>... disks) {
    return Volumes.mounts(List.of(disks));
  }

  @Test
  void twoMountsOfOneVolumeCountOnce() {
    List<Mount> mounts =
        mounts(disk(movies, "/movies", TB, 4 * TB), disk(movies, "/movies-4k", TB, 4 * TB));
    assertThat(mounts.get(0).sameVolumeAs()).isNull();
    assertThat(mounts.get(1).sameVolumeAs()).isSameAs(mounts.get(0));
    assertThat(Volumes.of(mounts)).isEqualTo(new Volumes(1, TB, 4 * TB));
  }

  @Test
  void twoInstancesOnOneHostShareAVolumeThatIsBeingWrittenTo() {
    List<Mount> mounts =
        mounts(disk(movies, "/data", TB, 4 * TB), disk(series, "/data", TB - 50_000_000, 4 * TB));
    assertThat(mounts.get(1).sameVolumeAs()).isSameAs(mounts.get(0));
    assertThat(Volumes.of(mounts)).isEqualTo(new Volumes(1, TB, 4 * TB));
  }

  @Test
  void disksOfOneModelAreTwoVolumes() {
    List<Mount> mounts =
        mounts(disk(movies, "/a", TB, 4 * TB), disk(movies, "/b", TB - 50_000_000, 4 * TB));
    assertThat(mounts).allMatch(mount -> mount.sameVolumeAs() == null);
    assertThat(Volumes.of(mounts)).isEqualTo(new Volumes(2, 2 * TB - 50_000_000, 8 * TB));
  }

  @Test
  void otherHostsHaveOtherVolumes() {
    assertThat(mounts(disk(movies, "/data", TB, 4 * TB), disk(elsewhere, "/data", TB, 4 * TB)))
        .allMatch(mount -> mount.sameVolumeAs() == null);
  }

  @Test
  void mountsOfUnknownSizeAreNeverTheSame() {
    assertThat(mounts(disk(movies, "/a", 0, 0), disk(movies, "/b", 0, 0)))
        .allMatch(mount -> mount.sameVolumeAs() == null);
  }
}
