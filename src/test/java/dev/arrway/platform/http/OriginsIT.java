package dev.arrway.platform.http;

import static dev.arrway.platform.http.Stacks.await;
import static dev.arrway.platform.http.Stacks.code;
import static dev.arrway.platform.http.Stacks.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redirects, certificates and names: a key is only ever sent where it belongs. */
class OriginsIT {
  private static final String KEY = "canary-key-0123456789";

  private Vertx vertx;
  private HttpStacks stacks;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    stacks = Stacks.stacks(vertx);
  }

  @AfterEach
  void close() {
    await(stacks.close());
    await(vertx.close());
  }

  private HttpServer server(HttpServerOptions options, io.vertx.core.Handler<HttpServerRequest> h) {
    return await(
        vertx
            .createHttpServer(options.setHost("127.0.0.1").setPort(0))
            .requestHandler(
                request -> {
                  seen.add(request.method() + " " + request.uri());
                  h.handle(request);
                })
            .listen());
  }

  private HttpServer server(io.vertx.core.Handler<HttpServerRequest> handler) {
    return server(new HttpServerOptions(), handler);
  }

  private Future<HttpAnswer> get(HttpStack stack, String path) {
    return on(
        vertx,
        () ->
            stack.send(HttpCall.get("t", path).query("a", "b c").header("X-Api-Key", KEY).build()));
  }

  private static void redirect(HttpServerRequest request, String location) {
    request.response().setStatusCode(307).putHeader("Location", location).end();
  }

  @Test
  void aRedirectToTheUrlBaseIsFollowedOnceAndRemembered() {
    HttpServer server =
        server(
            request -> {
              if (request.path().startsWith("/radarr/")) {
                request.response().end("[]");
              } else {
                redirect(request, "/radarr" + request.uri());
              }
            });
    HttpStack stack = stacks.open(Stacks.policy(server.actualPort()));
    List<String> moved = new ArrayList<>();
    stack.onBaseMoved(moved::add);
    assertThat(await(get(stack, "/api/v3/movie")).ok()).isTrue();
    assertThat(await(get(stack, "/api/v3/movie")).ok()).isTrue();
    assertThat(moved).containsExactly("/radarr");
    assertThat(seen)
        .containsExactly(
            "GET /api/v3/movie?a=b%20c",
            "GET /radarr/api/v3/movie?a=b%20c", "GET /radarr/api/v3/movie?a=b%20c");
  }

  @Test
  void aRedirectElsewhereIsNotFollowedAndNoKeyIsSent() {
    List<String> stolen = new CopyOnWriteArrayList<>();
    HttpServer thief =
        server(
            request -> {
              stolen.add(String.valueOf(request.getHeader("X-Api-Key")));
              request.response().end("[]");
            });
    HttpServer server =
        server(request -> redirect(request, "http://127.0.0.1:" + thief.actualPort() + "/x"));
    HttpStack stack = stacks.open(Stacks.policy(server.actualPort()));
    assertThat(code(get(stack, "/x"))).isEqualTo(FailureCode.UPSTREAM_REDIRECT);
    HttpServer other = server(request -> redirect(request, "//localhost:1/x"));
    assertThat(code(get(stacks.open(Stacks.policy(other.actualPort())), "/x")))
        .isEqualTo(FailureCode.UPSTREAM_REDIRECT);
    assertThat(stolen).isEmpty();
  }

  @Test
  void aRedirectLoopEndsAfterOneHop() {
    HttpServer server = server(request -> redirect(request, request.path() + "x"));
    HttpStack stack = stacks.open(Stacks.policy(server.actualPort()));
    assertThat(code(get(stack, "/a"))).isEqualTo(FailureCode.UPSTREAM_REDIRECT);
    assertThat(seen).hasSize(2);
  }

  @Test
  void aRedirectedPostIsNotRepeated() {
    HttpServer server = server(request -> redirect(request, "/radarr" + request.uri()));
    HttpStack stack = stacks.open(Stacks.policy(server.actualPort()));
    assertThat(code(on(vertx, () -> stack.send(HttpCall.post("t", "/a").build()))))
        .isEqualTo(FailureCode.UPSTREAM_REDIRECT);
    assertThat(seen).hasSize(1);
  }

  @Test
  void certificatesFailWithTheirOwnCodesUnlessTheyAreNotChecked(@TempDir Path folder) {
    Certificates certificates = new Certificates(folder);
    certificates.issue("good", "IP:127.0.0.1", "-1d", 10);
    certificates.issue("old", "IP:127.0.0.1", "-20d", 10);
    certificates.issue("other", "DNS:elsewhere.example", "-1d", 10);
    HttpStacks trusting =
        new HttpStacks(
            vertx,
            new AddressPolicy(List.of(), port -> false),
            HttpObserver.NONE,
            HostResolver.SYSTEM,
            List.of(certificates.authority));
    assertTls(stacks, certificates, "good", FailureCode.UPSTREAM_TLS_UNTRUSTED);
    assertTls(trusting, certificates, "old", FailureCode.UPSTREAM_TLS_EXPIRED);
    assertTls(trusting, certificates, "other", FailureCode.UPSTREAM_TLS_HOST);
    HttpPolicy good =
        Stacks.policy("https://127.0.0.1:" + tlsServer(certificates, "good").actualPort());
    assertThat(await(get(trusting.open(good), "/")).ok()).isTrue();
  }

  @Test
  void aServerThatStallsTheHandshakeTimesOut() {
    RawServer server = new RawServer(vertx, (socket, n) -> {});
    HttpStack stack = stacks.open(Stacks.policy("https://127.0.0.1:" + server.port()));
    long begun = System.nanoTime();
    assertThat(code(get(stack, "/"))).isEqualTo(FailureCode.UPSTREAM_CONNECT_TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(7));
  }

  @Test
  void aServerWithoutTlsFailsTheHandshake() {
    HttpServer server = server(request -> request.response().end());
    HttpStack stack = stacks.open(Stacks.policy("https://127.0.0.1:" + server.actualPort()));
    assertThat(code(get(stack, "/")))
        .isIn(FailureCode.UPSTREAM_TLS_FAILED, FailureCode.UPSTREAM_RESET);
  }

  private HttpServer tlsServer(Certificates certificates, String alias) {
    return server(
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PfxOptions()
                    .setPath(certificates.store.toString())
                    .setPassword(Certificates.PASSWORD)
                    .setAlias(alias)),
        request -> request.response().end("[]"));
  }

  private void assertTls(
      HttpStacks from, Certificates certificates, String alias, FailureCode expected) {
    HttpServer server = tlsServer(certificates, alias);
    HttpPolicy policy = Stacks.policy("https://127.0.0.1:" + server.actualPort());
    int before = seen.size();
    assertThat(code(get(from.open(policy), "/"))).isEqualTo(expected);
    assertThat(seen).hasSize(before);
    assertThat(await(get(from.open(policy.withVerifyTls(false)), "/")).ok()).isTrue();
  }

  private HttpStacks resolving(HostResolver resolver) {
    return new HttpStacks(
        vertx, new AddressPolicy(List.of(), port -> false), HttpObserver.NONE, resolver);
  }

  @Test
  void aNameIsConnectedToAtTheCheckedAddressWithItsOwnHostHeader() throws Exception {
    InetAddress local = InetAddress.getByName("127.0.0.1");
    InetAddress six = InetAddress.getByName("::1");
    HttpServer server =
        server(request -> request.response().end("[\"" + request.authority() + "\"]"));
    HttpStack stack =
        resolving(host -> List.of(six, local))
            .open(Stacks.policy("http://my_radarr:" + server.actualPort()));
    assertThat(await(get(stack, "/")).body().toString())
        .isEqualTo("[\"my_radarr:" + server.actualPort() + "\"]");
  }

  @Test
  void oneBadAddressAmongGoodOnesBlocksTheName() {
    HttpStack stack =
        resolving(host -> List.of(address("1.1.1.1"), address("169.254.169.254")))
            .open(Stacks.policy("http://rebind.example:80").withAccess(Access.USER));
    assertThat(code(get(stack, "/"))).isEqualTo(FailureCode.ADDRESS_BLOCKED);
  }

  @Test
  void aNameThatTurnsToLoopbackIsNeverConnectedToForAUser() {
    AtomicInteger lookUps = new AtomicInteger();
    HttpServer server = server(request -> request.response().end("[]"));
    HostResolver rebinding =
        host -> List.of(address(lookUps.getAndIncrement() == 0 ? "203.0.112.1" : "127.0.0.1"));
    HttpStack stack =
        resolving(rebinding)
            .open(
                Stacks.policy("http://rebind.example:" + server.actualPort())
                    .withAccess(Access.USER));
    await(on(vertx, stack::checkAddress));
    assertThat(lookUps).hasValue(1);
    HttpStack later =
        resolving(rebinding)
            .open(
                Stacks.policy("http://rebind.example:" + server.actualPort())
                    .withAccess(Access.USER));
    assertThat(code(get(later, "/"))).isEqualTo(FailureCode.ADDRESS_BLOCKED);
    assertThat(seen).isEmpty();
  }

  @Test
  void aSlowNameServerBlocksNoLoopAndEndsAfterThreeSeconds() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger lookUps = new AtomicInteger();
    HttpStack stack =
        resolving(
                host -> {
                  lookUps.incrementAndGet();
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    throw new UnknownHostException(host);
                  }
                  return List.of();
                })
            .open(Stacks.policy("http://slow.example"));
    long begun = System.nanoTime();
    List<Future<HttpAnswer>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(get(stack, "/"));
    }
    assertThat(await(on(vertx, Future::succeededFuture)) == null).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    calls.forEach(call -> assertThat(code(call)).isEqualTo(FailureCode.UPSTREAM_DNS));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(lookUps).hasValue(1);
    never.countDown();
  }

  @Test
  void anUnknownNameHasItsCode() {
    HttpStack stack =
        resolving(
                host -> {
                  throw new UnknownHostException(host);
                })
            .open(Stacks.policy("http://nowhere.example"));
    assertThat(code(get(stack, "/"))).isEqualTo(FailureCode.UPSTREAM_DNS);
  }

  @Test
  void neverMoreThanSixConnectionsAndABoundedQueue() {
    List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    AtomicInteger connections = new AtomicInteger();
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .connectionHandler(ignored -> connections.incrementAndGet())
                .requestHandler(held::add)
                .listen(0, "127.0.0.1"));
    HttpStack stack = stacks.open(Stacks.policy(server.actualPort()).withConnections(6, 10));
    List<Future<HttpAnswer>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(get(stack, "/" + i));
    }
    await().until(() -> held.size() == 6 && calls.stream().filter(Future::failed).count() == 4);
    assertThat(calls.stream().filter(Future::failed).map(Stacks::code))
        .containsOnly(FailureCode.BUSY);
    for (int answered = 0; answered < 16; answered++) {
      int next = answered;
      await().until(() -> held.size() > next);
      held.get(next).response().end("[]");
    }
    await().until(() -> calls.stream().filter(Future::succeeded).count() == 16);
    assertThat(connections).hasValue(6);
    assertThat(stack.stats().openConnections()).isEqualTo(6);
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }
}
