package dev.arrway.feature.timelines;

import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far owners' logs were followed. */
final class CursorRows {
  private CursorRows() {}

  /** A place in an owner's log. */
  record Cursor(long ownerId, long id) {}

  /**
   * Those of owners whose logs go on behind their cursors.
   *
   * @param owners whose to look at; null: everybody's
   */
  static Future<List<Cursor>> behind(SqlConnection c, Long @Nullable [] owners, int limit) {
    return c.query(
            """
            INSERT INTO timeline_cursor (owner_id, cursor)
            SELECT u.id, 0 FROM app_user u
             WHERE NOT EXISTS (SELECT FROM timeline_cursor t WHERE t.owner_id = u.id)
            ON CONFLICT DO NOTHING
            """)
        .execute()
        .compose(
            known ->
                c.preparedQuery(
                        """
                        SELECT t.owner_id, t.cursor FROM timeline_cursor t
                         WHERE ($1::bigint[] IS NULL OR t.owner_id = ANY ($1::bigint[]))
                           AND t.cursor < (SELECT max(id) FROM event WHERE owner_id = t.owner_id)
                         ORDER BY t.cursor LIMIT $2
                        """)
                    .execute(Tuple.tuple().addValue(owners).addValue(limit)))
        .map(Rows.list(row -> new Cursor(row.getLong(0), row.getLong(1))));
  }

  /** Moves a cursor; false when somebody else has moved it. */
  static Future<Boolean> move(SqlConnection c, Cursor from, long to) {
    return c.preparedQuery(
            "UPDATE timeline_cursor SET cursor = $3 WHERE owner_id = $1 AND cursor = $2")
        .execute(Tuple.of(from.ownerId(), from.id(), to))
        .map(Rows::any);
  }
}
