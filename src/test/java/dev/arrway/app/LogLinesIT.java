package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What administrators find in the log at the usual level, each once and without secrets. */
class LogLinesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.arrway");
  private static final List<String> LINES = new CopyOnWriteArrayList<>();
  private static final ListAppender<ILoggingEvent> APPENDER =
      new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
            LINES.add(text(event));
          }
        }
      };

  private static TestGateway gateway;
  private static Api admin;

  private static String text(ILoggingEvent event) {
    return event.getKeyValuePairs() == null
        ? event.getFormattedMessage()
        : event.getKeyValuePairs().stream()
            .map(pair -> " " + pair.key + "=" + pair.value)
            .collect(Collectors.joining("", event.getFormattedMessage(), " "));
  }

  @BeforeAll
  static void start() {
    APPENDER.start();
    OURS.addAppender(APPENDER);
    OURS.setLevel(Level.INFO);
    gateway = TestGateway.start();
    admin = gateway.admin();
    assertThat(line("set-up completed")).contains(" user=admin ", " address=127.0.0.1 ");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    OURS.setLevel(null);
    OURS.detachAppender(APPENDER);
  }

  @BeforeEach
  void forget() {
    LINES.clear();
  }

  private static List<String> lines(String message) {
    return LINES.stream().filter(line -> line.startsWith(message)).toList();
  }

  /** Waits for the one line of this message. */
  private static String line(String message) {
    await(message).atMost(PATIENCE).until(() -> !lines(message).isEmpty());
    assertThat(lines(message)).hasSize(1);
    return lines(message).get(0);
  }

  @Test
  void instances() {
    long id = gateway.addRadarr(admin, "Logged");
    assertThat(line("instance added"))
        .contains(" instance=instance-" + id, " name=Logged ", " type=radarr ", " owner_id=1 ")
        .doesNotContain(gateway.radarr().server().apiKey().reveal());
    assertThat(admin.put("/instances/" + id, Map.of("name", "Renamed")).status()).isEqualTo(200);
    assertThat(line("instance changed")).contains(" name=Renamed ");
    admin.delete("/instances/" + id);
    assertThat(line("instance removed")).contains(" name=Renamed ", " owner_id=1 ");
  }

  @Test
  void accountsAndKeys() {
    gateway.newUser("logged", "user");
    assertThat(line("user created"))
        .contains(" user=logged ", " role=user ")
        .doesNotContain(TestGateway.USER_PASSWORD);
    Api user = gateway.login("logged");
    Api.Reply key = user.post("/auth/api-keys", Map.of("name", "k", "scopes", List.of("read")));
    assertThat(line("personal key created"))
        .contains(" user=logged ", " key_id=" + key.id() + " ", " scopes=[READ] ")
        .doesNotContain(key.at("/key").asText());
    user.delete("/auth/api-keys/" + key.id());
    assertThat(line("personal key deleted")).contains(" key_id=" + key.id() + " ");
    long id = user.get("/auth/me").id();
    admin.call("PATCH", "/users/" + id, Map.of("role", "viewer"));
    assertThat(line("user changed")).contains(" user=logged ", " role=viewer ");
    admin.call("PATCH", "/users/" + id, Map.of("active", false));
    assertThat(line("user deactivated")).contains(" user=logged ");
    admin.delete("/users/" + id);
    assertThat(line("user deleted")).contains(" user_id=" + id + " ");
  }

  @Test
  void playlistImports() {
    byte[] list =
        "#EXTM3U\n#EXTINF:-1,A Film (2001)\nhttp://p.example/1.mkv\n"
            .getBytes(StandardCharsets.UTF_8);
    long id = admin.upload("/playlists", "logged", list).id();
    assertThat(line("playlist import started")).contains(" playlist=" + id + " ");
    assertThat(line("playlist import finished"))
        .contains(" playlist=" + id + " ", " entries=1 ", " movies=1 ", " duration_ms=");
    gateway.awaitReady(admin, id);
    admin.upload("/playlists", "page", "<html>no list</html>".getBytes(StandardCharsets.UTF_8));
    assertThat(line("playlist import failed")).contains(" error=", " owner_id=1 ");
  }

  @Test
  void imports() {
    long radarr = gateway.addRadarr(admin, "Imports");
    Map<String, Object> source = Map.of("type", "text", "content", "The Matrix (1999)");
    Map<String, Object> wanted = Map.of("instance_id", radarr, "source", source);
    Api.Reply made = admin.post("/imports", wanted);
    assertThat(made.status()).as(made.text()).isEqualTo(202);
    assertThat(line("import started")).contains(" import=" + made.id() + " ");
    assertThat(line("import completed"))
        .contains(" import=" + made.id() + " ", " total=1 ", " duration_ms=", " trace=");
  }

  @Test
  void deliveriesThatFail() throws Exception {
    int closed;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = free.getLocalPort();
    }
    HttpServer broken = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    broken.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    broken.start();
    try {
      for (int port : List.of(closed, broken.getAddress().getPort())) {
        LINES.clear();
        Api.Reply made =
            admin.post(
                "/subscriptions",
                Map.of("name", "to " + port, "url", "http://127.0.0.1:" + port + "/hook"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        gateway.addRadarr(admin, "Told to " + port);
        await().atMost(PATIENCE).until(() -> !lines("a delivery failed").isEmpty());
        assertThat(lines("a delivery failed").get(0))
            .contains(" subscription=" + made.id() + " ", " delivery=", " error=");
        assertThat(lines("outbound call")).isEmpty();
        admin.delete("/subscriptions/" + made.id());
      }
    } finally {
      broken.stop(0);
    }
  }
}
