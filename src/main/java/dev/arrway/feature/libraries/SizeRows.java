package dev.arrway.feature.libraries;

import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** How much snapshots have on disk. */
final class SizeRows {
  /** A movie is one file; a series has as many as it has episodes on disk. */
  private static final String BY_PROFILE =
      """
      SELECT quality_profile_id, count(*) AS titles,
             coalesce(sum(files), 0)::bigint AS files,
             coalesce(sum(size) FILTER (WHERE files > 0), 0)::bigint AS bytes,
             max(size / files) FILTER (WHERE files > 0) AS largest
        FROM (SELECT quality_profile_id, size,
                     CASE WHEN size = 0 THEN 0
                          WHEN kind = 'series' THEN coalesce(episode_file_count, 0)
                          ELSE 1 END AS files
                FROM library_item
               WHERE instance_id = $1) item
       GROUP BY quality_profile_id ORDER BY quality_profile_id
      """;

  private SizeRows() {}

  static Future<List<ProfileSizes>> byProfile(SqlConnection c, long instanceId) {
    return c.preparedQuery(BY_PROFILE)
        .execute(Tuple.of(instanceId))
        .map(
            Rows.list(
                row ->
                    new ProfileSizes(
                        row.getLong("quality_profile_id"),
                        row.getLong("titles"),
                        row.getLong("files"),
                        row.getLong("bytes"),
                        row.getLong("largest"))));
  }
}
