package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.ConfigLoader;
import dev.arrway.platform.config.ConfigSources;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.radarr.RadarrSimulator;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances that the configuration declares belong to the first administrator and are changed there
 * alone.
 */
class DeclaredInstancesIT {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private static final Map<String, String> ENVIRONMENT =
      Map.of("ARRWAY_INSTANCES_MOVIES_API_KEY", KEY);

  // Base64 of 32 bytes: both starts need the same.
  private static final Map<String, String> MASTER =
      Map.of("keys.master", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

  @TempDir private Path folder;

  @Test
  void theyAreAppliedAtTheStartAndCannotBeChangedByHand() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (TestDatabase database = TestDatabase.create()) {
      RadarrSandbox radarr =
          Futures.await(
              RadarrSandbox.start(
                  vertx, new RadarrSimulator().defaults().withPort(0).withApiKey(Secret.of(KEY))));
      Gateway first = Futures.await(Gateway.start(TestGateway.config(database, MASTER)));
      assertThat(
              new Api(first.url())
                  .setUp("admin", TestGateway.ADMIN_PASSWORD, TestGateway.SETUP_CODE))
          .isNotNull();
      Futures.await(first.stop());
      Gateway second =
          Futures.await(
              Gateway.start(declaring(database, movies(radarr.server().url()), ENVIRONMENT)));
      Api admin = new Api(second.url()).login("admin", TestGateway.ADMIN_PASSWORD);
      Api.Reply list = admin.get("/instances");
      assertThat(list.at("/total").asInt()).isEqualTo(1);
      assertThat(list.at("/items/0/name").asText()).isEqualTo("movies");
      assertThat(list.at("/items/0/managed_by").asText()).isEqualTo("configuration");
      assertThat(list.at("/items/0/health").asText()).isEqualTo("ok");
      long id = list.at("/items/0/id").asLong();
      assertThat(admin.put("/instances/" + id, Map.of("name", "mine")).status()).isEqualTo(409);
      assertThat(admin.delete("/instances/" + id).status()).isEqualTo(409);
      Futures.await(second.stop());
      Gateway third =
          Futures.await(
              Gateway.start(declaring(database, movies(radarr.server().url()), ENVIRONMENT)));
      Api again = new Api(third.url()).login("admin", TestGateway.ADMIN_PASSWORD);
      assertThat(again.get("/instances").at("/items/0/id").asLong()).isEqualTo(id);
      Futures.await(third.stop());
      Futures.await(radarr.close());
    } finally {
      Futures.await(vertx.close());
    }
  }

  @Test
  void hundredsAreAppliedOnceAndReleasedWhenTheyAreDeclaredNoMore() throws Exception {
    try (TestDatabase database = TestDatabase.create()) {
      Gateway first = Futures.await(Gateway.start(TestGateway.config(database, MASTER)));
      assertThat(
              new Api(first.url())
                  .setUp("admin", TestGateway.ADMIN_PASSWORD, TestGateway.SETUP_CODE))
          .isNotNull();
      Futures.await(first.stop());
      for (int start = 0; start < 2; start++) {
        Gateway gateway = Futures.await(Gateway.start(declaring(database, crowd(300), Map.of())));
        Api admin = new Api(gateway.url()).login("admin", TestGateway.ADMIN_PASSWORD);
        assertThat(admin.get("/instances").at("/total").asInt()).isEqualTo(300);
        Futures.await(gateway.stop());
      }
      Gateway last = Futures.await(Gateway.start(declaring(database, crowd(10), Map.of())));
      Api admin = new Api(last.url()).login("admin", TestGateway.ADMIN_PASSWORD);
      List<String> managers = new ArrayList<>();
      admin
          .get("/instances?limit=300")
          .at("/items")
          .forEach(item -> managers.add(item.path("managed_by").asText()));
      assertThat(managers).hasSize(300).filteredOn("configuration"::equals).hasSize(10);
      Futures.await(last.stop());
    }
  }

  private static String crowd(int size) {
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                "  - name: crowd"
                    + i
                    + "\n    type: radarr\n    url: http://127.0.0.1:1/\n"
                    + "    api_key: "
                    + KEY
                    + "\n")
        .collect(Collectors.joining());
  }

  private static String movies(String url) {
    return "  - name: movies\n    type: radarr\n    url: " + url + "\n";
  }

  private ArrwayConfig declaring(
      TestDatabase database, String instances, Map<String, String> environment) throws Exception {
    Path file = folder.resolve("arrway.yaml");
    Files.writeString(file, "instances:\n" + instances);
    ConfigSources process =
        ConfigSources.ofProcess(Optional.of(file), TestGateway.settings(database, MASTER));
    return ConfigLoader.load(
        new ConfigSources(
            process.file(),
            process.overrides(),
            environment,
            process.workingDirectory(),
            process.home(),
            process.files()));
  }
}
