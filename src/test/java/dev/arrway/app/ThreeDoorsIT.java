package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.app.ContractCalls.Operation;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.plex.PlexSimulator;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation answers the same over HTTP, SockJS and TCP: what is there, what is wrong, what is
 * not allowed. Taken from the contract, so that no operation can be forgotten.
 */
class ThreeDoorsIT {
  private static final Map<String, Operation> OPERATIONS = ContractCalls.all();

  /** Fields that differ from one call to the next. */
  private static final String FLEETING =
      ".*_at|.*_ms|at|from|to|cursor|token|ticket|key|prefix|access_token|refresh_token|trace_id|.*seconds";

  private static final Vertx VERTX = Vertx.vertx();
  private static TestGateway gateway;
  private static long plex;
  private static Map<String, Object> ids;
  private static Trio owner;
  private static Trio viewer;

  /** The same user at the three doors. */
  private static final class Trio {
    private final Api http;
    private final Map<String, String> headers;
    private final Map<BusDoor, BusClient> clients = new EnumMap<>(BusDoor.class);

    Trio(Api user) {
      http = user;
      headers = BusDoor.bearer(user);
    }

    Api http() {
      return http;
    }

    JsonNode call(
        BusDoor door, String operation, Map<String, Object> given, Map<String, String> more) {
      for (int again = 0; again < 3; again++) {
        JsonNode answer = client(door).callUnlessEnded(operation, given, more);
        if (answer != null) {
          return answer;
        }
      }
      throw new AssertionError(operation + " is never answered");
    }

    /** A change of access ends sockets; then there is a new one. */
    private BusClient client(BusDoor door) {
      return clients.compute(
          door,
          (same, known) ->
              known == null || known.closed.get() ? door.open(gateway, headers) : known);
    }
  }

  /** What came of a call, whichever door it went through. */
  private record Outcome(int status, JsonNode json) {
    static Outcome of(Api.Reply reply) {
      return new Outcome(reply.status(), reply.json());
    }

    static Outcome of(JsonNode frame) {
      boolean failed = frame.path("type").asText().equals("err");
      int status = failed ? frame.path("failureCode").asInt() : frame.at("/headers/status").asInt();
      if (failed) {
        assertThat(frame.path("message")).isEqualTo(frame.at("/body/detail"));
      }
      return new Outcome(status, Api.checked(frame.path("body")));
    }

    Outcome lasting() {
      return new Outcome(status, json.isContainerNode() ? lasting(json.deepCopy()) : null);
    }

    @CanIgnoreReturnValue
    private static JsonNode lasting(JsonNode node) {
      if (node instanceof ObjectNode object) {
        Iterator<String> names = object.fieldNames();
        while (names.hasNext()) {
          if (names.next().matches(FLEETING)) {
            names.remove();
          }
        }
      }
      if (node instanceof ObjectNode || node instanceof ArrayNode) {
        node.forEach(Outcome::lasting);
      }
      return node;
    }

    /** Names and kinds alone, for answers about different objects. */
    Outcome shape() {
      return new Outcome(status, json.isContainerNode() ? shape(json.deepCopy()) : null);
    }

    @CanIgnoreReturnValue
    private static JsonNode shape(JsonNode node) {
      if (node instanceof ObjectNode object) {
        List<String> names = new java.util.ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        names.forEach(
            name -> {
              if (object.get(name).isContainerNode()) {
                shape(object.get(name));
              } else {
                object.put(name, name);
              }
            });
      } else if (node instanceof ArrayNode array) {
        array.forEach(Outcome::shape);
      }
      return node;
    }
  }

  @BeforeAll
  static void start() {
    gateway = BusDoor.gateway();
    gateway.newUser("looker", "viewer");
    Api admin = gateway.admin();
    ids = DoorThings.of(VERTX, gateway, admin);
    plex = TestGateway.addSimulated(VERTX, admin, new PlexSimulator(), SandboxSettings.of(10));
    // The first sync reports more than those that follow.
    assertThat(admin.post("/radarr-sync").status()).isEqualTo(200);
    assertThat(admin.post("/sonarr-sync").status()).isEqualTo(200);
    owner = new Trio(admin);
    viewer = new Trio(gateway.login("looker"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    Futures.await(VERTX.close());
  }

  private static Stream<Operation> onTheBus(Predicate<Operation> which) {
    return OPERATIONS.values().stream().filter(Operation::onTheBus).filter(which);
  }

  private static Outcome http(Operation operation, Api user, Map<String, Object> given) {
    return Outcome.of(
        user.call(operation.method().toUpperCase(), operation.url(given), operation.body(given)));
  }

  /** Asserts that all doors answer the same, and says what. */
  @CanIgnoreReturnValue
  private static Outcome same(Operation operation, Trio user, Map<String, Object> given) {
    Outcome http = http(operation, user.http(), given).lasting();
    assertThat(Outcome.of(user.call(BusDoor.SOCKJS, operation.id(), given, Map.of())).lasting())
        .isEqualTo(http);
    assertThat(Outcome.of(user.call(BusDoor.TCP, operation.id(), given, Map.of())).lasting())
        .isEqualTo(http);
    return http;
  }

  @TestFactory
  Stream<DynamicTest> whatIsThereIsReadTheSame() {
    return onTheBus(Operation::reads)
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.id(),
                    () -> {
                      Map<String, Object> given = operation.required(ids);
                      if (operation.parameters().containsKey("limit")) {
                        given.put("limit", 2);
                      }
                      same(operation, owner, given);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsWrongIsNamedTheSame() {
    return onTheBus(operation -> true)
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.id(),
                    () -> {
                      Map<String, Object> given = operation.required(Map.of());
                      given.put("no_such_thing", "x");
                      given.replaceAll((name, value) -> "x");
                      Outcome outcome = same(operation, owner, given);
                      if (operation.raw().containsKey("x-foreign-body")) {
                        assertThat(outcome.status()).isEqualTo(404); // anything may be said to it
                        return;
                      }
                      assertThat(outcome.status()).isEqualTo(422);
                      assertThat(outcome.json().findValuesAsText("field"))
                          .contains("no_such_thing");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotAllowedIsRefusedTheSame() {
    return onTheBus(operation -> !operation.isPublic())
        .filter(operation -> !"viewer".equals(operation.raw().getString("x-roles")))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.id(),
                    () -> {
                      Outcome outcome = same(operation, viewer, operation.required(ids));
                      assertThat(outcome.status()).isEqualTo(403);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotThereIsMissedTheSame() {
    return onTheBus(operation -> operation.path().contains("{") && !operation.hasBody())
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.id(),
                    () -> {
                      Map<String, Object> given = operation.required(ids);
                      given.replaceAll((name, id) -> id instanceof Long ? 9_999_999L : id);
                      given.replace("correlation_id", "none-such");
                      Outcome outcome = same(operation, owner, given);
                      assertThat(outcome.status()).isEqualTo(404);
                    }));
  }

  /** A change with a body of its own at each door; the bodies differ in what must be new. */
  private static Map<String, Object> change(String operation, int door) {
    Map<String, Object> given = new HashMap<>(OPERATIONS.get(operation).required(ids));
    given.putAll(
        switch (operation) {
          case "createUser" ->
              Map.of("username", "made" + door, "password", "a password of tests", "role", "user");
          case "createApiKey" -> Map.of("name", "made " + door, "scopes", List.of("read"));
          case "updateUser" -> Map.of("role", "admin");
          case "createInstance" ->
              Map.of(
                  "name",
                  "Made " + door,
                  "instance_type",
                  "sonarr",
                  "url",
                  gateway.sonarr().server().url(),
                  "api_key",
                  gateway.sonarr().server().apiKey().reveal());
          case "updateInstance" -> Map.of("name", "Renamed " + door);
          case "ignoreDrift" -> Map.of("paths", List.of("tags[*"));
          case "listMediaLibraries" -> Map.of("instance_id", plex);
          case "refreshMediaLibrary" -> Map.of("instance_id", plex, "library_id", "1");
          case "scanMediaPath" -> Map.of("instance_id", plex, "path", "/data/movies/A (2001)");
          case "searchInstance" -> Map.of("movie_ids", List.of(1 + door));
          case "createImport" ->
              Map.of(
                  "instance_id",
                  ids.get("instance_id"),
                  "source",
                  Map.of("type", "text", "content", "tmdb:60" + door));
          case "login" -> Map.of("username", "admin", "password", TestGateway.ADMIN_PASSWORD);
          case "createDownload" -> Map.of("magnet", DownloadRig.magnet(door), "category", "new");
          case "updatePlaylist" -> Map.of("user_agent", "Player/" + door);
          case "setDownloadRules" -> Map.of("stalled", Map.of("enabled", true));
          case "optimizeQualityProfiles" -> Map.of("max_size_gb", 5);
          default -> Map.of();
        });
    return given;
  }

  @TestFactory
  Stream<DynamicTest> changesAreAnsweredTheSame() {
    return Stream.of(
            "createUser",
            "createApiKey",
            "createTicket",
            "createInstance",
            "updateInstance",
            "testInstance",
            "testAllInstances",
            "acceptDriftBaseline",
            "ignoreDrift",
            "searchInstance",
            "listMediaLibraries",
            "refreshMediaLibrary",
            "scanMediaPath",
            "createImport",
            "optimizeQualityProfiles",
            "updatePlaylist",
            "refreshPlaylist",
            "createDownload",
            "pauseDownload",
            "resumeDownload",
            "setDownloadRules",
            "syncRadarr",
            "login")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Operation operation = OPERATIONS.get(name);
                      Outcome http = http(operation, owner.http(), change(name, 0)).shape();
                      Outcome sockJs =
                          Outcome.of(owner.call(BusDoor.SOCKJS, name, change(name, 1), Map.of()));
                      Outcome tcp =
                          Outcome.of(owner.call(BusDoor.TCP, name, change(name, 2), Map.of()));
                      assertThat(sockJs.shape()).isEqualTo(http);
                      assertThat(tcp.shape()).isEqualTo(http);
                    }));
  }

  @Test
  void anIdempotencyKeyCountsAcrossDoors() {
    int there = gateway.radarr().library().list().size();
    Title title = gateway.radarr().library().catalogue().part(there, 1).get(0);
    Map<String, Object> body = Map.of("tmdb_id", title.id());
    Map<String, Object> given = new HashMap<>(body);
    given.put("instance_id", ids.get("instance_id"));
    Map<String, String> key = Map.of("Idempotency-Key", "add-once");
    Outcome http =
        Outcome.of(
            owner
                .http()
                .named("add-once", "/instances/" + ids.get("instance_id") + "/library", body));
    assertThat(http.status()).as(http.toString()).isIn(201, 202);
    Outcome bus = Outcome.of(owner.call(BusDoor.SOCKJS, "addToLibrary", given, key));
    assertThat(bus.lasting()).isEqualTo(http.lasting());
    assertThat(Outcome.of(owner.call(BusDoor.TCP, "addToLibrary", given, key)).lasting())
        .isEqualTo(http.lasting());
    Outcome again = Outcome.of(owner.call(BusDoor.TCP, "addToLibrary", given, Map.of()));
    assertThat(again.status()).isNotEqualTo(201);
  }

  @Test
  void numbersThatAreNoIdsAreRefusedAsSuch() {
    for (Object id : List.of(1.5, new java.math.BigInteger("18446744073709551617"), "1", true)) {
      JsonNode frame = owner.call(BusDoor.TCP, "getInstance", Map.of("instance_id", id), Map.of());
      assertThat(frame.path("failureCode").asInt()).as(id.toString()).isEqualTo(422);
      assertThat(frame.at("/body/errors/0/field").asText()).isEqualTo("instance_id");
    }
  }
}
