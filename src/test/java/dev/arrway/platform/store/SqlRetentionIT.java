package dev.arrway.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class SqlRetentionIT {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final Database database;
  private final TestDatabase server;

  SqlRetentionIT(Database database, TestDatabase server) {
    this.database = database;
    this.server = server;
  }

  /** Group 1 has 2,500 rows, groups 2 to 31 have 12 each, all of the same time. */
  @BeforeEach
  void fill() {
    server.execute("CREATE TABLE retained (group_id bigint, n integer, at timestamptz)");
    server.execute("GRANT ALL ON retained TO " + Database.APP_ROLE);
    server.execute(
        "INSERT INTO retained SELECT 1, n, timestamptz '2026-05-01' FROM generate_series(1, 2500) n UNION ALL"
            + " SELECT g, n, timestamptz '2026-05-01' FROM generate_series(2, 31) g, generate_series(1, 12) n");
  }

  @AfterEach
  void drop() {
    server.execute("DROP TABLE retained");
  }

  private int prune(RetentionRule rule) {
    return Futures.await(SqlRetention.prune(database, NOW, List.of(rule)));
  }

  private long rows(String condition) {
    return Futures.await(
        database.asSystem(
            c ->
                c.query("SELECT count(*) FROM retained WHERE " + condition)
                    .execute()
                    .map(Rows.one(row -> row.getLong(0)))));
  }

  @Test
  void eachGroupKeepsItsNumberWhateverTheAge() {
    RetentionRule rule = RetentionRule.ofNumber("retained", "at", "group_id", 10);
    assertThat(prune(rule)).isEqualTo(2_490 + 30 * 2);
    assertThat(rows("group_id = 1")).isEqualTo(10);
    assertThat(rows("group_id > 1")).isEqualTo(300);
    assertThat(prune(rule)).isZero();
  }

  @Test
  void whatIsNeededIsNeitherCountedNorDeleted() {
    RetentionRule rule = RetentionRule.ofNumber("retained", "at", "group_id", 10).where("n > 1000");
    assertThat(prune(rule)).isEqualTo(1_490);
    assertThat(rows("group_id = 1 AND n <= 1000")).isEqualTo(1_000);
  }

  @Test
  void whatIsOldGoes() {
    RetentionRule rule =
        RetentionRule.ofOwners("retained", "at", Duration.ofDays(30), 5_000).by("group_id");
    assertThat(prune(rule)).isEqualTo(2_500 + 30 * 12);
  }
}
