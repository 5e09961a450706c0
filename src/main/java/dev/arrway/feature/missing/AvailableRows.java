package dev.arrway.feature.missing;

import dev.arrway.domain.match.MatchResult;
import dev.arrway.feature.missing.AvailableItem.Offer;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Wanted library items beside the entries that were matched to them. */
final class AvailableRows {
  /** Entries an item that are shown. */
  static final int MOST_OFFERS = 25;

  /**
   * An entry names one holder of its title; other instances that want the same title are found by
   * the id that they share.
   */
  private static final String OFFERED =
      """
      WITH wanted AS (
        SELECT * FROM wanted_library_item
         WHERE owner_id = $1 AND ($2::bigint IS NULL OR instance_id = $2)
           AND ($3::text IS NULL OR kind = $3)
           AND ($4::text IS NULL OR position($4 IN search) > 0)),
      entry AS (SELECT * FROM matched_entry WHERE owner_id = $1 AND confidence >= %d),
      offered AS (
        SELECT w.instance_id, w.library_id, e.id FROM wanted w
          JOIN entry e ON e.instance_id = w.instance_id AND e.library_id = w.library_id
                      AND e.kind = w.kind
        UNION
        SELECT w.instance_id, w.library_id, e.id FROM wanted w
          JOIN entry e ON e.match_tmdb_id = w.tmdb_id WHERE w.kind = 'movie' AND e.kind = 'movie'
        UNION
        SELECT w.instance_id, w.library_id, e.id FROM wanted w
          JOIN entry e ON e.match_tvdb_id = w.tvdb_id WHERE w.kind = 'series' AND e.kind = 'series')
      """
          .formatted(MatchResult.HELD);

  private static final String PAGE =
      OFFERED
          + """
      SELECT w.*, o.entries, o.ids, count(*) OVER () AS total FROM wanted w JOIN (
        SELECT instance_id, library_id, count(*) AS entries,
               (array_agg(id ORDER BY id))[1:%d] AS ids
          FROM offered GROUP BY instance_id, library_id) o USING (instance_id, library_id)
       ORDER BY left(w.search, 100) COLLATE "C", w.instance_id, w.library_id LIMIT $5 OFFSET $6
      """
              .formatted(MOST_OFFERS);

  private static final String COUNT =
      OFFERED
          + "SELECT count(*) FROM (SELECT DISTINCT instance_id, library_id FROM offered) AS item";

  /**
   * Right after an import nothing is known of how many rows there are, and a plan made for few of
   * them would compare each entry with each item.
   */
  private static final String LINEAR =
      "SELECT set_config('work_mem', '64MB', true), set_config('enable_nestloop', 'off', true)";

  private static final String FEW = "SELECT set_config('enable_nestloop', 'on', true)";

  private static final String OFFERS =
      "SELECT id, playlist_id, playlist_name, name, quality, language, season, episode, confidence"
          + " FROM matched_entry WHERE owner_id = $1 AND id = ANY ($2)";

  private AvailableRows() {}

  static Future<Slice<AvailableItem>> list(
      SqlConnection c, long owner, AvailableFilter filter, int limit, int offset) {
    String text = filter.text();
    Tuple where =
        Tuple.of(owner, filter.instanceId(), filter.type())
            .addValue(text == null ? null : text.replace("\0", "").toLowerCase(Locale.ROOT));
    return c.query(LINEAR)
        .execute()
        .compose(set -> c.preparedQuery(PAGE).execute(copy(where).addValue(limit).addValue(offset)))
        .map(Rows.list(row -> row))
        .compose(
            page ->
                total(c, where, page, offset)
                    .compose(
                        total ->
                            offers(c, owner, page)
                                .map(offers -> new Slice<>(items(page, offers), total))));
  }

  private static Tuple copy(Tuple some) {
    Tuple copy = Tuple.tuple();
    for (int i = 0; i < some.size(); i++) {
      copy.addValue(some.getValue(i));
    }
    return copy;
  }

  /** The page tells the total unless it lies behind the end. */
  private static Future<Long> total(SqlConnection c, Tuple where, List<Row> page, int offset) {
    if (!page.isEmpty() || offset == 0) {
      return Future.succeededFuture(page.isEmpty() ? 0L : page.get(0).getLong("total"));
    }
    return c.preparedQuery(COUNT).execute(where).map(Rows.one(row -> row.getLong(0)));
  }

  private static Future<Map<Long, Offer>> offers(SqlConnection c, long owner, List<Row> page) {
    List<Long> ids = new ArrayList<>();
    page.forEach(row -> ids.addAll(List.of(row.getArrayOfLongs("ids"))));
    return c.query(FEW)
        .execute()
        .compose(
            set ->
                c.preparedQuery(OFFERS).execute(Tuple.of(owner).addValue(ids.toArray(Long[]::new))))
        .map(
            rows -> {
              Map<Long, Offer> offers = new HashMap<>();
              rows.forEach(row -> offers.put(row.getLong("id"), offer(row)));
              return offers;
            });
  }

  private static List<AvailableItem> items(List<Row> page, Map<Long, Offer> offers) {
    return page.stream().map(row -> item(row, offers)).toList();
  }

  private static AvailableItem item(Row row, Map<Long, Offer> offers) {
    boolean movie = row.getString("kind").equals("movie");
    List<Offer> shown = new ArrayList<>();
    for (Long id : row.getArrayOfLongs("ids")) {
      Offer offer = offers.get(id);
      if (offer != null) {
        shown.add(offer);
      }
    }
    return new AvailableItem(
        row.getLong("instance_id"),
        row.getLong("library_id"),
        row.getString("kind"),
        row.getString("title"),
        row.getInteger("year"),
        row.getInteger("tmdb_id"),
        row.getInteger("tvdb_id"),
        movie ? null : number(row, "episode_count") - number(row, "episode_file_count"),
        row.getLong("entries"),
        shown);
  }

  private static int number(Row row, String column) {
    Integer value = row.getInteger(column);
    return value == null ? 0 : value;
  }

  private static Offer offer(Row row) {
    return new Offer(
        row.getLong("id"),
        row.getLong("playlist_id"),
        row.getString("playlist_name"),
        row.getString("name"),
        row.getString("quality"),
        row.getString("language"),
        row.getInteger("season"),
        row.getInteger("episode"),
        row.getInteger("confidence"));
  }
}
