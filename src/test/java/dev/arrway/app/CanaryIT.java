package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.arrway.LogCapture;
import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Whatever is entrusted to the gateway is found in no dump of its database, no log line, no answer
 * and no event.
 */
class CanaryIT {
  private static final String ARR_KEY = "ca7a51a7ca7a51a7ca7a51a7ca7a51a7";
  private static final String OTHER_KEY = "0ddba11c0ddba11c0ddba11c0ddba11c";
  private static final String PASSWORD = "canary-password-of-a-person";
  private static final String NEW_PASSWORD = "canary-password-number-two";
  private static final String PROVIDER_USER = "canaryprovideruser";
  private static final String PROVIDER_PASSWORD = "canaryproviderpassword";
  private static final String URL_PASSWORD = "canaryurlpassword";
  private static final String HOOK_KEY = "canaryhookkeyofthereceiver";
  private static final String HOOK_SECRET = "canaryhooksecretthatsigns";
  private static final String HOOK_HEADER = "canaryhookheader";

  private final LogCapture logs = new LogCapture();

  @Test
  void noSecretIsFoundAnywhere() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("dev.arrway");
    root.addAppender(logs);
    ours.setLevel(Level.TRACE);
    try (TestGateway gateway = TestGateway.start(Secret.of(ARR_KEY))) {
      List<String> secrets = new ArrayList<>(live(gateway));
      assertThat(logs.list).hasSizeGreaterThan(10);
      assertThat(gateway.admin().seen()).hasSizeGreaterThan(15);
      String database = gateway.dump();
      assertThat(database).contains("Canary Radarr", "A Film");
      String everything =
          database + "\n" + text(logs.list) + "\n" + String.join("\n", answers(gateway));
      for (String secret : secrets) {
        assertThat(everything.contains(secret)).as("found " + secret).isFalse();
        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
        assertThat(database.contains(hex)).as("found in a column of bytes: " + secret).isFalse();
      }
    } finally {
      ours.setLevel(null);
      root.detachAppender(logs);
    }
  }

  /** Uses everything that takes a secret, well and badly, and gives the secrets. */
  private static List<String> live(TestGateway gateway) {
    Api admin = gateway.admin();
    admin.post("/users", Map.of("username", "canary", "password", PASSWORD, "role", "user"));
    Api user = gateway.api().login("canary", PASSWORD);
    user.put("/auth/password", Map.of("current_password", PASSWORD, "new_password", NEW_PASSWORD));
    gateway.api().post("/auth/login", Map.of("username", "canary", "password", PASSWORD));
    long radarr = gateway.addRadarr(admin, "Canary Radarr");
    admin.post(
        "/instances",
        Map.of(
            "name",
            "Wrong key",
            "instance_type",
            "radarr",
            "url",
            gateway.radarr().server().url().replace("://", "://someone:" + URL_PASSWORD + "@"),
            "api_key",
            OTHER_KEY));
    admin.post("/instances/" + radarr + "/test");
    admin.get("/instances/" + radarr + "/drift");
    admin.get("/instances/" + radarr + "/indexers");
    admin.post("/radarr-sync");
    gateway.radarr().server().faults().add(Fault.status(500).on("/api/v3/queue*"));
    admin.get("/instances/" + radarr + "/queue");
    String entry = "http://iptv.example.invalid/movie/" + PROVIDER_USER + "/" + PROVIDER_PASSWORD;
    String list =
        "#EXTM3U\n#EXTINF:-1,A Film (2001)\n"
            + entry
            + "/1.mkv\n#EXTINF:-1,Another (2002)\n"
            + "http://iptv.example.invalid/get.php?username="
            + PROVIDER_USER
            + "&password="
            + PROVIDER_PASSWORD
            + "&id=5\n";
    long playlist =
        admin.upload("/playlists", "Canaries", list.getBytes(StandardCharsets.UTF_8)).id();
    gateway.awaitReady(admin, playlist);
    admin.get("/playlists/" + playlist + "/entries");
    admin.get("/missing-content");
    subscribe(admin);
    admin.get("/events/history");
    admin.get("/audit");
    return List.of(
        ARR_KEY,
        OTHER_KEY,
        PASSWORD,
        NEW_PASSWORD,
        PROVIDER_PASSWORD,
        PROVIDER_USER,
        URL_PASSWORD,
        HOOK_KEY,
        HOOK_SECRET,
        HOOK_HEADER,
        TestGateway.ADMIN_PASSWORD,
        admin.token());
  }

  /** To where nobody listens: each delivery fails, with all that is logged of it. */
  private static void subscribe(Api admin) {
    long hook =
        admin
            .post(
                "/subscriptions",
                Map.of(
                    "name",
                    "Canary hook",
                    "url",
                    "http://127.0.0.1:1/" + HOOK_KEY + "?token=" + HOOK_KEY,
                    "secret",
                    HOOK_SECRET,
                    "headers",
                    Map.of("Authorization", HOOK_HEADER)))
            .id();
    assertThat(admin.post("/subscriptions/" + hook + "/test").at("/success").asBoolean()).isFalse();
    admin.post("/subscriptions", Map.of("name", "x", "url", "nowhere", "secret", HOOK_SECRET));
    admin.call("PATCH", "/subscriptions/" + hook, Map.of("headers", Map.of("Host", HOOK_HEADER)));
    admin.post("/radarr-sync");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get("/subscriptions/" + hook).at("/failures").asInt() > 0);
    admin.get("/subscriptions/" + hook + "/deliveries");
    admin.get("/subscriptions");
  }

  /** Tokens and new keys are given to whom they belong, once: those answers are left out. */
  private static List<String> answers(TestGateway gateway) {
    return gateway.admin().seen().stream()
        .filter(answer -> !answer.contains("\"access_token\"") && !answer.contains("\"secret\":\""))
        .toList();
  }

  private static String text(List<ILoggingEvent> events) {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(events)) {
      text.append(event.getFormattedMessage()).append(' ').append(event.getKeyValuePairs());
      for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
        text.append(' ').append(at.getMessage());
      }
      text.append('\n');
    }
    return text.toString();
  }
}
