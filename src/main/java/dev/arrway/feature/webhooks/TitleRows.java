package dev.arrway.feature.webhooks;

import dev.arrway.platform.store.Rows;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of titles that were changed by news and of those that have to be read again. */
final class TitleRows {
  private static final String TOUCH =
      """
      INSERT INTO news_title AS t (instance_id, library_id, owner_id, imported_file, deleted_file,
                                   changed_at, wanted_at)
      VALUES ($1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp())
      ON CONFLICT (instance_id, library_id) DO UPDATE
        SET version = t.version + 1, changed_at = excluded.changed_at,
            wanted_at = excluded.wanted_at,
            imported_file = greatest(t.imported_file, excluded.imported_file),
            deleted_file = greatest(t.deleted_file, excluded.deleted_file)
      RETURNING imported_file, deleted_file
      """;

  private static final String NEXT =
      """
      SELECT library_id, version FROM news_title
       WHERE instance_id = $1 AND wanted_at <= clock_timestamp() ORDER BY wanted_at LIMIT 1
      """;

  private static final String REFRESHED =
      """
      UPDATE news_title SET wanted_at = NULL, refreshed_at = clock_timestamp()
       WHERE instance_id = $1 AND library_id = $2 AND version = $3
      """;

  /**
   * Postpones the reading of titles by a minute; gives up one day after the change, since a refresh
   * of the whole library has read the title by then.
   */
  private static final String LATER =
      """
      UPDATE news_title
         SET wanted_at = CASE WHEN changed_at > now() - interval '1 day'
                              THEN clock_timestamp() + interval '1 minute' END
       WHERE instance_id = $1 AND wanted_at IS NOT NULL
      """;

  /**
   * Marks titles that changed while the whole library was read, since the snapshot may have an
   * older state of them.
   */
  private static final String OVERTAKEN =
      """
      UPDATE news_title t SET wanted_at = clock_timestamp() FROM library_snapshot s
       WHERE s.instance_id = t.instance_id AND t.wanted_at IS NULL
         AND t.changed_at BETWEEN s.attempted_at AND s.fetched_at
         AND t.refreshed_at <= s.fetched_at
      """;

  private TitleRows() {}

  /** The greatest ids of the files that were imported and deleted. */
  record Files(@Nullable Long imported, @Nullable Long deleted) {
    /** Returns whether a file exists now. */
    boolean present() {
      return imported != null && (deleted == null || imported > deleted);
    }
  }

  /** A title to be read again. */
  record Wanted(long libraryId, long version) {}

  static Future<Files> touch(
      SqlConnection c,
      Instance instance,
      long libraryId,
      @Nullable Long imported,
      @Nullable Long deleted) {
    return c.preparedQuery(TOUCH)
        .execute(Tuple.of(instance.id(), libraryId, instance.ownerId(), imported, deleted))
        .map(Rows.one(row -> new Files(row.getLong(0), row.getLong(1))));
  }

  static Future<Optional<Wanted>> next(SqlConnection c, long instanceId) {
    return c.preparedQuery(NEXT)
        .execute(Tuple.of(instanceId))
        .map(Rows.first(row -> new Wanted(row.getLong(0), row.getLong(1))));
  }

  /** Marks a title as read; returns false when it changed since that version. */
  static Future<Boolean> refreshed(SqlConnection c, long instanceId, Wanted title) {
    return c.preparedQuery(REFRESHED)
        .execute(Tuple.of(instanceId, title.libraryId(), title.version()))
        .map(Rows::any);
  }

  static Future<Void> later(SqlConnection c, long instanceId) {
    return c.preparedQuery(LATER).execute(Tuple.of(instanceId)).mapEmpty();
  }

  /** Returns the instances with titles that are to be read again. */
  static Future<List<Long>> waiting(SqlConnection c) {
    return c.query(OVERTAKEN)
        .execute()
        .compose(
            marked ->
                c.query(
                        "SELECT DISTINCT instance_id FROM news_title"
                            + " WHERE wanted_at <= clock_timestamp()")
                    .execute())
        .map(Rows.list(row -> row.getLong(0)));
  }
}
