package dev.arrway.platform.store;

import io.vertx.core.Future;
import java.util.function.IntFunction;

/**
 * Deletion of rows in small batches, each in a transaction of its own, so that a long backlog
 * neither holds locks nor a connection for long.
 */
public final class BatchedPruning {
  /** Batches of one run; what is left over goes with the next. */
  static final int MOST_BATCHES = 200;

  private BatchedPruning() {}

  /**
   * Deletes batch after batch until one is not full.
   *
   * @param batch rows of a batch
   * @param deleteSome deletes at most so many rows and returns how many it has deleted
   * @return how many rows were deleted
   */
  public static Future<Integer> run(int batch, IntFunction<Future<Integer>> deleteSome) {
    return next(batch, deleteSome, 0, MOST_BATCHES);
  }

  private static Future<Integer> next(
      int batch, IntFunction<Future<Integer>> deleteSome, int before, int batchesLeft) {
    return deleteSome
        .apply(batch)
        .compose(
            deleted ->
                deleted < batch || batchesLeft <= 1
                    ? Future.succeededFuture(before + deleted)
                    : next(batch, deleteSome, before + deleted, batchesLeft - 1));
  }
}
