package dev.arrway.feature.arrs.web;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.app.ServedContract;
import dev.arrway.app.UpstreamCatalog;
import dev.arrway.feature.arrs.ArrQueries;
import dev.arrway.feature.arrs.OverallQueries;
import dev.arrway.feature.libraries.LibraryHarness;
import dev.arrway.feature.libraries.web.LibraryRoutes;
import dev.arrway.feature.libraries.web.SyncRoutes;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.ApiJson;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Role;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceFanOut;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What instances answer, alone and together, as the contract writes it. */
class ArrRoutesIT {
  private static final JsonObject SCHEMAS =
      ServedContract.of(UpstreamCatalog.standard())
          .json()
          .getJsonObject("components")
          .getJsonObject("schemas");

  private LibraryHarness harness;
  private Operations operations;

  @BeforeEach
  void open() {
    harness = LibraryHarness.open();
    var directory = harness.instances().directory();
    var client = harness.instances().client();
    UpstreamCatalog catalog = UpstreamCatalog.standard();
    var builder = new Operations.Builder();
    new ArrRoutes(new ArrQueries(directory, client, catalog::get)).register(builder);
    new OverallRoutes(new OverallQueries(new InstanceFanOut(client, directory, catalog::get)))
        .register(builder);
    new LibraryRoutes(harness.library()).register(builder);
    new SyncRoutes(harness.sync()).register(builder);
    operations = builder.build();
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private SandboxServer radarr(int size, int offset) {
    var settings = SandboxSettings.of(size).withLibrary(size, offset);
    return await(RadarrSandbox.start(harness.vertx(), settings)).server();
  }

  private SandboxServer sonarr(int size) {
    return await(SonarrSandbox.start(harness.vertx(), SandboxSettings.of(size))).server();
  }

  private JsonNode call(String operation, Map<String, Object> parameters) {
    return call(operation, harness.ada(), parameters);
  }

  private JsonNode call(String operation, long user, Map<String, Object> parameters) {
    Caller caller =
        new Caller(user, "user", Role.USER, null, null, "192.0.2.1", java.time.Instant.MAX, 1);
    Call call =
        new Call(
            operation,
            caller,
            "192.0.2.1",
            "test",
            parameters,
            ApiJson.mapper().createObjectNode());
    Answer answer = await(operations.operation(operation).orElseThrow().run(call));
    assertThat(answer.status()).isEqualTo(200);
    try {
      return ApiJson.mapper().readTree(ApiJson.write(answer.value()).getBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertFits(JsonNode shown, String schema) {
    JsonObject contract = SCHEMAS.getJsonObject(schema);
    Set<String> names = new TreeSet<>();
    shown.fieldNames().forEachRemaining(names::add);
    assertThat(contract.getJsonObject("properties").fieldNames()).containsAll(names);
    List<String> required = new ArrayList<>();
    contract.getJsonArray("required", new JsonArray()).forEach(name -> required.add("" + name));
    assertThat(names).containsAll(required);
    for (String name : names) {
      Object type = contract.getJsonObject("properties").getJsonObject(name).getValue("type");
      if (type != null && shown.path(name).isNull()) {
        assertThat(type).as(name).isInstanceOf(JsonArray.class);
      }
    }
  }

  private static void assertPage(JsonNode page, String item) {
    assertThat(page.path("total").asInt()).isPositive();
    assertThat(page.path("items")).isNotEmpty();
    page.path("items").forEach(shown -> assertFits(shown, item));
  }

  @ParameterizedTest
  @ValueSource(strings = {"radarr", "sonarr"})
  void everyAnswerFitsTheContract(String type) {
    SandboxServer server = type.equals("radarr") ? radarr(200, 0) : sonarr(60);
    Map<String, Object> id = Map.of("instance_id", harness.add(type, server).id());
    assertFits(call("getInstanceStatus", id), "InstanceStatus");
    call("getInstanceHealth", id).path("items").forEach(i -> assertFits(i, "HealthCheck"));
    assertPage(call("getInstanceDiskSpace", id), "DiskSpace");
    assertPage(call("getInstanceRootFolders", id), "RootFolder");
    call("getInstanceTags", id).path("items").forEach(i -> assertFits(i, "Tag"));
    call("getInstanceIndexers", id).path("items").forEach(i -> assertFits(i, "ArrIndexer"));
    assertPage(call("getInstanceQueue", id), "QueueItem");
    assertPage(call("getInstanceHistory", id), "HistoryItem");
    assertPage(call("getWantedMissing", id), "WantedItem");
    assertPage(call("getWantedCutoff", id), "WantedItem");
    assertPage(call("lookup", with(id, "term", "the")), "LookupResult");
    JsonNode library = call("getInstanceLibrary", with(id, "limit", 7L));
    assertPage(library, "LibraryItem");
    assertFits(library, "LibraryPage");
    assertFits(library.path("snapshot"), "SnapshotState");
    assertThat(library.path("items")).hasSize(7);
    JsonNode sync = call(type.equals("radarr") ? "syncRadarr" : "getSonarrSync", Map.of());
    assertFits(sync, "SyncResult");
    assertThat(sync.path("ok").asBoolean()).isTrue();
    assertFits(sync.path("instances").get(0), "InstanceSync");
    JsonNode status = call("getSyncStatus", Map.of());
    assertFits(status, "SyncStatus");
    assertFits(status.path(type), "LibrarySyncState");
    assertThat(status.path(type).path("last_sync_at").asText()).endsWith("Z");
    assertFits(status.path("cache"), "CacheState");
    assertFits(status.path("matching"), "MatchingState");
    assertPage(call("listDiskSpace", Map.of()), "DiskSpace");
    assertPage(call("listQueue", Map.of()), "QueueItem");
    assertPage(call("listHistory", Map.of()), "HistoryItem");
    assertPage(call("listWantedMissing", Map.of("monitored", true)), "WantedItem");
    assertPage(call("listWantedCutoff", Map.of("monitored", true)), "WantedItem");
  }

  private static Map<String, Object> with(Map<String, Object> all, String name, Object value) {
    Map<String, Object> more = new HashMap<>(all);
    more.put(name, value);
    return more;
  }

  @Test
  void noLinkOfAnIndexerLeavesTheHistory() {
    Map<String, Object> id = Map.of("instance_id", harness.add("radarr", radarr(200, 0)).id());
    JsonNode items = call("getInstanceHistory", with(id, "limit", 500L)).path("items");
    assertThat(items.toString()).doesNotContain("apikey=").doesNotContain("passkey=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getInstanceStatus",
        "getInstanceHealth",
        "getInstanceDiskSpace",
        "getInstanceRootFolders",
        "getInstanceTags",
        "getInstanceIndexers",
        "getInstanceQueue",
        "getInstanceHistory",
        "getWantedMissing",
        "getWantedCutoff",
        "lookup",
        "getInstanceLibrary"
      })
  void anotherUsersInstanceIsNotFound(String operation) {
    Instance instance = harness.add("radarr", radarr(10, 0));
    Map<String, Object> parameters = Map.of("instance_id", instance.id(), "term", "x");
    assertCode(operation, harness.bob(), parameters, FailureCode.NOT_FOUND);
    assertCode(operation, harness.ada(), Map.of("instance_id", 999L), FailureCode.NOT_FOUND);
    harness.disable(instance);
    assertCode(operation, harness.ada(), parameters, FailureCode.INSTANCE_DISABLED);
  }

  private void assertCode(
      String operation, long user, Map<String, Object> parameters, FailureCode code) {
    assertThatThrownBy(() -> call(operation, user, parameters))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(code));
  }

  @Test
  void everythingWantedIsWalkedOverThreePages() {
    Map<String, Object> id = Map.of("instance_id", harness.add("radarr", radarr(6_000, 0)).id());
    int total = call("getWantedMissing", with(id, "limit", 1L)).path("total").asInt();
    assertThat(total).isGreaterThan(1_000);

    JsonNode all = call("getWantedMissing", with(id, "all", true));

    assertThat(all.path("items")).hasSize(total);
    assertThat(all.path("total").asInt()).isEqualTo(total);
    Set<Long> ids = new HashSet<>();
    all.path("items").forEach(item -> ids.add(item.path("library_id").asLong()));
    assertThat(ids).hasSize(total);
  }

  @Test
  void aHungAndAFailingInstanceAreNamedAndTheOthersAnswerInTime() {
    Instance movies = harness.add("radarr", radarr(300, 0));
    SandboxServer hung = radarr(300, 300);
    SandboxServer failing = sonarr(20);
    Instance late = harness.add("radarr", hung);
    Instance ill = harness.add("sonarr", failing);
    hung.faults().replace(List.of(Fault.of(FaultKind.HANG)));
    failing.faults().replace(List.of(Fault.of(FaultKind.LOGIN_PAGE)));

    for (String operation :
        List.of("listQueue", "listHistory", "listDiskSpace", "listWantedMissing")) {
      long begun = System.nanoTime();
      JsonNode page = call(operation, Map.of());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(3_500));
      assertThat(page.path("items")).isNotEmpty();
      page.path("items")
          .forEach(i -> assertThat(i.path("instance_id").asLong()).isEqualTo(movies.id()));
      assertThat(page.path("failures")).hasSize(2);
      JsonNode first = page.path("failures").get(0);
      JsonNode second = page.path("failures").get(1);
      assertFits(first, "PartFailure");
      assertThat(first.path("instance_id").asLong()).isEqualTo(late.id());
      assertThat(first.path("status").asInt()).isEqualTo(504);
      assertThat(second.path("instance_name").asText()).isEqualTo(ill.name());
      assertThat(second.path("code").asText()).isIn("upstream_html", "breaker_open");
    }
  }

  @Test
  void allFailingIsABadGateway() {
    SandboxServer failing = radarr(10, 0);
    harness.add("radarr", failing);
    failing.faults().replace(List.of(Fault.status(500)));
    assertCode("listQueue", harness.ada(), Map.of(), FailureCode.UPSTREAM_ERROR);
    assertThat(call("listQueue", harness.bob(), Map.of()).path("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"listQueue,id", "listHistory,id", "listWantedMissing,library_id"})
  void pagesOverAllInstancesFitTogether(String operation, String idName) {
    harness.add("radarr", radarr(150, 0));
    harness.add("radarr", radarr(150, 150));
    harness.add("sonarr", sonarr(20));
    List<String> whole = rows(call(operation, Map.of("limit", 500L)), idName);
    int total = call(operation, Map.of("limit", 1L)).path("total").asInt();
    List<String> paged = new ArrayList<>();
    for (long offset = 0; offset < total && paged.size() < 500; offset += 13) {
      paged.addAll(rows(call(operation, Map.of("limit", 13L, "offset", offset)), idName));
    }
    assertThat(whole).doesNotHaveDuplicates().hasSize(Math.min(500, total));
    assertThat(paged.subList(0, whole.size())).isEqualTo(whole);
  }

  private static List<String> rows(JsonNode page, String idName) {
    List<String> rows = new ArrayList<>();
    page.path("items")
        .forEach(
            item ->
                rows.add(
                    item.path("instance_id")
                        + "/"
                        + item.path(idName)
                        + "/"
                        + item.path("episode_id")));
    return rows;
  }
}
