package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Prometheus is shown. */
class PrometheusIT {
  private static final Pattern LINE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (?:-?[0-9.]+(?:E-?[0-9]+)?|NaN|[+-]Inf)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static HttpResponse<String> get(String url) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String scrape() {
    HttpResponse<String> answer =
        get("http://127.0.0.1:" + gateway.gateway().managementPort() + "/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /** Series without their values. */
  private static Set<String> series(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theTextParsesAndHasNoLabelThatUsersCouldMakeGrow() {
    Api admin = gateway.admin();
    use(admin, "Warm");
    await().until(() -> scrape().contains("arrway_outbox{state=\"queued\"}"));
    String before = scrape();
    for (int i = 0; i < 5; i++) {
      use(admin, "More " + i);
    }
    String after = scrape();
    assertThat(after.lines().filter(line -> !line.startsWith("#")))
        .allSatisfy(line -> assertThat(line).matches(LINE));
    Set<String> more = series(after);
    more.removeAll(series(before));
    assertThat(more).filteredOn(one -> one.startsWith("arrway_")).isEmpty();
    for (String one : series(after)) {
      Matcher labels = LABEL.matcher(one.replaceAll("^[^{]*\\{?|}$", ""));
      while (one.startsWith("arrway_") && labels.find()) {
        assertThat(labels.group(1)).isIn("operation", "code", "type", "outcome", "state", "health");
        assertThat(labels.group(2)).matches("[A-Za-z0-9_.]{1,40}");
      }
    }
    assertThat(after)
        .contains(
            "arrway_upstream_calls_seconds_count{operation=\"tag.list\",outcome=\"200\",type=\"radarr\"}",
            "arrway_upstream_breakers{state=\"closed\",type=\"radarr\"} 6",
            "arrway_instances{health=\"ok\",type=\"radarr\"} 6",
            "arrway_event_streams 0",
            "arrway_event_relay_lag_seconds",
            "arrway_pool_max 16",
            "jvm_memory_used_bytes");
  }

  private static void use(Api admin, String name) {
    long id = gateway.addRadarr(admin, name);
    for (String path : List.of("/tags", "/queue", "/disk-space")) {
      assertThat(admin.get("/instances/" + id + path).status()).isEqualTo(200);
    }
    assertThat(admin.get("/instances/999999/tags").status()).isEqualTo(404);
    assertThat(admin.get("/nothing/" + name.hashCode()).status()).isEqualTo(404);
  }

  @Test
  void theRelayIsTimed() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                scrape()
                    .lines()
                    .filter(line -> line.startsWith("arrway_event_relay_lag_seconds "))
                    .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .anyMatch(lag -> lag > 0 && lag < 5));
  }

  @Test
  void thePublicPortHasNoMetrics() {
    assertThat(get(gateway.gateway().url() + "/metrics").statusCode()).isEqualTo(404);
  }
}
