package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.jellyfin.JellyfinSandbox;
import dev.arrway.sandbox.media.MediaShelf;
import dev.arrway.sandbox.plex.PlexSandbox;
import dev.arrway.sandbox.radarr.Movie;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plex and Jellyfin as users reach them, and what follows imports of other servers. */
class MediaServersIT {
  private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
  private static final Map<String, String> QUICK =
      Map.of(
          "webhooks.poll_interval", "1s",
          "webhooks.reconcile_interval", "1s",
          "keys.master", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  private static final SandboxSettings SETTINGS =
      SandboxSettings.of(20).withApiKey(KEY).withCommandTime(Duration.ofMillis(200));
  private static final Map<String, String> FOLDERS =
      Map.of("/movies", "/data/movies", "/movies-4k", "/data/more movies");

  private Vertx vertx;
  private TestDatabase database;
  private Gateway gateway;
  private Api admin;
  private PlexSandbox plex;
  private JellyfinSandbox jellyfin;
  private RadarrSandbox radarr;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    database = TestDatabase.create();
    plex = Futures.await(PlexSandbox.start(vertx, SETTINGS));
    jellyfin = Futures.await(JellyfinSandbox.start(vertx, SETTINGS));
    radarr = Futures.await(RadarrSandbox.start(vertx, SETTINGS));
    gateway = Futures.await(Gateway.start(TestGateway.config(database, QUICK)));
    admin =
        new Api(gateway.url()).setUp("admin", TestGateway.ADMIN_PASSWORD, TestGateway.SETUP_CODE);
  }

  @AfterEach
  void stop() {
    Futures.await(gateway.stop());
    Futures.await(vertx.close());
    database.close();
    gateway = null;
    plex = null;
    jellyfin = null;
    radarr = null;
  }

  private long add(String type, SandboxServer server, Map<String, ?> settings) {
    Api.Reply made =
        admin.post(
            "/instances",
            Map.of(
                "name",
                "My " + type,
                "instance_type",
                type,
                "url",
                server.url(),
                "api_key",
                KEY.reveal(),
                "settings",
                settings));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.at("/health").asText()).as(made.text()).isEqualTo("ok");
    return made.id();
  }

  private List<JsonNode> events(String types) {
    List<JsonNode> all = new ArrayList<>();
    admin.get("/events/history?limit=500&types=" + types).at("/items").forEach(all::add);
    return all;
  }

  private static long refreshes(SandboxServer server) {
    return server.requests().counts().entrySet().stream()
        .filter(
            each ->
                each.getKey().matches("GET /library/sections/.*/refresh")
                    || each.getKey().startsWith("POST "))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void librariesAreListedRefreshedAndScanned(
      String type, SandboxServer server, MediaShelf shelf) {
    long id = add(type, server, Map.of("path_mappings", FOLDERS));
    String path = "/instances/" + id;
    JsonNode list = admin.get(path + "/libraries?limit=2").json();
    assertThat(list.path("total").asInt()).isEqualTo(4);
    assertThat(list.path("items")).hasSize(2);
    JsonNode movies = list.at("/items/0");
    assertThat(movies.path("kind").asText()).isEqualTo("movies");
    assertThat(movies.at("/locations/0").asText()).isEqualTo("/data/movies");
    assertThat(movies.path("refreshing").asBoolean()).isFalse();

    Api.Reply drift = admin.get(path + "/drift");
    assertThat(drift.status()).as(drift.text()).isEqualTo(200);
    assertThat(drift.at("/drift_detected").asBoolean()).isFalse();

    String library = movies.path("id").asText();
    Api.Reply refreshed = admin.post(path + "/libraries/" + library + "/refresh");
    assertThat(refreshed.status()).as(refreshed.text()).isEqualTo(200);
    assertThat(refreshed.at("/status").asText()).isEqualTo("started");
    assertThat(admin.post(path + "/libraries/99/refresh").status()).isEqualTo(404);

    String file = "/data/more movies/É & ü + 100% (2031)/a.mkv";
    shelf.put(file);
    Api.Reply scanned =
        admin.post(path + "/scan", Map.of("path", "/movies-4k/É & ü + 100% (2031)"));
    assertThat(scanned.status()).as(scanned.text()).isEqualTo(200);
    assertThat(scanned.at("/library_id").asText()).isEqualTo(library);
    assertThat(scanned.at("/path").asText()).isEqualTo("/data/more movies/É & ü + 100% (2031)");
    await().until(() -> !shelf.entries(entry -> entry.path().equals(file)).isEmpty());

    Api.Reply outside = admin.post(path + "/scan", Map.of("path", "/music/A"));
    assertThat(outside.status()).isEqualTo(422);
    assertThat(outside.at("/code").asText()).isEqualTo("upstream_rejected");
    assertThat(outside.at("/detail").asText()).contains("/music/A").contains("/data/more movies");
    assertThat(admin.post(path + "/scan", Map.of("path", "movies/A")).status()).isEqualTo(422);
    assertThat(events("library.refresh_started"))
        .singleElement()
        .satisfies(event -> assertThat(event.at("/data/library_id").asText()).isEqualTo(library));
    assertThat(events("library.scan_started"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.path("instance_id").asLong()).isEqualTo(id);
              assertThat(event.at("/data/path").asText()).contains("É & ü + 100%");
              assertThat(event.at("/data/correlation_id").asText()).isNotBlank();
            });
    await().until(() -> admin.get("/audit?action=scanMediaPath").at("/total").asInt() >= 2);
  }

  @Test
  void plexLibrariesAreListedRefreshedAndScanned() {
    librariesAreListedRefreshedAndScanned("plex", plex.server(), plex.shelf());
  }

  @Test
  void jellyfinLibrariesAreListedRefreshedAndScanned() {
    librariesAreListedRefreshedAndScanned("jellyfin", jellyfin.server(), jellyfin.shelf());
  }

  @Test
  void whatIsAskedWhileAServerIsDownIsDoneOnceItIsBackAndOnce() {
    long id = add("plex", plex.server(), Map.of());
    Futures.await(plex.server().close());
    String scan = "/instances/" + id + "/scan";
    Api.Reply kept = admin.named("one", scan, Map.of("path", "/data/movies/A (2001)"));
    assertThat(kept.status()).as(kept.text()).isEqualTo(202);
    long outbox = kept.at("/outbox_id").asLong();
    Api.Reply again = admin.named("one", scan, Map.of("path", "/data/movies/A (2001)"));
    assertThat(again.at("/outbox_id").asLong()).isEqualTo(outbox);
    assertThat(admin.named("one", scan, Map.of("path", "/data/movies/B")).status()).isEqualTo(422);
    Futures.await(plex.server().reopen());
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> admin.get("/outbox/" + outbox).at("/state").asText().equals("confirmed"));
    assertThat(refreshes(plex.server())).isEqualTo(1);
  }

  @Test
  void aJellyfinThatStartsIsAskedAgainWhenItSays() {
    long id = add("jellyfin", jellyfin.server(), Map.of());
    jellyfin.server().faults().replace(List.of(JellyfinSandbox.startingUp(1)));
    Api.Reply kept = admin.post("/instances/" + id + "/scan", Map.of("path", "/data/movies/A"));
    assertThat(kept.status()).as(kept.text()).isEqualTo(202);
    assertThat(kept.at("/last_error").asText()).contains("starting up");
    jellyfin.server().faults().clear();
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                admin
                    .get("/outbox/" + kept.at("/outbox_id").asLong())
                    .at("/state")
                    .asText()
                    .equals("confirmed"));
  }

  @Test
  void otherInstancesCannotDoThisAndNothingIsKept() {
    long id = add("radarr", radarr.server(), Map.of());
    assertThat(admin.get("/instances/" + id + "/libraries").status()).isEqualTo(422);
    assertThat(admin.post("/instances/" + id + "/libraries/1/refresh").status()).isEqualTo(422);
    Api.Reply scan = admin.post("/instances/" + id + "/scan", Map.of("path", "/movies"));
    assertThat(scan.at("/code").asText()).isEqualTo("not_supported");
    assertThat(admin.get("/outbox").at("/total").asInt()).isZero();
  }

  @Test
  void mappingsOfRelativePathsAreInvalid() {
    Api.Reply made =
        admin.post(
            "/instances",
            Map.of(
                "name", "My plex",
                "instance_type", "plex",
                "url", plex.server().url(),
                "api_key", KEY.reveal(),
                "settings", Map.of("path_mappings", Map.of("movies", "/data"))));
    assertThat(made.status()).isEqualTo(422);
    assertThat(made.text()).contains("settings.path_mappings");
  }

  private List<Movie> imports(int movies) {
    List<Movie> imported = new ArrayList<>();
    for (Movie movie : radarr.library().list().subList(0, movies)) {
      radarr.library().importFile(movie.id(), "WEBDL-720p");
      imported.add(radarr.library().importFile(movie.id(), "Bluray-1080p").orElseThrow());
    }
    return imported;
  }

  private TreeSet<String> scanned(long instance) {
    TreeSet<String> paths = new TreeSet<>();
    for (JsonNode event : events("library.scan_started")) {
      if (event.path("instance_id").asLong() == instance) {
        paths.add(event.at("/data/path").asText());
      }
    }
    return paths;
  }

  /** Movies lie below either of two folders, which the mappings of the servers know. */
  private static TreeSet<String> folders(List<Movie> movies) {
    TreeSet<String> folders = new TreeSet<>();
    for (Movie movie : movies) {
      String path = movie.path();
      String root = path.substring(0, path.indexOf('/', 1));
      folders.add(FOLDERS.get(root) + path.substring(root.length()));
    }
    return folders;
  }

  @Test
  void foldersOfImportsAreScannedOnceEachAlsoWhenTheGatewayEndsInBetween() throws Exception {
    long source = add("radarr", radarr.server(), Map.of());
    long watching = add("plex", plex.server(), Map.of("path_mappings", FOLDERS));
    long silent = add("jellyfin", jellyfin.server(), Map.of("scan_after_import", false));
    Api.Reply hook = admin.post("/instances/" + source + "/webhook");
    assertThat(hook.status()).as(hook.text()).isEqualTo(200);
    List<Movie> imported = imports(3);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> events("import.imported").size() == 2 * imported.size());
    assertThat(scanned(watching)).as("scans wait for more imports").isEmpty();

    Futures.await(gateway.stop());
    gateway = Futures.await(Gateway.start(TestGateway.config(database, QUICK)));
    admin = new Api(gateway.url()).login("admin", TestGateway.ADMIN_PASSWORD);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(scanned(watching)).isEqualTo(folders(imported)));
    assertThat(events("library.scan_started")).hasSize(imported.size());
    assertThat(scanned(silent)).isEmpty();
    assertThat(refreshes(plex.server())).isEqualTo(imported.size());
    List<String> correlations =
        events("import.imported").stream()
            .map(event -> event.at("/data/correlation_id").asText())
            .filter(id -> !id.isEmpty())
            .toList();
    assertThat(events("library.scan_started"))
        .allSatisfy(
            event ->
                assertThat(
                        correlations.isEmpty()
                            || correlations.contains(event.at("/data/correlation_id").asText()))
                    .isTrue());
  }
}
