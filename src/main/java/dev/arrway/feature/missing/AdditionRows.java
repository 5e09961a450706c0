package dev.arrway.feature.missing;

import dev.arrway.feature.missing.AddWish.TitleIds;
import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code missing_addition}: what became of the entries of a request that its client has
 * named, so that it is answered the same again.
 */
final class AdditionRows {
  private static final String SAVE =
      "INSERT INTO missing_addition (owner_id, correlation_id, place, entry_id, title, year,"
          + " tmdb_id, tvdb_id, change, instance_id, library_id, error_code, error_detail) VALUES"
          + " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

  private AdditionRows() {}

  /** Keeps them, and forgets those of yesterday. */
  static Future<Void> save(SqlConnection c, long owner, String correlation, List<Noted> all) {
    List<Tuple> rows =
        IntStream.range(0, all.size())
            .mapToObj(place -> row(owner, correlation, place, all.get(place)))
            .toList();
    return c.preparedQuery(
            "DELETE FROM missing_addition WHERE owner_id = $1"
                + " AND created_at < now() - interval '24 hours'")
        .execute(Tuple.of(owner))
        .compose(forgotten -> c.preparedQuery(SAVE).executeBatch(rows))
        .mapEmpty();
  }

  static Future<List<Noted>> find(SqlConnection c, long owner, String correlation) {
    return c.preparedQuery(
            "SELECT entry_id, title, year, tmdb_id, tvdb_id, change, instance_id, library_id,"
                + " error_code, error_detail FROM missing_addition"
                + " WHERE owner_id = $1 AND correlation_id = $2 ORDER BY place")
        .execute(Tuple.of(owner, correlation))
        .map(Rows.list(AdditionRows::noted));
  }

  private static Tuple row(long owner, String correlation, int place, Noted noted) {
    Failure failure = noted.failure();
    return Tuple.of(owner, correlation, place, noted.entryId(), noted.title(), noted.year())
        .addValue(noted.ids().tmdbId())
        .addValue(noted.ids().tvdbId())
        .addValue(noted.change())
        .addValue(noted.instanceId())
        .addValue(noted.libraryId())
        .addValue(failure == null ? null : failure.code().name())
        .addValue(failure == null ? null : failure.detail());
  }

  private static Noted noted(Row row) {
    return new Noted(
        row.getLong("entry_id"),
        row.getString("title"),
        row.getInteger("year"),
        new TitleIds(row.getInteger("tmdb_id"), row.getInteger("tvdb_id")),
        null,
        row.getInteger("change"),
        row.getLong("instance_id"),
        row.getLong("library_id"),
        failure(row));
  }

  private static @Nullable Failure failure(Row row) {
    String code = row.getString("error_code");
    return code == null
        ? null
        : Failure.of(FailureCode.valueOf(code), row.getString("error_detail"));
  }
}
