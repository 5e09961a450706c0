package dev.arrway.feature.playlists;

import dev.arrway.platform.store.AssociatedData;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Vault;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Encrypts the credentials in playlists' addresses under the key that encrypts now. */
public final class Resealing {
  private Resealing() {}

  /** All of them, in one transaction; how many were still under another key. */
  public static Future<Integer> all(Database database, Vault vault) {
    return database.asSystem(
        c ->
            addresses(c, vault)
                .compose(addresses -> entries(c, vault).map(entries -> addresses + entries)));
  }

  private static Future<Integer> addresses(SqlConnection c, Vault vault) {
    return c.query(
            "SELECT id, owner_id, name, url_secret FROM playlist WHERE url_secret IS NOT NULL"
                + " FOR UPDATE")
        .execute()
        .map(Rows.list(row -> row))
        .compose(
            rows ->
                each(
                    rows,
                    row -> {
                      byte[] sealed = row.getBuffer("url_secret").getBytes();
                      AssociatedData data =
                          Generation.address(row.getLong("owner_id"), row.getString("name"));
                      byte[] fresh = vault.reseal(sealed, data);
                      return fresh == sealed
                          ? Future.succeededFuture(0)
                          : c.preparedQuery("UPDATE playlist SET url_secret = $2 WHERE id = $1")
                              .execute(Tuple.of(row.getLong("id"), Buffer.buffer(fresh)))
                              .map(1);
                    }));
  }

  private static Future<Integer> entries(SqlConnection c, Vault vault) {
    return c.query("SELECT * FROM playlist_secret FOR UPDATE")
        .execute()
        .map(Rows.list(row -> row))
        .compose(
            rows ->
                each(
                    rows,
                    row -> {
                      byte[] sealed = row.getBuffer("sealed").getBytes();
                      Generation generation =
                          new Generation(
                              row.getLong("owner_id"),
                              row.getLong("playlist_id"),
                              row.getInteger("generation"),
                              false);
                      int number = row.getInteger("number");
                      byte[] fresh = vault.reseal(sealed, generation.secret(number));
                      return fresh == sealed
                          ? Future.succeededFuture(0)
                          : c.preparedQuery(
                                  "UPDATE playlist_secret SET sealed = $4 WHERE playlist_id = $1"
                                      + " AND generation = $2 AND number = $3")
                              .execute(
                                  Tuple.of(
                                      generation.playlistId(),
                                      generation.number(),
                                      number,
                                      Buffer.buffer(fresh)))
                              .map(1);
                    }));
  }

  /** Does one step. */
  private interface Step {
    Future<Integer> on(Row row);
  }

  private static Future<Integer> each(List<Row> rows, Step step) {
    Future<Integer> count = Future.succeededFuture(0);
    for (Row row : rows) {
      count = count.compose(before -> step.on(row).map(it -> before + it));
    }
    return count;
  }
}
