package dev.arrway.platform.store;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.config.TestConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class StoreIT {
  @TempDir static Path embedded;
  private Vertx vertx;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private static Path masterKey() {
    return embedded.resolve("keys/master.key");
  }

  @Test
  void anEmbeddedStoreKeepsWhatItHoldsOverStarts() {
    ArrwayConfig config = TestConfig.in(embedded, Map.of());
    AssociatedData row = AssociatedData.of("test.secret", 1, 1);
    Store first = await(Store.open(vertx, config));
    byte[] sealed = first.vault().encrypt(Secret.of("kept"), row);
    await(first.close());
    Store second = await(Store.open(vertx, config));
    assertThat(second.vault().decrypt(sealed, row).reveal()).isEqualTo("kept");
    Store beside = await(Store.openBeside(vertx, config));
    assertThat(beside.vault().primaryKeyId()).isEqualTo(second.vault().primaryKeyId());
    await(beside.close());
    await(second.database().ping());
    await(second.close());
  }

  @Test
  void aFailedStartLeavesNothingRunning() throws IOException {
    ArrwayConfig config = TestConfig.in(embedded, Map.of());
    await(await(Store.open(vertx, config)).close());
    Path aside = embedded.resolve("aside");
    Files.move(masterKey(), aside);
    try {
      assertThatThrownBy(() -> await(Store.open(vertx, config)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(masterKey().toString());
      assertThat(PostmasterFile.read(embedded.resolve("postgres/data"))).isEmpty();
    } finally {
      Files.move(aside, masterKey());
    }
    await(await(Store.open(vertx, config)).close());
  }

  @Test
  void aRestartedServerIsFoundAgain() {
    ArrwayConfig config = TestConfig.in(embedded, Map.of());
    Store store = await(Store.open(vertx, config));
    int port = store.endpoint().port();
    await(store.database().ping());
    await(store.close());
    Database lonely = Database.open(vertx, store.endpoint(), 2);
    assertThatThrownBy(() -> await(lonely.ping())).isInstanceOf(StoreUnavailable.class);
    Store again = await(Store.open(vertx, config));
    assertThat(again.endpoint().port()).isEqualTo(port);
    await(lonely.ping());
    await(lonely.close());
    await(again.close());
  }

  @Test
  void anExternalServerIsUsedWithARoleThatMayMakeRoles(TestDatabase test, @TempDir Path data) {
    // An app role that somebody else made: what a cluster shared with another Arrway looks like.
    test.execute("CREATE ROLE maker LOGIN CREATEROLE PASSWORD 'maker+pw'");
    test.execute("GRANT arrway_app TO maker WITH ADMIN OPTION, SET FALSE");
    test.execute("CREATE DATABASE ext_maker OWNER maker");
    Store store =
        await(Store.open(vertx, TestConfig.in(data, Map.of("database.uri", uri(test, "maker")))));
    String role =
        await(
            store
                .database()
                .asSystem(
                    c ->
                        c.query("SELECT current_user || ' ' || session_user")
                            .execute()
                            .map(Rows.one(r -> r.getString(0)))));
    assertThat(role).isEqualTo("arrway_app maker");
    await(store.close());
    test.execute("DROP DATABASE ext_maker");
    test.execute("DROP OWNED BY maker");
    test.execute("DROP ROLE maker");
  }

  @Test
  void anExternalServerThatGivesNoRoleIsExplained(TestDatabase test, @TempDir Path data) {
    test.execute("CREATE ROLE poor LOGIN PASSWORD 'poor+pw'");
    test.execute("CREATE DATABASE ext_poor OWNER poor");
    assertThatThrownBy(
            () ->
                await(
                    Store.open(
                        vertx, TestConfig.in(data, Map.of("database.uri", uri(test, "poor"))))))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("CREATEROLE")
        .hasMessageContaining("GRANT arrway_app TO \"poor\"")
        .hasMessageNotContaining("poor+pw");
    test.execute("DROP DATABASE ext_poor");
    test.execute("DROP ROLE poor");
  }

  @Test
  void nodesThatMigrateAtOnceTakeTurns(TestDatabase test, @TempDir Path data) {
    test.execute("CREATE DATABASE ext_many");
    DatabaseEndpoint owner = test.endpoint();
    String uri = "postgresql://127.0.0.1:%d/ext_many?sslmode=disable".formatted(owner.port());
    ArrwayConfig config =
        TestConfig.in(
            data,
            Map.of(
                "database.uri",
                uri,
                "database.user",
                owner.user(),
                "database.password",
                owner.password().reveal(),
                "keys.master",
                "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="));
    Future<Store> first = Store.open(vertx, config);
    Future<Store> second = Store.open(vertx, config);
    Future<Store> third = Store.open(vertx, config);
    await(Future.join(first, second, third));
    await(Future.join(first.result().close(), second.result().close(), third.result().close()));
    test.execute("DROP DATABASE ext_many WITH (FORCE)");
  }

  @Test
  void aServerThatIsNotThereIsNamed(@TempDir Path data) {
    ArrwayConfig config =
        TestConfig.in(data, Map.of("database.uri", "postgresql://u:hush@127.0.0.1:1/none"));
    assertThatThrownBy(() -> await(Store.open(vertx, config)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("127.0.0.1:1/none")
        .hasMessageNotContaining("hush");
  }

  private static String uri(TestDatabase test, String user) {
    return "postgresql://%s:%s@127.0.0.1:%d/ext_%s?sslmode=disable"
        .formatted(user, user + "+pw", test.endpoint().port(), user);
  }
}
