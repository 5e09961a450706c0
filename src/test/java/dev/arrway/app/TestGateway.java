package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.ConfigLoader;
import dev.arrway.platform.config.ConfigSources;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.sandbox.PlannedSimulator;
import dev.arrway.sandbox.RunningSimulator;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Simulator;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.radarr.RadarrSimulator;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSimulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole gateway on a database of its own, with a simulated Radarr and Sonarr, reached as users
 * reach it.
 */
final class TestGateway implements AutoCloseable {
  static final String ADMIN_PASSWORD = "admin-password-of-tests";
  static final String USER_PASSWORD = "user-password-of-tests";
  static final String SETUP_CODE = "setup-code-of-tests";

  private final TestDatabase database;
  private final Vertx vertx;

  // Let go when it is closed: test classes keep what their static fields hold until the JVM ends.
  private RadarrSandbox radarr;
  private SonarrSandbox sonarr;
  private Gateway gateway;

  private final Secret arrKey;
  private final Api admin;
  private int renewed;
  private long renewedAdmin;

  private TestGateway(
      TestDatabase database,
      Vertx vertx,
      RadarrSandbox radarr,
      SonarrSandbox sonarr,
      Gateway gateway,
      Secret arrKey,
      Api admin) {
    this.database = database;
    this.vertx = vertx;
    this.radarr = radarr;
    this.sonarr = sonarr;
    this.gateway = gateway;
    this.arrKey = arrKey;
    this.admin = admin;
  }

  static TestGateway start() {
    return start(Secret.of("0123456789abcdef0123456789abcdef"));
  }

  static TestGateway start(Secret arrKey) {
    return start(arrKey, Map.of());
  }

  /** Not set up yet. */
  static TestGateway fresh(Secret arrKey) {
    return start(arrKey, Map.of(), UpstreamCatalog.standard(), false);
  }

  static TestGateway start(Secret arrKey, Map<String, String> overrides) {
    return start(arrKey, overrides, UpstreamCatalog.standard(), true);
  }

  /** With other vendors than Arrway comes with. */
  static TestGateway start(Map<String, String> overrides, UpstreamCatalog catalog) {
    return start(Secret.of("0123456789abcdef0123456789abcdef"), overrides, catalog, true);
  }

  private static TestGateway start(
      Secret arrKey, Map<String, String> overrides, UpstreamCatalog catalog, boolean setUp) {
    return start(arrKey, overrides, catalog, setUp, Clock.systemUTC());
  }

  /** With both bridges, and another time of day for credentials. */
  static TestGateway startWithClock(Map<String, String> overrides, Clock clock) {
    Map<String, String> all = new HashMap<>(overrides);
    all.put("tcp_bridge.enabled", "true");
    all.put("tcp_bridge.port", "0");
    return start(
        Secret.of("0123456789abcdef0123456789abcdef"),
        all,
        UpstreamCatalog.standard(),
        true,
        clock);
  }

  private static TestGateway start(
      Secret arrKey,
      Map<String, String> overrides,
      UpstreamCatalog catalog,
      boolean setUp,
      Clock clock) {
    try {
      TestDatabase database = TestDatabase.create();
      Vertx vertx = Vertx.vertx();
      RadarrSandbox radarr = radarr(vertx, arrKey);
      SonarrSandbox sonarr = sonarr(vertx, arrKey);
      Gateway gateway = Futures.await(Gateway.start(config(database, overrides), catalog, clock));
      Api api = new Api(gateway.url());
      Api admin = setUp ? api.setUp("admin", ADMIN_PASSWORD, SETUP_CODE) : api;
      return new TestGateway(database, vertx, radarr, sonarr, gateway, arrKey, admin);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static RadarrSandbox radarr(Vertx vertx, Secret key) {
    return Futures.await(
        RadarrSandbox.start(vertx, new RadarrSimulator().defaults().withPort(0).withApiKey(key)));
  }

  private static SonarrSandbox sonarr(Vertx vertx, Secret key) {
    return Futures.await(
        SonarrSandbox.start(vertx, new SonarrSimulator().defaults().withPort(0).withApiKey(key)));
  }

  /**
   * Returns a new administrator, who has nothing yet, and starts Radarr and Sonarr anew: for tests
   * that share a gateway.
   */
  Api renew() {
    if (renewed > 0) {
      assertThat(admin.delete("/users/" + renewedAdmin).status()).isEqualTo(204);
    }
    Futures.await(radarr.close());
    Futures.await(sonarr.close());
    radarr = radarr(vertx, arrKey);
    sonarr = sonarr(vertx, arrKey);
    String name = "admin" + ++renewed;
    renewedAdmin = newUser(name, "admin");
    return login(name);
  }

  static ArrwayConfig config(TestDatabase database, Map<String, String> overrides)
      throws IOException {
    return ConfigLoader.load(
        ConfigSources.ofProcess(Optional.empty(), settings(database, overrides)));
  }

  static Map<String, String> settings(TestDatabase database, Map<String, String> overrides)
      throws IOException {
    Path data = Files.createTempDirectory(Path.of("target"), "gateway");
    var endpoint = database.endpoint();
    Map<String, String> settings = new HashMap<>();
    settings.put("data.dir", data.toAbsolutePath().toString());
    settings.put("http.host", "127.0.0.1");
    settings.put("http.port", "0");
    settings.put("management.port", "0");
    settings.put("limits.factor", "100");
    // Tests count calls and set faults for some of them.
    settings.put("monitoring.interval", "0s");
    settings.put("downloads.poll_interval", "0s");
    settings.put("setup.code", SETUP_CODE);
    settings.put(
        "database.uri",
        "postgresql://" + endpoint.host() + ":" + endpoint.port() + "/" + endpoint.database());
    settings.put("database.user", endpoint.user());
    settings.put("database.password", endpoint.password().reveal());
    settings.putAll(overrides);
    return settings;
  }

  Api api() {
    return new Api(gateway.url());
  }

  Api admin() {
    return admin;
  }

  TestDatabase database() {
    return database;
  }

  Gateway gateway() {
    return gateway;
  }

  RadarrSandbox radarr() {
    return radarr;
  }

  SonarrSandbox sonarr() {
    return sonarr;
  }

  /**
   * Makes a user and lets simulated servers on this machine be reached, which users otherwise may
   * not.
   */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  long newUser(String name, String role) {
    Api.Reply made =
        admin.post("/users", Map.of("username", name, "password", USER_PASSWORD, "role", role));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  Api login(String name) {
    return new Api(gateway.url()).login(name, USER_PASSWORD);
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  long addRadarr(Api api, String name) {
    return add(api, name, "radarr", radarr.server().url(), radarr.server().apiKey());
  }

  long addSonarr(Api api, String name) {
    return add(api, name, "sonarr", sonarr.server().url(), sonarr.server().apiKey());
  }

  /** Starts a simulated server, which ends with the Vert.x instance, and adds it by its name. */
  static long addSimulated(Vertx vertx, Api api, Simulator simulator, SandboxSettings settings) {
    RunningSimulator server = Futures.await(new PlannedSimulator(simulator, settings).start(vertx));
    return add(api, server.instance(simulator.displayName()));
  }

  private static long add(Api api, String name, String type, String url, Secret key) {
    return add(
        api, Map.of("name", name, "instance_type", type, "url", url, "api_key", key.reveal()));
  }

  private static long add(Api api, Map<String, ?> instance) {
    Api.Reply made = api.post("/instances", instance);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  /** Waits until a playlist is read and matched. */
  void awaitReady(Api api, long playlistId) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> !api.get("/playlists/" + playlistId).at("/status").asText().equals("importing"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              var matching = api.get("/sync-status").at("/matching");
              return matching.path("state").asText().equals("idle")
                  && matching.path("entries").asLong() > 0;
            });
  }

  /** Every row of every table as text, as the tables' owner sees them. */
  String dump() {
    StringBuilder dump = new StringBuilder();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT set_config('arrway.scope', 'system', false)");
      for (String table : tables(statement)) {
        dump.append(table).append('\n');
        try (ResultSet rows = statement.executeQuery("SELECT t::text FROM \"" + table + "\" t")) {
          while (rows.next()) {
            dump.append(rows.getString(1)).append('\n');
          }
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return dump.toString();
  }

  private Connection connect() throws SQLException {
    var endpoint = database.endpoint();
    return java.sql.DriverManager.getConnection(
        "jdbc:postgresql://" + endpoint.host() + ":" + endpoint.port() + "/" + endpoint.database(),
        endpoint.user(),
        endpoint.password().reveal());
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  @Override
  public void close() {
    Futures.await(gateway.stop());
    Futures.await(radarr.close());
    Futures.await(sonarr.close());
    Futures.await(vertx.close());
    database.close();
    gateway = null;
    radarr = null;
    sonarr = null;
  }
}
