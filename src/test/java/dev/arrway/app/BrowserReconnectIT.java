package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The EventSource of a real browser, whose connection is cut, comes back by itself. */
class BrowserReconnectIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What the page says; the URL of the stream comes in its own URL. */
  private static final String PAGE =
      """
      <!doctype html><title>follows</title><script>
      let last = Promise.resolve()
      const say = it => last = last.then(() => fetch('/said', {method: 'POST', body: JSON.stringify(it)}))
      const events = new EventSource(new URLSearchParams(location.search).get('stream'))
      events.onopen = () => say({type: 'opened'})
      events.onmessage = event => say(JSON.parse(event.data))
      events.onerror = () => say({type: 'error', closed: events.readyState === 2})
      </script>
      """;

  @TempDir Path profile;
  private final Vertx vertx = Vertx.vertx();
  private final NetClient client = vertx.createNetClient();
  private final List<JsonNode> said = new CopyOnWriteArrayList<>();
  private final Set<NetSocket> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private HttpServer page;
  private NetServer proxy;
  private TestGateway gateway;
  private Process browser;

  private static String chromium() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name).toFile()))
        .filter(File::canExecute)
        .map(File::getPath)
        .findFirst()
        .orElse("");
  }

  @BeforeEach
  void start() {
    if (chromium().isEmpty()) {
      System.out.println("BrowserReconnectIT is skipped: Chromium is not installed");
    }
    Assumptions.assumeFalse(chromium().isEmpty(), "Chromium is not installed");
    page =
        Futures.await(vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"));
    gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"),
            Map.of("http.allowed_origins", "http://127.0.0.1:" + page.actualPort()));
    proxy =
        Futures.await(vertx.createNetServer().connectHandler(this::pass).listen(0, "127.0.0.1"));
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      List<ProcessHandle> all =
          Stream.concat(browser.descendants(), Stream.of(browser.toHandle())).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(each -> each.onExit().join());
    }
    if (gateway != null) {
      gateway.close();
    }
    Futures.await(vertx.close());
  }

  private void serve(HttpServerRequest request) {
    if (!request.path().equals("/said")) {
      request.response().putHeader("Content-Type", "text/html").end(PAGE);
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              try {
                said.add(MAPPER.readTree(body.toString()));
              } catch (IOException e) {
                throw new IllegalStateException(body.toString(), e);
              }
              request.response().end();
            });
  }

  /** Passes a connection on to the gateway, unless none are to come through. */
  private void pass(NetSocket from) {
    if (refusing) {
      from.close();
      return;
    }
    connections.add(from);
    from.pause();
    String[] url = gateway.gateway().url().split(":");
    client
        .connect(Integer.parseInt(url[2]), "127.0.0.1")
        .onSuccess(
            to -> {
              from.pipeTo(to);
              to.pipeTo(from);
            })
        .onFailure(refused -> from.close());
  }

  private void cut() {
    refusing = true;
    connections.forEach(NetSocket::close);
    connections.clear();
  }

  private void open(String stream) throws IOException {
    String url = "http://127.0.0.1:" + page.actualPort() + "/?stream=" + stream;
    browser =
        new ProcessBuilder(
                chromium(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                url)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  private long count(String type) {
    return said.stream().filter(it -> it.path("type").asText().equals(type)).count();
  }

  @Test
  void noEventIsMissedWhenTheConnectionIsCutAndNoneComesAfterTheLogout() throws IOException {
    Api user = gateway.api().login("admin", TestGateway.ADMIN_PASSWORD);
    String ticket = user.post("/auth/tickets", Map.of("reusable", true)).at("/ticket").asText();
    open(
        "http://127.0.0.1:"
            + proxy.actualPort()
            + "/api/v1/events?unnamed=true%26types=instance.created%26ticket="
            + ticket);
    await().atMost(PATIENCE).until(() -> count("opened") == 1);
    long before = gateway.addRadarr(user, "Before the cut");
    await().atMost(PATIENCE).until(() -> count("instance.created") == 1);
    cut();
    long during = gateway.addRadarr(user, "While it is cut");
    await().atMost(PATIENCE).until(() -> count("error") > 0);
    refusing = false;
    await().atMost(PATIENCE).until(() -> count("opened") == 2);
    long after = gateway.addRadarr(user, "After it");
    await().atMost(PATIENCE).until(() -> count("instance.created") >= 3);
    assertThat(said.stream().filter(it -> it.path("type").asText().equals("instance.created")))
        .extracting(it -> it.path("instance_id").asLong())
        .containsExactly(before, during, after);
    assertThat(said).noneMatch(it -> it.path("closed").asBoolean());
    assertThat(user.post("/auth/logout").status()).isEqualTo(204);
    await()
        .atMost(PATIENCE)
        .until(() -> said.stream().anyMatch(it -> it.path("closed").asBoolean()));
    assertThat(count("opened")).isEqualTo(2);
    assertThat(count("reconnect")).isEqualTo(1);
  }
}
