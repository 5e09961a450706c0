package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/**
 * Secrets of all kinds that are entrusted to a gateway process are found neither in a dump of all
 * tables, nor in the files of the database (its log and its write-ahead log among them), nor in a
 * thread dump, nor in anything that the process prints.
 */
class DumpCanaryIT {
  private static final String PASSWORD = "canary-password-of-a-person";
  private static final String NEW_PASSWORD = "canary-password-number-two";
  private static final String WRONG_PASSWORD = "canary-wrong-guess-of-a-person";
  private static final String ARR_KEY = "ca7a51a7ca7a51a7ca7a51a7ca7a51a7";
  private static final String URL_USER = "canaryplaylistuser";
  private static final String URL_PASSWORD = "canaryplaylistpassword";
  private static final String XTREAM_USER = "canaryxtreamuser";
  private static final String XTREAM_PASSWORD = "canaryxtreampassword";
  private static final String HOOK_SECRET = "canaryhooksecretthatsigns";
  private static final String HOOK_HEADER = "canaryhookheader";
  private static final String NOWHERE = "http://127.0.0.1:1";

  @TempDir private Path data;

  @Test
  void noSecretIsInDumpsOrFilesOrThreadsOrLogs() throws Exception {
    try (GatewayProcess process = new GatewayProcess(data, Map.of("ARRWAY_LOG_LEVEL", "trace"))) {
      String url = process.start();
      Map<String, String> secrets = new LinkedHashMap<>();
      use(url, secrets);
      ServerOfGateway server = new ServerOfGateway(process.dataDirectory());
      String rows = dump(server);
      assertThat(rows).contains("canaryperson", "Canary list");
      String threads = threads(process.handle().pid());
      assertThat(threads).contains("vert.x-eventloop-thread", "postgres-supervisor");
      server.execute("CHECKPOINT");
      List<String> found = new ArrayList<>();
      secrets.forEach(
          (what, secret) -> {
            look("the dump", what, secret, rows, found);
            look("the thread dump", what, secret, threads, found);
            look("the console", what, secret, process.console(), found);
          });
      // The banner shows the set-up code to who starts the process, as it is meant to.
      found.remove("the set-up code in the console");
      StringBuilder known = new StringBuilder();
      try (Stream<Path> files = Files.walk(process.dataDirectory().resolve("postgres"))) {
        for (Path file : files.filter(DumpCanaryIT::isOfTheDatabase).toList()) {
          String content = read(file);
          known.append(content.contains("Canary list") ? file.toString() : "");
          secrets.forEach((what, secret) -> look(file.toString(), what, secret, content, found));
        }
      }
      assertThat(known).as("files in which a name is found").contains("pg_wal", "base");
      assertThat(found).isEmpty();
    }
  }

  /** The programs are not written to. */
  private static boolean isOfTheDatabase(Path file) {
    return Files.isRegularFile(file)
        && (file.toString().contains("/postgres/data/") || file.toString().endsWith(".log"));
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException removedMeanwhile) {
      return "";
    }
  }

  private static void look(
      String where, String what, String secret, String text, List<String> found) {
    String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
    if (text.contains(secret) || text.contains(hex)) {
      found.add(what + " in " + where);
    }
  }

  /** Uses everything that takes or gives a secret, well and badly. */
  private static void use(String url, Map<String, String> secrets) {
    secrets.put("the set-up code", GatewayProcess.CODE);
    Api anyone = new Api(url);
    Api admin = anyone.setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
    secrets.put("the administrator's password", TestGateway.ADMIN_PASSWORD);
    secrets.put("the administrator's token", admin.token());
    admin.post("/users", Map.of("username", "canaryperson", "password", PASSWORD, "role", "user"));
    admin.post("/users", Map.of("username", "canaryperson", "password", PASSWORD, "role", "user"));
    Api.Reply login = login(anyone, PASSWORD);
    secrets.put("an access token", login.at("/access_token").asText());
    secrets.put("a refresh token", login.at("/refresh_token").asText());
    Api user = anyone.login("canaryperson", PASSWORD);
    assertThat(login(anyone, WRONG_PASSWORD).status()).isEqualTo(401);
    Api.Reply renewed =
        anyone.post("/auth/refresh", Map.of("refresh_token", login.at("/refresh_token").asText()));
    secrets.put("a renewed refresh token", renewed.at("/refresh_token").asText());
    Api.Reply key = admin.post("/auth/api-keys", Map.of("name", "Canary key"));
    admin.post("/auth/api-keys", Map.of("name", "Canary key"));
    secrets.put("a personal key", key.at("/key").asText());
    secrets.put("a ticket", admin.post("/auth/tickets").at("/ticket").asText());
    user.put("/auth/password", Map.of("current_password", PASSWORD, "new_password", NEW_PASSWORD));
    upstreams(admin);
    secrets.putAll(
        Map.of(
            "a password", PASSWORD,
            "a new password", NEW_PASSWORD,
            "a wrong password", WRONG_PASSWORD,
            "an upstream's key", ARR_KEY,
            "a playlist's user", URL_USER,
            "a playlist's password", URL_PASSWORD,
            "an Xtream user", XTREAM_USER,
            "an Xtream password", XTREAM_PASSWORD,
            "a hook's secret", HOOK_SECRET,
            "a hook's header", HOOK_HEADER));
    assertThat(secrets.values()).allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(12));
  }

  private static Api.Reply login(Api anyone, String password) {
    return anyone.post("/auth/login", Map.of("username", "canaryperson", "password", password));
  }

  private static void upstreams(Api admin) {
    admin.post(
        "/instances",
        Map.of("name", "Canary", "instance_type", "radarr", "url", NOWHERE, "api_key", ARR_KEY));
    String address = NOWHERE + "/get.php?username=" + URL_USER + "&password=" + URL_PASSWORD;
    long playlist = admin.post("/playlists", Map.of("name", "Canary list", "url", address)).id();
    admin.post("/playlists", Map.of("name", "Canary list", "url", address));
    Map<String, String> account =
        Map.of("url", NOWHERE, "username", XTREAM_USER, "password", XTREAM_PASSWORD);
    Api.Reply xtream =
        admin.post("/playlists", Map.of("name", "Canary account", "xtream", account));
    assertThat(xtream.status()).as(xtream.text()).isBetween(200, 299);
    String entry = NOWHERE + "/movie/" + URL_USER + "/" + URL_PASSWORD + "/1.mkv";
    byte[] file = ("#EXTM3U\n#EXTINF:-1,A Film (2001)\n" + entry + "\n").getBytes();
    assertThat(admin.upload("/playlists", "Canary file", file).status()).isBetween(200, 299);
    Api.Reply hook =
        admin.post(
            "/subscriptions",
            Map.of(
                "name",
                "Canary hook",
                "url",
                NOWHERE + "/hook",
                "secret",
                HOOK_SECRET,
                "headers",
                Map.of("Authorization", HOOK_HEADER)));
    assertThat(hook.status()).as(hook.text()).isBetween(200, 299);
    for (long id : List.of(playlist, xtream.id())) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> admin.get("/playlists/" + id).at("/status").asText().equals("failed"));
    }
  }

  /** What {@code pg_dump} writes of rows: a COPY of each table, by the owner of all. */
  private static String dump(ServerOfGateway server) throws Exception {
    StringWriter dump = new StringWriter();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                    + " WHERE schemaname NOT IN ('information_schema', 'pg_catalog')")) {
      List<String> names = new ArrayList<>();
      while (tables.next()) {
        names.add(tables.getString(1));
      }
      assertThat(names).hasSizeGreaterThan(30);
      for (String name : names) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (SELECT * FROM " + name + ") TO STDOUT", dump);
      }
    }
    return dump.toString();
  }

  private static String threads(long pid) throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), "Thread.print", "-l")
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return printed;
  }
}
