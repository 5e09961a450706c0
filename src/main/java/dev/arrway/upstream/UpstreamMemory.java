package dev.arrway.upstream;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.SyncCounts;
import dev.arrway.http.SkippedRows;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What actors need remembered beyond their own life. */
public interface UpstreamMemory {
  /**
   * A command ended. It must be quick and never throws; what it writes it writes later.
   *
   * @param failure why it failed, or null when it worked
   */
  void observed(InstanceSpec instance, @Nullable Failure failure);

  /** The breaker changed: {@code closed}, {@code open} or {@code half_open}. */
  void circuitChanged(InstanceSpec instance, String circuit);

  /**
   * The upstream turned out to live below another path of the same origin; calls already go there.
   */
  void baseMoved(InstanceSpec instance, String basePath);

  /**
   * Replaces the snapshot of an instance's library.
   *
   * @param fill writes every item, batch by batch, through the function that it is given; when it
   *     fails the last snapshot stays
   * @param skipped rows that {@code fill} could not read; these items keep their last known state
   * @return what changed
   */
  Future<SyncCounts> replaceLibrary(
      InstanceSpec instance,
      Function<Function<List<LibraryItem>, Future<Void>>, Future<Long>> fill,
      SkippedRows skipped);

  /**
   * Where a download comes from.
   *
   * @return fails with {@code not_found} when that is not remembered (any more)
   */
  default Future<DownloadSource> source(InstanceSpec instance, long sourceId) {
    return Future.failedFuture(Failure.notFound("download source").asException());
  }

  /** Remembers nothing. Libraries are read and dropped; for tests of actors alone. */
  UpstreamMemory NONE =
      new UpstreamMemory() {
        @Override
        public void observed(InstanceSpec instance, @Nullable Failure failure) {}

        @Override
        public void circuitChanged(InstanceSpec instance, String circuit) {}

        @Override
        public void baseMoved(InstanceSpec instance, String basePath) {}

        @Override
        public Future<SyncCounts> replaceLibrary(
            InstanceSpec instance,
            Function<Function<List<LibraryItem>, Future<Void>>, Future<Long>> fill,
            SkippedRows skipped) {
          return fill.apply(batch -> Future.succeededFuture())
              .map(
                  count ->
                      new SyncCounts(count.intValue(), count.intValue(), 0, 0, skipped.count()));
        }
      };
}
