package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traces as a collector receives them. */
class TracingIT {
  private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
  private final Vertx vertx = Vertx.vertx();
  private final List<byte[]> received = new CopyOnWriteArrayList<>();
  private TestGateway gateway;

  @BeforeEach
  void start() {
    HttpServer collector =
        Futures.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  received.add(body.getBytes());
                                  request.response().end();
                                }))
                .listen(0, "127.0.0.1"));
    gateway =
        TestGateway.start(
            KEY,
            Map.of(
                "telemetry.traces_endpoint",
                "http://127.0.0.1:" + collector.actualPort() + "/v1/traces"));
  }

  @AfterEach
  void stop() {
    gateway.close();
    Futures.await(vertx.close());
  }

  @Test
  void aCallIsOneTraceFromTheDoorOverTheBusToTheUpstreamWithoutItsSecrets() {
    long instance = gateway.addRadarr(gateway.admin(), "Traced");
    assertThat(gateway.admin().get("/instances/" + instance + "/lookup?term=hushed").status())
        .isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(spans()).anyMatch(s -> s.name().equals("movie.lookup")));
    List<Span> spans = spans();
    Span upstream =
        spans.stream().filter(s -> s.name().equals("movie.lookup")).findFirst().orElseThrow();
    List<Span> trace = spans.stream().filter(s -> s.trace().equals(upstream.trace())).toList();
    Span root = trace.stream().filter(s -> s.parent().isEmpty()).findFirst().orElseThrow();
    assertThat(root.name()).isEqualTo("lookup");
    assertThat(trace.stream().filter(s -> s.name().equals("send"))).as("on the bus").hasSize(2);
    Span at = upstream;
    int steps = 0;
    while (!at.parent().isEmpty()) {
      String parent = at.parent();
      at = trace.stream().filter(s -> s.id().equals(parent)).findFirst().orElseThrow();
      steps++;
    }
    assertThat(at).isEqualTo(root);
    assertThat(steps).isEqualTo(3);
    String all = new String(joined(), StandardCharsets.ISO_8859_1);
    assertThat(all).doesNotContain("hushed").doesNotContain(KEY.reveal()).doesNotContain("SELECT");
  }

  private List<Span> spans() {
    return received.stream().flatMap(bytes -> Span.of(bytes).stream()).toList();
  }

  private byte[] joined() {
    var all = new java.io.ByteArrayOutputStream();
    received.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
