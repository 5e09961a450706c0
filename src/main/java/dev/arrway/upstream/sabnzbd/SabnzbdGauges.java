package dev.arrway.upstream.sabnzbd;

import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.domain.upstream.Gauges;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the head of the queue tells of the server. */
final class SabnzbdGauges {
  private static final double GIB = 1 << 30;

  private SabnzbdGauges() {}

  static String version(SabnzbdWire.Queue queue) {
    return Objects.requireNonNullElse(queue.version(), "unknown");
  }

  static Gauges of(SabnzbdWire.Queue queue, long latencyMs) {
    List<DiskSpace> disks = new ArrayList<>();
    disk(disks, "downloads", queue.diskspace1(), queue.diskspacetotal1());
    disk(disks, "completed", queue.diskspace2(), queue.diskspacetotal2());
    return new Gauges(
        version(queue), latencyMs, true, queue.noofslots(), null, null, null, disks, null, null);
  }

  /** It does not say where the disks are mounted, only what it uses them for. */
  private static void disk(
      List<DiskSpace> disks, String use, @Nullable String free, @Nullable String total) {
    double bytes = SabnzbdValues.number(total, 0) * GIB;
    if (bytes > 0) {
      double left = SabnzbdValues.number(free, 0) * GIB;
      disks.add(new DiskSpace(use, null, Math.round(left), Math.round(bytes)));
    }
  }
}
