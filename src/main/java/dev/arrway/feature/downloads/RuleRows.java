package dev.arrway.feature.downloads;

import dev.arrway.domain.download.FailureRules;
import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** What users want done, in the database. */
final class RuleRows {
  private RuleRows() {}

  static Future<FailureRules> find(SqlConnection c, long ownerId) {
    return c.preparedQuery("SELECT settings FROM download_rule WHERE owner_id = $1")
        .execute(Tuple.of(ownerId))
        .map(Rows.first(row -> Json.read(row.getString(0), FailureRules.class)))
        .map(found -> found.orElse(FailureRules.DEFAULT));
  }

  static Future<Void> save(SqlConnection c, long ownerId, FailureRules rules) {
    return c.preparedQuery(
            "INSERT INTO download_rule (owner_id, settings) VALUES ($1, $2)"
                + " ON CONFLICT (owner_id) DO UPDATE SET settings = excluded.settings")
        .execute(Tuple.of(ownerId, Json.write(rules)))
        .mapEmpty();
  }
}
