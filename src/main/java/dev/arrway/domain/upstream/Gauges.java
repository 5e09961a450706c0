package dev.arrway.domain.upstream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of an upstream at one moment. What it does not report, or could not be asked
 * for just then, is null.
 *
 * @param version its version, as it writes it
 * @param latencyMs milliseconds that it took to answer the lightest call
 * @param complete whether everything that it reports could be read
 * @param queueSize rows in its queue
 * @param activeCommands commands that wait or run
 * @param wanted what it monitors and has no file for
 * @param indexers its indexers
 * @param disks its mounts; the same volume may be among them more than once
 * @param cpuPercent 0 to 100
 * @param memoryPercent 0 to 100
 */
public record Gauges(
    String version,
    long latencyMs,
    boolean complete,
    @Nullable Integer queueSize,
    @Nullable Integer activeCommands,
    @Nullable Integer wanted,
    @Nullable List<IndexerGauge> indexers,
    @Nullable List<DiskSpace> disks,
    @Nullable Double cpuPercent,
    @Nullable Double memoryPercent) {
  public Gauges {
    indexers = indexers == null ? null : List.copyOf(indexers);
    disks = disks == null ? null : List.copyOf(disks);
  }

  /**
   * An indexer of it.
   *
   * @param enabled whether it is used for anything
   * @param failing whether the upstream leaves it alone because it failed
   */
  public record IndexerGauge(String name, boolean enabled, boolean failing) {}

  /** Of an upstream that reports nothing else. */
  public static Gauges of(String version, long latencyMs) {
    return new Gauges(version, latencyMs, true, null, null, null, null, null, null, null);
  }
}
