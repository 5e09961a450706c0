package dev.arrway.upstream;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.SyncCounts;
import dev.arrway.kind.arr.LibrarySink;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.kind.download.DownloadSources;
import dev.arrway.platform.http.SkippedRows;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Keeps in lists what actors want remembered. */
public final class RecordingMemory implements InstanceObserver {
  public final Map<Long, List<LibraryItem>> libraries = new ConcurrentHashMap<>();
  public final List<Object> observed = new CopyOnWriteArrayList<>();
  public final List<String> circuits = new CopyOnWriteArrayList<>();
  public final List<String> bases = new CopyOnWriteArrayList<>();

  public final Map<Long, DownloadSource> sources = new ConcurrentHashMap<>();

  public StoragePorts ports() {
    return StoragePorts.NONE
        .with(LibrarySink.class, this::replaceLibrary)
        .with(DownloadSources.class, this::source);
  }

  private Future<DownloadSource> source(InstanceSpec instance, long sourceId) {
    DownloadSource source = sources.get(sourceId);
    return source == null
        ? Future.failedFuture(Failure.notFound("download source").asException())
        : Future.succeededFuture(source);
  }

  @Override
  public void observed(InstanceSpec instance, Failure failure) {
    observed.add(failure == null ? "ok" : failure.code());
  }

  public boolean observed(FailureCode code) {
    return observed.contains(code);
  }

  @Override
  public void circuitChanged(InstanceSpec instance, String circuit) {
    circuits.add(circuit);
  }

  @Override
  public void baseMoved(InstanceSpec instance, String basePath) {
    bases.add(basePath);
  }

  private Future<SyncCounts> replaceLibrary(
      InstanceSpec instance,
      Function<Function<List<LibraryItem>, Future<Void>>, Future<Long>> fill,
      SkippedRows skipped) {
    List<LibraryItem> items = new CopyOnWriteArrayList<>();
    return fill.apply(
            batch -> {
              items.addAll(batch);
              return Future.succeededFuture();
            })
        .map(
            count -> {
              libraries.put(instance.id(), List.copyOf(items));
              return new SyncCounts(count.intValue(), items.size(), 0, 0, skipped.count());
            });
  }
}
