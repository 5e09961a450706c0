package dev.arrway.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseSharesIT {
  private static TestDatabase test;

  @BeforeAll
  static void start() {
    test = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  private static Function<SqlConnection, Future<Integer>> sleeping(Duration time) {
    return c ->
        c.query("SELECT pg_sleep(" + time.toMillis() / 1000.0 + "), 1")
            .execute()
            .map(Rows.one(row -> row.getInteger(1)));
  }

  private static List<Future<Integer>> flood(Database database, long user, int count) {
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(database.asUser(user, sleeping(Duration.ofSeconds(5))));
    }
    return all;
  }

  @Test
  void slowTransactionsOfOneUserLeaveConnectionsToOthersAndToTheSystem() {
    Database database = Database.open(test.vertx(), test.endpoint(), 4);
    List<Future<Integer>> flood = flood(database, 1, 40);
    assertThat(Futures.await(database.asUser(2, sleeping(Duration.ZERO)))).isEqualTo(1);
    assertThat(Futures.await(database.asSystem(sleeping(Duration.ZERO)))).isEqualTo(1);
    assertThat(flood).noneMatch(Future::succeeded);
    // A connection that is still being opened does not count yet.
    await().untilAsserted(() -> assertThat(database.pool().inUse()).isEqualTo(3));
    // Who waited too long for a connection hears so; what had one ends.
    Futures.await(Future.join(flood).otherwiseEmpty());
    assertThat(flood).filteredOn(Future::succeeded).hasSize(3);
    assertThat(flood)
        .filteredOn(Future::failed)
        .allMatch(failed -> failed.cause() instanceof StoreUnavailable);
    assertThat(Futures.await(database.asUser(1, sleeping(Duration.ZERO)))).isEqualTo(1);
    Futures.await(database.close());
  }

  @Test
  void aUserAloneWaitsForTheOwnTransactionsAndLosesNone() {
    Database database = Database.open(test.vertx(), test.endpoint(), 2);
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(database.asUser(1, sleeping(Duration.ZERO)));
    }
    Futures.await(Future.all(all));
    assertThat(database.pool().inUse()).isZero();
    Futures.await(database.close());
  }

  private static Future<Integer> lock(Database database, int first, int second) {
    String sql = "SELECT pg_advisory_xact_lock(%d), pg_sleep(0.5), 1";
    return database.asSystem(
        c ->
            c.query(sql.formatted(first))
                .execute()
                .compose(held -> c.query(sql.formatted(second)).execute())
                .map(Rows.one(row -> row.getInteger(2))));
  }

  @Test
  void aTransactionThatIsUndoneToEndADeadlockCanBeTriedAgain() {
    Database database = Database.open(test.vertx(), test.endpoint(), 4);
    List<Future<Integer>> both = List.of(lock(database, 1, 2), lock(database, 2, 1));
    Futures.await(Future.join(both).otherwiseEmpty());
    assertThat(both).filteredOn(Future::succeeded).hasSize(1);
    assertThat(both)
        .filteredOn(Future::failed)
        .singleElement()
        .satisfies(failed -> assertThat(failed.cause()).isInstanceOf(StoreUnavailable.class))
        .satisfies(failed -> assertThat(((StoreUnavailable) failed.cause()).isDeadlock()).isTrue());
    Futures.await(database.close());
  }
}
