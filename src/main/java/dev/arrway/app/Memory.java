package dev.arrway.app;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.SyncCounts;
import dev.arrway.download.Sources;
import dev.arrway.http.SkippedRows;
import dev.arrway.instance.InstanceHealth;
import dev.arrway.protocol.Failure;
import dev.arrway.upstream.DownloadSource;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.UpstreamMemory;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Stores what actors report, in the features concerned. */
final class Memory implements UpstreamMemory {
  private final InstanceHealth health;
  private final Libraries libraries;
  private final LongConsumer reachable;
  private final Sources sources;

  /**
   * Creates a memory over the features that store the reports.
   *
   * @param reachable called with instances that answered or whose breaker has closed
   */
  Memory(InstanceHealth health, Libraries libraries, LongConsumer reachable, Sources sources) {
    this.health = health;
    this.libraries = libraries;
    this.reachable = reachable;
    this.sources = sources;
  }

  /** Keeps snapshots of libraries. */
  @FunctionalInterface
  interface Libraries {
    Future<SyncCounts> replace(
        InstanceSpec instance,
        Function<Function<List<LibraryItem>, Future<Void>>, Future<Long>> fill,
        SkippedRows skipped);
  }

  @Override
  public void observed(InstanceSpec instance, @Nullable Failure failure) {
    health.observed(instance, failure);
    if (failure == null) {
      reachable.accept(instance.id());
    }
  }

  @Override
  public void circuitChanged(InstanceSpec instance, String circuit) {
    health.circuitChanged(instance, circuit);
    if (circuit.equals("closed")) {
      reachable.accept(instance.id());
    }
  }

  @Override
  public void baseMoved(InstanceSpec instance, String basePath) {
    health.baseMoved(instance, basePath);
  }

  @Override
  public Future<SyncCounts> replaceLibrary(
      InstanceSpec instance,
      Function<Function<List<LibraryItem>, Future<Void>>, Future<Long>> fill,
      SkippedRows skipped) {
    return libraries.replace(instance, fill, skipped);
  }

  @Override
  public Future<DownloadSource> source(InstanceSpec instance, long sourceId) {
    return sources.open(instance.ownerId(), sourceId);
  }
}
