package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.SyncCounts;
import dev.arrway.platform.http.SkippedRows;
import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** What a refresh has read so far, and how it becomes the snapshot. */
final class StagingRows {
  private static final String UPSERT =
      """
      WITH changed AS (
        INSERT INTO library_item AS i (instance_id, owner_id, kind, %1$s)
        SELECT $2, $3, $4, %1$s FROM library_staging WHERE run_id = $1
        ON CONFLICT (instance_id, library_id) DO UPDATE SET (%1$s) = ROW (%2$s)
          WHERE i.hash <> excluded.hash
        RETURNING (xmax = 0) AS added)
      SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added) FROM changed
      """
          .formatted(
              ItemColumns.NAMES, "excluded." + ItemColumns.NAMES.replace(", ", ", excluded."));

  private static final String REMOVE =
      """
      DELETE FROM library_item i
       WHERE instance_id = $2
         AND NOT EXISTS (SELECT 1 FROM library_staging s
                          WHERE s.run_id = $1 AND s.library_id = i.library_id)
         AND library_id <> ALL ($3)
      """;

  private StagingRows() {}

  /** How many of the items were not there yet. */
  static Future<Integer> add(SqlConnection c, UUID run, long instanceId, List<LibraryItem> items) {
    return c.preparedQuery(ItemColumns.STAGE)
        .execute(ItemColumns.block(run, instanceId, items))
        .map(Rows::count);
  }

  static Future<Integer> count(SqlConnection c, UUID run) {
    return c.preparedQuery("SELECT count(*) FROM library_staging WHERE run_id = $1")
        .execute(Tuple.of(run))
        .map(Rows.one(row -> row.getInteger(0)));
  }

  /**
   * The staged items that replace a snapshot.
   *
   * @param kind the kind of the library's items
   * @param fetched the number of items that the run has read
   */
  record SnapshotSwap(UUID run, long instanceId, long ownerId, String kind, int fetched) {}

  /**
   * Replaces the snapshot by the items that the run has read. Skipped items keep their last known
   * state; when it is unknown which items were skipped, no item is removed.
   */
  static Future<SyncCounts> swap(SqlConnection c, SnapshotSwap swap, SkippedRows skipped) {
    Future<int[]> upserted = upsert(c, swap.run, swap.instanceId, swap.ownerId, swap.kind);
    Future<Integer> removed =
        skipped.unidentified()
            ? Future.succeededFuture(0)
            : c.preparedQuery(REMOVE)
                .execute(Tuple.of(swap.run, swap.instanceId, skipped.ids().toArray(Long[]::new)))
                .map(Rows::count);
    return upserted.compose(
        changed ->
            removed.map(
                gone ->
                    new SyncCounts(swap.fetched, changed[0], changed[1], gone, skipped.count())));
  }

  private static Future<int[]> upsert(
      SqlConnection c, UUID run, long instanceId, long ownerId, String kind) {
    return c.preparedQuery(UPSERT)
        .execute(Tuple.of(run, instanceId, ownerId, kind))
        .map(Rows.one(row -> new int[] {row.getInteger(0), row.getInteger(1)}));
  }

  /** Puts what the run has staged beside what is in the snapshot; gives how much that changed. */
  static Future<Integer> merge(
      SqlConnection c, UUID run, long instanceId, long ownerId, String kind) {
    return upsert(c, run, instanceId, ownerId, kind).map(changed -> changed[0] + changed[1]);
  }

  /** Drops what this and earlier runs of the instance have left. */
  static Future<Void> drop(SqlConnection c, long instanceId) {
    return c.preparedQuery("DELETE FROM library_staging WHERE instance_id = $1")
        .execute(Tuple.of(instanceId))
        .mapEmpty();
  }

  /** Drops what one run has left. */
  static Future<Void> drop(SqlConnection c, UUID run) {
    return c.preparedQuery("DELETE FROM library_staging WHERE run_id = $1")
        .execute(Tuple.of(run))
        .mapEmpty();
  }

  /** Drops what runs that can no longer be going have left. */
  static Future<Integer> dropOld(SqlConnection c) {
    return c.query("DELETE FROM library_staging WHERE staged_at < now() - interval '1 hour'")
        .execute()
        .map(Rows::count);
  }
}
