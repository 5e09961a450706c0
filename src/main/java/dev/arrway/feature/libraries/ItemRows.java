package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;

/** Reads snapshots. */
final class ItemRows {
  private static final String WHERE =
      """
       WHERE instance_id = $1
         AND ($2::text IS NULL OR position($2 IN search) > 0)
         AND ($3::boolean IS NULL OR monitored = $3)
         AND ($4::boolean IS NULL OR has_file = $4)
      """;

  private static final String PAGE =
      "SELECT "
          + ItemColumns.NAMES
          + " FROM library_item"
          + WHERE
          + " ORDER BY left(search, 100), library_id LIMIT $5 OFFSET $6";

  private static final String COUNT = "SELECT count(*) FROM library_item" + WHERE;

  private static final String TITLES =
      """
      SELECT instance_id, library_id, kind, tmdb_id, tvdb_id, imdb_id, title, original_title,
             alternate_titles, year, secondary_year
        FROM library_item
       WHERE owner_id = $1 AND (instance_id, library_id) > ($2, $3)
       ORDER BY instance_id, library_id LIMIT $4
      """;

  private ItemRows() {}

  static Future<Slice<LibraryItem>> page(SqlConnection c, long instanceId, LibraryQuery query) {
    Future<List<LibraryItem>> items =
        c.preparedQuery(PAGE)
            .execute(filter(instanceId, query).addInteger(query.limit()).addInteger(query.offset()))
            .map(Rows.list(ItemRows::item));
    return c.preparedQuery(COUNT)
        .execute(filter(instanceId, query))
        .map(Rows.one(row -> row.getLong(0)))
        .compose(total -> items.map(page -> new Slice<>(page, total)));
  }

  private static Tuple filter(long instanceId, LibraryQuery query) {
    String text = query.text();
    return Tuple.tuple()
        .addLong(instanceId)
        .addString(text == null ? null : text.replace("\0", "").toLowerCase(Locale.ROOT))
        .addBoolean(query.monitored())
        .addBoolean(query.hasFile());
  }

  /** The titles after the given one, in the order of instance and id. */
  static Future<List<LibraryTitle>> titlesAfter(
      SqlConnection c, long ownerId, long instanceId, long libraryId, int limit) {
    return c.preparedQuery(TITLES)
        .execute(Tuple.of(ownerId, instanceId, libraryId, limit))
        .map(Rows.list(ItemRows::title));
  }

  private static LibraryTitle title(Row row) {
    return new LibraryTitle(
        String.valueOf(row.getLong("instance_id")),
        String.valueOf(row.getLong("library_id")),
        LibraryKind.of(row.getString("kind")).media(),
        row.getInteger("tmdb_id"),
        row.getInteger("tvdb_id"),
        row.getString("imdb_id"),
        row.getString("title"),
        row.getString("original_title"),
        List.of(row.getArrayOfStrings("alternate_titles")),
        row.getInteger("year"),
        row.getInteger("secondary_year"));
  }

  private static LibraryItem item(Row row) {
    return new LibraryItem(
        row.getLong("library_id"),
        row.getInteger("tmdb_id"),
        row.getInteger("tvdb_id"),
        row.getString("imdb_id"),
        row.getString("title"),
        row.getString("sort_title"),
        row.getString("original_title"),
        List.of(row.getArrayOfStrings("alternate_titles")),
        row.getInteger("year"),
        row.getInteger("secondary_year"),
        row.getBoolean("monitored"),
        row.getBoolean("has_file"),
        row.getString("status"),
        row.getString("minimum_availability"),
        row.getLong("quality_profile_id"),
        row.getString("root_folder"),
        row.getString("path"),
        row.getLong("size"),
        row.getInteger("episode_count"),
        row.getInteger("episode_file_count"),
        SnapshotRows.instant(row.getOffsetDateTime("added_at")),
        List.of(row.getArrayOfLongs("tags")));
  }
}
