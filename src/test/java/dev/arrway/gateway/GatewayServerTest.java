package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.arrway.app.ServedContract;
import dev.arrway.app.UpstreamCatalog;
import dev.arrway.platform.access.Authenticator;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Role;
import dev.arrway.protocol.Scope;
import dev.arrway.upstream.radarr.RadarrUpstream;
import dev.arrway.upstream.sonarr.SonarrUpstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The door in front of operations that only echo: credentials, roles, limits, validation and
 * problems.
 */
class GatewayServerTest {
  private static final String ID = "/instances/7";

  private static Vertx vertx;
  private static OpenAPIContract contract;
  private static GatewayServer server;
  private static final HttpClient client = HttpClient.newHttpClient();
  private static final List<String> observed = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    ContractDocument document =
        ServedContract.of(UpstreamCatalog.of(List.of(new RadarrUpstream(), new SonarrUpstream())))
            .withBasePath("/gate");
    contract = await(document.load(vertx));
    Dispatcher dispatcher =
        Dispatcher.of(
            contract,
            echoes(operation -> true),
            1,
            (call, changes, status, code, took) ->
                observed.add(call.operationId() + " " + changes + " " + status + " " + code),
            TestLimits.bodies(vertx));
    Readiness readiness = new Readiness(Future::succeededFuture);
    readiness.open();
    GatewaySettings settings =
        new GatewaySettings(
            "127.0.0.1",
            0,
            "/gate",
            "127.0.0.1",
            0,
            1,
            List.of("127.0.0.0/8"),
            List.of("https://home.example"),
            TestLimits.STANDARD);
    server =
        await(
            GatewayServer.start(
                vertx,
                settings,
                new GatewayServer.Parts(
                    document,
                    dispatcher,
                    new Tokens(),
                    () -> Future.succeededFuture(Map.of("keys", List.of())),
                    readiness,
                    () -> "up 1\n",
                    List.of())));
  }

  @AfterAll
  static void stop() throws Exception {
    await(server.drain(Duration.ofSeconds(2)));
    await(vertx.close());
  }

  /** Knows one token per role, named like it, and a token of each user, {@code user-<id>}. */
  private static final class Tokens implements Authenticator {
    @Override
    public Future<Caller> bearer(Secret token, String address) {
      String text = token.reveal();
      if (text.startsWith("user-")) {
        return caller(Long.parseLong(text.substring(5)), Role.USER, address);
      }
      return Set.of("viewer", "user", "admin").contains(text)
          ? caller(1, Role.of(text), address)
          : Future.failedFuture(
              FailureException.of(FailureCode.UNAUTHENTICATED, "These credentials do not hold."));
    }

    @Override
    public Future<Caller> apiKey(Secret key, String address) {
      return bearer(key, address);
    }

    @Override
    public Future<Caller> narrowKey(Secret key, Scope scope, String address) {
      return bearer(key, address);
    }

    @Override
    public Future<Caller> ticket(Secret ticket, String address) {
      return bearer(ticket, address);
    }

    private static Future<Caller> caller(long id, Role role, String address) {
      return Future.succeededFuture(
          new Caller(id, role.wireName(), role, 1L, null, address, java.time.Instant.MAX, 1));
    }
  }

  private static Operations echoes(Predicate<Operation> which) {
    Operations.Builder builder = new Operations.Builder();
    for (Operation operation : contract.operations()) {
      if (!which.test(operation)) {
        continue;
      }
      String id = operation.getOperationId();
      if ("http".equals(operation.getExtensions().get("x-doors"))) {
        builder.onHttp(id, (context, call) -> Future.succeededFuture(Optional.of(echo(call))));
      } else {
        builder.on(id, call -> run(call));
      }
    }
    return builder.build();
  }

  private static Future<Answer> run(Call call) {
    if (call.operationId().equals("getSetup") && call.address().equals("203.0.113.9")) {
      throw new IllegalStateException("jdbc:postgresql://secret-host/ SELECT * FROM app_user");
    }
    return Future.succeededFuture(echo(call));
  }

  private static Answer echo(Call call) {
    Map<String, Object> value =
        Map.of(
            "id",
            5,
            "operation",
            call.operationId(),
            "parameters",
            call.parameters(),
            "body",
            call.body(),
            "address",
            call.address());
    return call.operationId().equals("createInstance") ? Answer.created(value) : Answer.ok(value);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get();
  }

  private static HttpResponse<String> call(
      String method, String path, String token, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/gate" + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return ApiJson.mapper().readTree(response.body());
  }

  @Test
  void onlyTheListedOperationsAnswerWithoutCredentials() throws Exception {
    Set<String> open = new TreeSet<>();
    for (Operation operation : contract.operations()) {
      String path = operation.getOpenAPIPath().replaceAll("\\{[a-z_]+}", "7");
      for (String prefix : List.of("/api/v1", "/api")) {
        String method = operation.getHttpMethod().name();
        // Refusals are limited per address.
        String address = "10.1.0." + operation.getOperationId().length();
        int none = call(method, prefix + path, null, null, "X-Forwarded-For", address).statusCode();
        int foreign =
            call(method, prefix + path, "forged", null, "X-Forwarded-For", address).statusCode();
        assertThat(foreign == 401).as(operation.getOperationId()).isEqualTo(none == 401);
        if (none != 401) {
          open.add(operation.getOperationId());
        }
      }
    }
    assertThat(open)
        .containsExactlyInAnyOrder(
            "getSetup", "completeSetup", "login", "refresh", "receiveWebhook");
  }

  @Test
  void anUnknownPathTellsStrangersNothing() throws Exception {
    assertThat(call("GET", "/api/v1/secrets", null, null).statusCode()).isEqualTo(401);
    HttpResponse<String> known = call("GET", "/api/v1/secrets", "viewer", null);
    assertThat(known.statusCode()).isEqualTo(404);
    assertThat(known.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(call("PATCH", "/api/v1/instances", "user", null).statusCode()).isEqualTo(405);
  }

  @Test
  void bothPrefixesAreTheSame() throws Exception {
    assertThat(call("GET", "/api" + ID, "user", null).body())
        .isEqualTo(call("GET", "/api/v1" + ID, "user", null).body());
  }

  @Test
  void aPersonalKeyComesInItsOwnHeader() throws Exception {
    assertThat(call("GET", "/api" + ID, null, null, "X-Api-Key", "user").statusCode())
        .isEqualTo(200);
    assertThat(call("GET", "/api" + ID + "?access_token=user", null, null).statusCode())
        .isEqualTo(401);
    assertThat(
            call("GET", "/api" + ID, null, null, "Authorization", "Basic dXNlcjp1c2Vy")
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void rolesAreHeldAgainstTheContract() throws Exception {
    assertThat(call("GET", "/api/users", "user", null).statusCode()).isEqualTo(403);
    assertThat(call("GET", "/api/users", "admin", null).statusCode()).isEqualTo(200);
    assertThat(call("DELETE", "/api" + ID, "viewer", null).statusCode()).isEqualTo(403);
  }

  @Test
  void everyWrongFieldIsNamedAtOnce() throws Exception {
    HttpResponse<String> response =
        call(
            "POST",
            "/api/v1/instances",
            "user",
            "{\"name\":\"ab\",\"instance_type\":\"radar\",\"api_key\":\"short\",\"timeout\":5,"
                + "\"timeout_seconds\":301,\"verify_ssl\":\"yes\"}");
    assertThat(response.statusCode()).isEqualTo(422);
    JsonNode problem = json(response);
    assertThat(problem.path("code").asText()).isEqualTo("invalid");
    assertThat(problem.path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder(
            "name", "instance_type", "url", "api_key", "timeout", "timeout_seconds", "verify_ssl");
    assertThat(response.body()).contains("must have at least 3 characters", "radarr, sonarr");
  }

  @Test
  void parametersAreTypedCheckedAndFilledIn() throws Exception {
    JsonNode good = json(call("GET", "/api" + ID + "/library?monitored=true", "viewer", null));
    assertThat(good.path("parameters").path("monitored").isBoolean()).isTrue();
    assertThat(good.path("parameters").path("instance_id").asLong()).isEqualTo(7);
    assertThat(good.path("parameters").path("limit").asLong()).isEqualTo(50);
    HttpResponse<String> bad =
        call("GET", "/api/instances/x/library?limit=501&offset=-1&monitord=true", "viewer", null);
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(json(bad).path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("instance_id", "limit", "offset", "monitord");
  }

  @Test
  void bodiesThatAreNoJsonAreRefused() throws Exception {
    assertThat(call("POST", "/api/auth/login", null, "{oops").statusCode()).isEqualTo(400);
    assertThat(call("POST", "/api/auth/login", null, "[1]").statusCode()).isEqualTo(400);
    assertThat(call("POST", "/api/auth/login", null, null).statusCode()).isEqualTo(400);
    assertThat(
            call("POST", "/api/auth/login", null, "a=b", "Content-Type", "text/plain").statusCode())
        .isEqualTo(415);
    String large = "{\"username\":\"" + "x".repeat(1 << 20) + "\"}";
    assertThat(call("POST", "/api/auth/login", null, large).statusCode()).isEqualTo(413);
  }

  @Test
  void aCreationTellsWhereTheNewThingIs() throws Exception {
    HttpResponse<String> response =
        call(
            "POST",
            "/api/v1/instances",
            "user-41",
            "{\"name\":\"Radarr\",\"instance_type\":\"radarr\",\"url\":\"http://localhost:7878\","
                + "\"api_key\":\"0123456789abcdef0123456789abcdef\"}");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("Location")).hasValue("/gate/api/v1/instances/5");
  }

  @Test
  void eachUserHasLimitsOfTheirOwn() throws Exception {
    int allowed = 0;
    HttpResponse<String> last = null;
    for (int i = 0; i < 12; i++) {
      last = call("POST", "/api/instances/test", "user-42", null);
      allowed += last.statusCode() == 200 ? 1 : 0;
    }
    assertThat(allowed).isEqualTo(10);
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 7L);
    assertThat(call("POST", "/api/instances/test", "user-43", null).statusCode()).isEqualTo(200);
  }

  @Test
  void aFaultOfOursTellsNothingOfTheInside() throws Exception {
    HttpResponse<String> response =
        call("GET", "/api/setup", null, null, "X-Forwarded-For", "203.0.113.9");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("jdbc", "SELECT", "IllegalState");
  }

  @Test
  void forwardedAddressesCountOnlyFromTrustedProxies() throws Exception {
    JsonNode echo =
        json(call("GET", "/api/setup", null, null, "X-Forwarded-For", "10.9.9.9, 198.51.100.4"));
    assertThat(echo.path("address").asText()).isEqualTo("198.51.100.4");
  }

  @Test
  void machinesAskWithoutPrefix() throws Exception {
    String root = "http://127.0.0.1:" + server.port();
    for (String path : List.of("/ping", "/health/live", "/health/ready")) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(root + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(path).isEqualTo(200);
    }
    assertThat(call("GET", "/metrics", null, null).statusCode()).isEqualTo(404);
    HttpResponse<String> metrics =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.managementPort() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(metrics.body()).isEqualTo("up 1\n");
  }

  @Test
  void theDocumentAndItsPageAreServed() throws Exception {
    HttpResponse<String> document = call("GET", "/docs/openapi.yaml", null, null);
    assertThat(document.body()).contains("operationId: createInstance", "openapi: 3.1.0");
    assertThat(document.body()).doesNotContain("__absolute");
    JsonNode tree = new YAMLMapper().readTree(document.body());
    assertThat(tree.at("/info/title").asText()).isEqualTo("Arrway");
    assertThat(tree.at("/paths/~1instances/post/operationId").asText()).isEqualTo("createInstance");
    assertThat(tree.at("/servers/0/url").asText()).isEqualTo("/gate/api/v1");
    assertThat(tree.at("/components/schemas/InstanceType/enum/0").asText()).isEqualTo("radarr");
    assertThat(call("GET", "/docs/swagger/", null, null).body()).contains("swagger-ui-bundle.js");
    assertThat(call("GET", "/docs/swagger/swagger-ui-bundle.js", null, null).statusCode())
        .isEqualTo(200);
  }

  @Test
  void contractAndHandlersMustNameTheSameOperations() {
    assertThatThrownBy(
            () ->
                Dispatcher.of(
                    contract,
                    echoes(operation -> !operation.getOperationId().equals("lookup")),
                    1,
                    (call, changes, status, code, took) -> {},
                    TestLimits.bodies(vertx)))
        .hasMessageContaining("without a handler: [lookup]");
  }

  @Test
  void everyCallIsObserved() throws Exception {
    observed.clear();
    assertThat(call("DELETE", "/api" + ID, "viewer", null).statusCode()).isEqualTo(403);
    assertThat(call("DELETE", "/api" + ID, "user-44", null).statusCode()).isEqualTo(200);
    assertThat(observed)
        .containsExactly("deleteInstance true 403 forbidden", "deleteInstance true 200 ok");
  }
}
