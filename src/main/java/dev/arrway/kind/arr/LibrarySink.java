package dev.arrway.kind.arr;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.SyncCounts;
import dev.arrway.platform.http.SkippedRows;
import dev.arrway.upstream.InstanceSpec;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** The store of library snapshots. */
@FunctionalInterface
public interface LibrarySink {
  /**
   * Replaces the snapshot of an instance's library.
   *
   * @param fill writes every item, batch by batch, through the function that it is given; when it
   *     fails the last snapshot stays
   * @param skipped rows that {@code fill} could not read; these items keep their last known state
   * @return what changed
   */
  Future<SyncCounts> replace(
      InstanceSpec instance,
      Function<Function<List<LibraryItem>, Future<Void>>, Future<Long>> fill,
      SkippedRows skipped);
}
