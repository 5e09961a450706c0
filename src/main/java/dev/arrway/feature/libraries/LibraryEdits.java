package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Notice;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes single titles of a snapshot, in the transaction of whoever learned of them. Where there
 * is no snapshot yet nothing changes: its first refresh will have it all. What is changed here and
 * not read whole from the instance gets a hash that no item has, so that the next refresh replaces
 * it.
 */
public final class LibraryEdits {
  private static final String MARK =
      """
      UPDATE library_item
         SET has_file = $3, size = CASE WHEN $3 THEN coalesce($4, size) ELSE 0 END, hash = 0
       WHERE instance_id = $1 AND library_id = $2
         AND (has_file <> $3 OR ($3 AND size <> coalesce($4, size)))
      """;

  private static final String KNOWN =
      """
      SELECT title, year, tmdb_id, tvdb_id, imdb_id FROM library_item
       WHERE instance_id = $1 AND library_id = $2
      """;

  private final LibraryParts parts;
  private final Bus bus;
  private final Snapshots snapshots;

  LibraryEdits(LibraryParts parts, Snapshots snapshots) {
    this.parts = parts;
    this.bus = parts.bus();
    this.snapshots = snapshots;
  }

  /** What a snapshot says of a title. */
  public record Known(
      String title,
      @Nullable Integer year,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String imdbId) {}

  /** What the snapshot has under an id. */
  public Future<Optional<Known>> known(SqlConnection c, long instanceId, long libraryId) {
    return c.preparedQuery(KNOWN)
        .execute(Tuple.of(instanceId, libraryId))
        .map(
            Rows.first(
                row ->
                    new Known(
                        row.getString(0),
                        row.getInteger(1),
                        row.getInteger(2),
                        row.getInteger(3),
                        row.getString(4))));
  }

  /** Puts a title in, or in place of what was there; whether that changed anything. */
  public Future<Boolean> put(SqlConnection c, Instance instance, LibraryItem item) {
    UUID run = UUID.randomUUID();
    String kind = parts.kind(instance.type()).wireName();
    return SnapshotRows.present(c, instance.id())
        .compose(
            present ->
                present
                    ? StagingRows.add(c, run, instance.id(), List.of(item))
                        .compose(
                            staged ->
                                StagingRows.merge(c, run, instance.id(), instance.ownerId(), kind))
                        .compose(
                            merged ->
                                SnapshotRows.recount(c, instance.id())
                                    .compose(counted -> StagingRows.drop(c, run))
                                    .map(merged > 0))
                    : Future.succeededFuture(false));
  }

  /** Takes a title out; whether it was there. */
  public Future<Boolean> remove(SqlConnection c, long instanceId, long libraryId) {
    return SnapshotRows.present(c, instanceId)
        .compose(
            present ->
                c.preparedQuery(
                        "DELETE FROM library_item WHERE instance_id = $1 AND library_id = $2")
                    .execute(Tuple.of(instanceId, libraryId)))
        .map(Rows::any)
        .compose(
            gone ->
                gone
                    ? SnapshotRows.recount(c, instanceId).map(true)
                    : Future.succeededFuture(false));
  }

  /**
   * Says whether a title has its file; whether that is news.
   *
   * @param size bytes of the file, null when unknown
   */
  public Future<Boolean> mark(
      SqlConnection c, long instanceId, long libraryId, boolean hasFile, @Nullable Long size) {
    return SnapshotRows.present(c, instanceId)
        .compose(
            present ->
                c.preparedQuery(MARK).execute(Tuple.of(instanceId, libraryId, hasFile, size)))
        .map(Rows::any);
  }

  /** Tells everybody, after the commit, that a snapshot has changed. */
  public Future<Void> changed(Instance instance) {
    return snapshots
        .reload(instance.id())
        .map(
            known -> {
              bus.publish(new Notice.LibraryChanged(instance.ownerId(), instance.id()));
              return null;
            });
  }
}
