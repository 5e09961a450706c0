package dev.arrway.feature.playlists;

import static dev.arrway.feature.playlists.Columns.column;

import dev.arrway.feature.playlists.XtreamSeries.Episode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code xtream_series}: episodes that a panel told before. */
final class XtreamSeriesRows {
  private static final String SAVE =
      "INSERT INTO xtream_series (playlist_id, owner_id, series_id, modified, episodes)"
          + " SELECT $1, $2, s.* FROM unnest($3::text[], $4::text[], $5::text[]) AS s"
          + " ON CONFLICT (playlist_id, series_id) DO UPDATE SET modified = excluded.modified,"
          + " episodes = excluded.episodes, fetched_at = now()";

  private XtreamSeriesRows() {}

  /**
   * What is known of a series.
   *
   * @param old whether it was asked about more than a week ago
   */
  record Known(String modified, List<Episode> episodes, boolean old) {
    boolean isCurrent(XtreamSeries series) {
      return modified.equals(series.modified()) && !(modified.isEmpty() && old);
    }
  }

  static Future<Map<String, Known>> find(SqlConnection c, long playlist, List<XtreamSeries> all) {
    return c.preparedQuery(
            "SELECT series_id, modified, episodes, fetched_at < now() - interval '7 days' AS old"
                + " FROM xtream_series WHERE playlist_id = $1 AND series_id = ANY ($2)")
        .execute(Tuple.of(playlist).addValue(column(all, String[]::new, XtreamSeries::id)))
        .map(
            rows -> {
              Map<String, Known> known = new HashMap<>();
              for (Row row : rows) {
                known.put(
                    row.getString(0),
                    new Known(
                        row.getString(1), XtreamSeries.read(row.getString(2)), row.getBoolean(3)));
              }
              return known;
            });
  }

  /** Keeps what a panel told, by the id of the series. */
  static Future<Void> save(
      SqlConnection c, Generation g, List<XtreamSeries> series, Map<String, List<Episode>> told) {
    List<XtreamSeries> fresh = series.stream().filter(s -> told.containsKey(s.id())).toList();
    return c.preparedQuery(SAVE)
        .execute(
            Tuple.of(g.playlistId(), g.ownerId())
                .addValue(column(fresh, String[]::new, XtreamSeries::id))
                .addValue(column(fresh, String[]::new, XtreamSeries::modified))
                .addValue(
                    column(
                        fresh,
                        String[]::new,
                        s -> XtreamSeries.written(told.getOrDefault(s.id(), List.of())))))
        .mapEmpty();
  }

  /** Forgets series that are no longer listed. */
  static Future<Void> keepOnly(SqlConnection c, long playlist, List<XtreamSeries> listed) {
    return c.preparedQuery(
            "DELETE FROM xtream_series WHERE playlist_id = $1 AND NOT (series_id = ANY ($2))")
        .execute(Tuple.of(playlist).addValue(column(listed, String[]::new, XtreamSeries::id)))
        .mapEmpty();
  }
}
