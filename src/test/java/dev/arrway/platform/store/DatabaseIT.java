package dev.arrway.platform.store;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class DatabaseIT {
  private final Database database;

  DatabaseIT(Database database) {
    this.database = database;
  }

  @BeforeAll
  static void aTableThatFollowsThePattern(TestDatabase test) {
    test.execute(
        """
        CREATE TABLE thing (owner_id bigint NOT NULL, name text NOT NULL, UNIQUE (owner_id, name));
        ALTER TABLE thing ENABLE ROW LEVEL SECURITY;
        ALTER TABLE thing FORCE ROW LEVEL SECURITY;
        CREATE POLICY owner ON thing
          USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
        INSERT INTO thing VALUES (1, 'one'), (2, 'two'), (2, 'three');
        """);
  }

  @Test
  void withoutAUserNoRowIsSeen(TestDatabase test) {
    var options = test.endpoint().toConnectOptions().addProperty("role", Database.APP_ROLE);
    var pool = io.vertx.pgclient.PgBuilder.pool().connectingTo(options).using(test.vertx()).build();
    int seen =
        await(
            pool.query("SELECT count(*) FROM thing").execute().map(Rows.one(r -> r.getInteger(0))));
    await(pool.close());
    assertThat(seen).isZero();
  }

  @Test
  void aUserSeesOwnRowsOnly() {
    assertThat(await(database.asUser(2, DatabaseIT::names))).containsExactly("three", "two");
    assertThat(await(database.asUser(3, DatabaseIT::names))).isEmpty();
  }

  @Test
  void theSystemSeesAllRows() {
    assertThat(await(database.asSystem(DatabaseIT::names))).contains("one", "two", "three");
  }

  @Test
  void nothingOfATransactionStaysOnItsConnection() {
    for (int i = 0; i < 20; i++) {
      assertThat(await(database.asSystem(DatabaseIT::names))).hasSizeGreaterThanOrEqualTo(3);
      assertThat(await(database.asUser(1, DatabaseIT::names))).containsExactly("one");
    }
  }

  @Test
  void aResultComesOnTheContextThatAskedForIt(TestDatabase test) {
    for (int i = 0; i < 20; i++) {
      Context caller = test.vertx().getOrCreateContext();
      Promise<List<Context>> seen = Promise.promise();
      caller.runOnContext(
          asked ->
              Future.all(
                      List.of(
                          database.asUser(2, DatabaseIT::names).map(on()),
                          database
                              .<Context>asSystem(c -> Future.failedFuture("no"))
                              .recover(no -> Future.succeededFuture(Vertx.currentContext()))))
                  .onComplete(both -> seen.complete(both.result().list(), both.cause())));
      assertThat(await(seen.future())).containsExactly(caller, caller);
    }
  }

  private static <T> Function<T, Context> on() {
    return ignored -> Vertx.currentContext();
  }

  @Test
  void statementsAndTheirWaitsForLocksAreLimited() {
    assertThat(setting("statement_timeout")).isEqualTo("5min");
    assertThat(setting("lock_timeout")).isEqualTo("1min");
    assertThatThrownBy(
            () ->
                await(
                    database.asSystem(
                        c ->
                            c.query("SET LOCAL statement_timeout = 50")
                                .execute()
                                .compose(set -> c.query("SELECT pg_sleep(60)").execute()))))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("57014");
  }

  @Test
  void aStatementThatWaitsTooLongForALockFails() {
    Promise<Void> end = Promise.promise();
    Promise<Void> locked = Promise.promise();
    Future<Void> holder =
        database.asSystem(
            c ->
                c.query("SELECT pg_advisory_xact_lock(4711)")
                    .execute()
                    .compose(
                        done -> {
                          locked.complete();
                          return end.future();
                        }));
    await(locked.future());
    assertThatThrownBy(
            () ->
                await(
                    database.asSystem(
                        c ->
                            c.query("SET LOCAL lock_timeout = 50")
                                .execute()
                                .compose(
                                    set ->
                                        c.query("SELECT pg_advisory_xact_lock(4711)").execute()))))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("55P03");
    end.complete();
    await(holder);
  }

  private String setting(String name) {
    return await(
        database.asSystem(
            c -> c.query("SHOW " + name).execute().map(Rows.one(r -> r.getString(0)))));
  }

  @Test
  void aUserCannotWriteForAnother() {
    assertThatThrownBy(() -> await(database.asUser(1, insert(2, "foreign"))))
        .hasMessageContaining("row-level security");
  }

  @Test
  void theRoleIsNeitherSuperuserNorOwner() {
    String role =
        await(
            database.asSystem(
                c ->
                    c.query("SELECT current_user::text || ' ' || current_setting('is_superuser')")
                        .execute()
                        .map(Rows.one(r -> r.getString(0)))));
    assertThat(role).isEqualTo("arrway_app off");
    assertThatThrownBy(() -> await(database.asSystem(c -> c.query("TRUNCATE thing").execute())))
        .hasMessageContaining("permission denied");
  }

  @Test
  void aDoubledKeyNamesItsConstraint() {
    assertThatThrownBy(() -> await(database.asUser(1, insert(1, "one"))))
        .isInstanceOfSatisfying(
            UniqueViolation.class,
            e -> assertThat(e.constraint()).isEqualTo("thing_owner_id_name_key"));
  }

  @Test
  void aFailureRollsBack() {
    assertThatThrownBy(
            () ->
                await(
                    database.asUser(
                        7,
                        c ->
                            insert(7, "gone")
                                .apply(c)
                                .compose(
                                    x -> Future.failedFuture(new IllegalStateException("no"))))))
        .hasMessage("no");
    assertThat(await(database.asUser(7, DatabaseIT::names))).isEmpty();
  }

  @Test
  void aSwallowedErrorIsNotReportedAsCommitted() {
    assertThatThrownBy(
            () ->
                await(
                    database.asUser(
                        1,
                        c ->
                            c.query("SELECT 1/0")
                                .execute()
                                .<Void>mapEmpty()
                                .recover(e -> Future.succeededFuture()))))
        .isInstanceOf(io.vertx.sqlclient.TransactionRollbackException.class);
  }

  @Test
  void anExhaustedPoolAnswersWithinItsWait(TestDatabase test) {
    Database small = Database.open(test.vertx(), test.endpoint(), 1);
    var release = io.vertx.core.Promise.<Void>promise();
    Future<Void> holder = small.asSystem(c -> release.future());
    long begin = System.nanoTime();
    assertThatThrownBy(() -> await(small.ping())).isInstanceOf(StoreUnavailable.class);
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(4));
    release.complete();
    await(holder);
    await(small.ping());
    await(small.close());
  }

  @Test
  void aLostConnectionIsTypedAndTheNextCallWorks(TestDatabase test) {
    Future<Void> cut =
        database.asSystem(c -> c.query("SELECT pg_sleep(30) /* cut */").execute().mapEmpty());
    org.awaitility.Awaitility.await()
        .until(
            () -> {
              test.execute(
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                      + " WHERE application_name = 'arrway' AND query LIKE '%/* cut */%'");
              return cut.isComplete();
            });
    assertThatThrownBy(() -> await(cut)).isInstanceOf(StoreUnavailable.class);
    await(database.ping());
  }

  private static Future<List<String>> names(SqlConnection connection) {
    return connection
        .query("SELECT name FROM thing ORDER BY name")
        .execute()
        .map(Rows.list(row -> row.getString(0)));
  }

  private static Function<SqlConnection, Future<Void>> insert(long owner, String name) {
    return c ->
        c.preparedQuery("INSERT INTO thing (owner_id, name) VALUES ($1, $2)")
            .execute(Tuple.of(owner, name))
            .mapEmpty();
  }
}
