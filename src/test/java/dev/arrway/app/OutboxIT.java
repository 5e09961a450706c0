package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxIT {
  private static TestGateway gateway;
  private Api admin;
  private long radarr;

  @BeforeAll
  static void open() {
    gateway = TestGateway.start();
  }

  @BeforeEach
  void start() {
    admin = gateway.renew();
    radarr = gateway.addRadarr(admin, "Films");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private List<Title> addable(int count) {
    RadarrSandbox server = gateway.radarr();
    int there = server.library().list().size();
    return server.library().catalogue().part(there, count);
  }

  private long held(Title title) {
    return gateway.radarr().library().list().stream()
        .filter(movie -> movie.title().id() == title.id())
        .count();
  }

  private Api.Reply add(Title title) {
    return admin.post("/instances/" + radarr + "/library", Map.of("tmdb_id", title.id()));
  }

  private JsonNode entry(long id) {
    return admin.get("/outbox/" + id).json();
  }

  private void awaitState(long id, String state) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> assertThat(entry(id).path("state").asText()).isEqualTo(state));
  }

  @Test
  void aMovieIsAddedAtOnceAndOnce() {
    Title title = addable(1).get(0);
    Api.Reply added = add(title);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.at("/tmdb_id").asInt()).isEqualTo(title.id());
    assertThat(added.at("/monitored").asBoolean()).isTrue();
    assertThat(added.at("/root_folder").asText()).startsWith("/");

    Api.Reply again = add(title);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.at("/code").asText()).isEqualTo("conflict");
    assertThat(held(title)).isEqualTo(1);

    JsonNode changes = admin.get("/outbox").json();
    assertThat(changes.path("total").asInt()).isEqualTo(2);
    assertThat(changes.at("/items/0/state").asText()).isEqualTo("failed");
    assertThat(changes.at("/items/1/state").asText()).isEqualTo("confirmed");
    assertThat(changes.at("/items/1/request/title/tmdb_id").asInt()).isEqualTo(title.id());
    assertThat(admin.get("/outbox?state=confirmed").at("/total").asInt()).isEqualTo(1);
    assertThat(types()).contains("outbox.queued", "outbox.sent", "outbox.confirmed", "movie.added");
  }

  private List<String> types() {
    JsonNode items = admin.get("/events/history?limit=500").at("/items");
    return StreamSupport.stream(items.spliterator(), false)
        .map(event -> event.path("type").asText())
        .toList();
  }

  @Test
  void whatWasAddedShowsInTheLibraryWithoutARefresh() {
    String library = "/instances/" + radarr + "/library";
    long before = admin.get(library).at("/total").asLong();
    Title title = addable(1).get(0);
    long id = add(title).at("/library_id").asLong();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(admin.get(library).at("/total").asLong()).isEqualTo(before + 1));
    assertThat(admin.get(library + "?limit=500").at("/items").findValuesAsText("library_id"))
        .contains(String.valueOf(id));
    assertThat(gateway.radarr().server().requests().count("GET", "/api/v3/movie")).isEqualTo(1);
  }

  @Test
  void whatTheInstanceRefusesIsNamedFieldByField() {
    Api.Reply refused =
        admin.post(
            "/instances/" + radarr + "/library",
            Map.of(
                "tmdb_id",
                addable(1).get(0).id(),
                "quality_profile_id",
                999,
                "root_folder",
                "/nowhere"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/code").asText()).isEqualTo("upstream_rejected");
    assertThat(refused.at("/errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("quality_profile_id", "root_folder");
    Api.Reply misfit =
        admin.post(
            "/instances/" + radarr + "/library", Map.of("tvdb_id", 5, "series_type", "anime"));
    assertThat(misfit.status()).isEqualTo(422);
    assertThat(misfit.at("/errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("tmdb_id", "tvdb_id", "series_type");
  }

  @Test
  void whatIsAskedOfAServerThatIsDownArrivesOnceWhenItIsBack() {
    List<Title> titles = addable(20);
    Futures.await(gateway.radarr().server().close());
    Map<String, Object> place = new HashMap<>();
    place.put("quality_profile_id", 1);
    place.put("root_folder", rootFolder());
    for (Title title : titles) {
      place.put("tmdb_id", title.id());
      Api.Reply reply = admin.post("/instances/" + radarr + "/library", place);
      assertThat(reply.status()).as(reply.text()).isEqualTo(202);
      assertThat(reply.at("/status").asText()).isEqualTo("queued");
      assertThat(reply.at("/outbox_id").asLong()).isPositive();
    }
    Futures.await(gateway.radarr().server().reopen());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(admin.get("/outbox?state=confirmed").at("/total").asInt())
                    .isEqualTo(20));
    assertThat(titles).allMatch(title -> held(title) == 1);
  }

  @Test
  void aTitleWithoutDetailsIsKeptWhileTheServerIsDownAndGetsTheDefaults() {
    Title title = addable(1).get(0);
    Futures.await(gateway.radarr().server().close());
    Api.Reply queued = add(title);
    assertThat(queued.status()).as(queued.text()).isEqualTo(202);
    long id = queued.at("/outbox_id").asLong();
    assertThat(entry(id).at("/request/title").hasNonNull("quality_profile_id")).isFalse();
    Futures.await(gateway.radarr().server().reopen());
    awaitState(id, "confirmed");
    assertThat(held(title)).isEqualTo(1);
    assertThat(entry(id).at("/request/title/root_folder").asText()).isEqualTo(rootFolder());
    assertThat(entry(id).at("/request/title/quality_profile_id").asInt()).isPositive();
  }

  @Test
  void aTitleIsKeptWhileTheServerCannotSayWhereItGoes() {
    Title title = addable(1).get(0);
    gateway
        .radarr()
        .server()
        .faults()
        .replace(
            List.of(
                Fault.delay(7_000).on("/api/v3/qualityprofile").times(1),
                Fault.of(FaultKind.LOSE_ANSWER).on("/api/v3/rootfolder").times(1)));
    Api.Reply queued = add(title);
    assertThat(queued.status()).as(queued.text()).isEqualTo(202);
    awaitState(queued.at("/outbox_id").asLong(), "confirmed");
    assertThat(held(title)).isEqualTo(1);
    assertThat(gateway.radarr().server().requests().count("POST", "/api/v3/movie")).isEqualTo(1);
  }

  @Test
  void anInstanceWithoutAFolderIsNamedAndTheChangeFails() {
    gateway.radarr().server().faults().replace(List.of(Fault.body("[]").on("/api/v3/rootfolder")));
    Api.Reply refused = add(addable(1).get(0));
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.at("/errors/0/field").asText()).isEqualTo("root_folder");
    assertThat(admin.get("/outbox").at("/items/0/state").asText()).isEqualTo("failed");
  }

  @Test
  void changesThatWaitAreLimitedAndTheSettingIsNamed() {
    try (TestGateway small =
        TestGateway.start(
            Map.of("limits.open_changes", "2", "limits.factor", "1"), UpstreamCatalog.standard())) {
      Api owner = small.admin();
      long instance = small.addRadarr(owner, "Films");
      List<Title> titles =
          small.radarr().library().catalogue().part(small.radarr().library().list().size(), 3);
      Futures.await(small.radarr().server().close());
      for (int i = 0; i < 2; i++) {
        Map<String, ?> title = Map.of("tmdb_id", titles.get(i).id());
        assertThat(owner.post("/instances/" + instance + "/library", title).status())
            .isEqualTo(202);
      }
      Map<String, ?> third = Map.of("tmdb_id", titles.get(2).id());
      Api.Reply refused = owner.post("/instances/" + instance + "/library", third);
      assertThat(refused.status()).as(refused.text()).isEqualTo(429);
      assertThat(refused.at("/detail").asText()).contains("limits.open_changes");
      long waiting = owner.get("/outbox").at("/items/0/id").asLong();
      await().until(() -> owner.get("/outbox/" + waiting).at("/state").asText().equals("queued"));
      assertThat(owner.post("/outbox/" + waiting + "/cancel").status()).isEqualTo(200);
      assertThat(owner.post("/instances/" + instance + "/library", third).status()).isEqualTo(202);
    }
  }

  @Test
  void aMalformedAnswerIsGivenUpWithItsReasonWhileOtherChangesPass() {
    gateway
        .radarr()
        .server()
        .faults()
        .replace(List.of(Fault.body("{\"id\":7}").on("/api/v3/movie").method("POST")));
    Api.Reply malformed = add(addable(1).get(0));
    assertThat(malformed.status()).as(malformed.text()).isEqualTo(202);
    long movie = gateway.radarr().library().list().get(0).id();
    Api.Reply search =
        admin.post("/instances/" + radarr + "/search", Map.of("movie_ids", List.of(movie)));
    assertThat(search.at("/command_id").asLong()).as(search.text()).isPositive();
    long id = malformed.at("/outbox_id").asLong();
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              String state = entry(id).path("state").asText();
              if (state.equals("queued")) {
                admin.post("/outbox/" + id + "/retry");
              }
              return state.equals("failed");
            });
    assertThat(entry(id).path("last_error_code").asText()).isEqualTo("upstream_unexpected");
    assertThat(entry(id).path("last_error").asText()).contains("title");
    assertThat(entry(id).path("attempts").asInt()).isEqualTo(4);
  }

  private String rootFolder() {
    return gateway.radarr().state().rootFolders().list().get(0).getString("path");
  }

  @Test
  void anAddWhoseAnswerWasLostIsNotDoneTwice() {
    Title title = addable(1).get(0);
    gateway
        .radarr()
        .server()
        .faults()
        .replace(
            List.of(Fault.of(FaultKind.LOSE_ANSWER).on("/api/v3/movie").method("POST").times(1)));
    Api.Reply reply = add(title);
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    awaitState(reply.at("/outbox_id").asLong(), "confirmed");
    assertThat(held(title)).isEqualTo(1);
    assertThat(gateway.radarr().server().requests().count("POST", "/api/v3/movie")).isEqualTo(1);
    assertThat(entry(reply.at("/outbox_id").asLong()).path("attempts").asInt()).isEqualTo(2);
  }

  @Test
  void aSlowInstanceIsNotWaitedForLongerThanFiveSeconds() {
    Title title = addable(1).get(0);
    gateway
        .radarr()
        .server()
        .faults()
        .replace(List.of(Fault.delay(7_000).on("/api/v3/movie").method("POST").times(1)));
    Api.Reply reply = add(title);
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    awaitState(reply.at("/outbox_id").asLong(), "confirmed");
    assertThat(held(title)).isEqualTo(1);
  }

  @Test
  void fiftyEqualRequestsOfOneNameAreOne() {
    Title title = addable(1).get(0);
    gateway
        .radarr()
        .server()
        .faults()
        .replace(List.of(Fault.delay(300).on("/api/v3/movie").method("POST")));
    String path = "/instances/" + radarr + "/library";
    Map<String, Object> body = Map.of("tmdb_id", title.id());
    List<CompletableFuture<Api.Reply>> calls =
        IntStream.range(0, 50)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> admin.named("k1", path, body)))
            .toList();
    List<Api.Reply> replies = calls.stream().map(CompletableFuture::join).toList();
    assertThat(replies)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).as(reply.text()).isEqualTo(201);
              assertThat(reply.json()).isEqualTo(replies.get(0).json());
            });
    assertThat(gateway.radarr().server().requests().count("POST", "/api/v3/movie")).isEqualTo(1);
    Api.Reply other = admin.named("k1", path, Map.of("tmdb_id", addable(2).get(1).id()));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/errors/0/field").asText()).isEqualTo("Idempotency-Key");
    Api.Reply later = admin.named("k1", path, body);
    assertThat(later.json()).isEqualTo(replies.get(0).json());
  }

  @Test
  void searchesAreStartedInBatchesAndFollowedToTheirEnd() {
    List<Integer> ids = new ArrayList<>();
    gateway.radarr().library().list().stream().limit(150).forEach(movie -> ids.add(movie.id()));
    Api.Reply started = admin.post("/instances/" + radarr + "/search", Map.of("movie_ids", ids));
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    assertThat(started.at("/commands")).hasSize(ids.size() > 100 ? 2 : 1);
    long command = started.at("/command_id").asLong();
    assertThat(command).isPositive();
    String path = "/instances/" + radarr + "/commands/";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admin.get(path + command).at("/status").asText().equals("completed"));
    assertThat(admin.get(path + command).at("/ended").asBoolean()).isTrue();
    Api.Reply gone = admin.get(path + 999_999);
    assertThat(gone.status()).isEqualTo(200);
    assertThat(gone.at("/status").asText()).isEqualTo("gone");
    Api.Reply misfit =
        admin.post("/instances/" + radarr + "/search", Map.of("episode_ids", List.of(1)));
    assertThat(misfit.status()).isEqualTo(422);
  }

  @Test
  void seriesAreAddedAndSearched() {
    long sonarr = gateway.addSonarr(admin, "Shows");
    var library = gateway.sonarr().library();
    Title title = library.catalogue().part(library.list().size(), 1).get(0);
    Api.Reply added =
        admin.post(
            "/instances/" + sonarr + "/library",
            Map.of("tvdb_id", title.id(), "monitor", "first_season", "series_type", "anime"));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    Api.Reply search =
        admin.post(
            "/instances/" + sonarr + "/search",
            Map.of("series_id", added.at("/library_id").asLong(), "season", 1));
    assertThat(search.at("/command_id").asLong()).as(search.text()).isPositive();
  }

  @Test
  void anItemIsTakenOffTheQueue() {
    long item = admin.get("/instances/" + radarr + "/queue").at("/items/0/id").asLong();
    String path = "/instances/" + radarr + "/queue/" + item;
    assertThat(admin.delete(path + "?blocklist=true").status()).isEqualTo(204);
    assertThat(gateway.radarr().state().queue().has((int) item)).isFalse();
    assertThat(admin.delete(path).status()).isEqualTo(404);
  }

  @Test
  void aChangeThatWaitsCanBeTakenBackOrTriedNow() {
    Futures.await(gateway.radarr().server().close());
    List<Title> titles = addable(2);
    List<Long> ids = new ArrayList<>();
    for (Title title : titles) {
      Map<String, ?> place =
          Map.of("tmdb_id", title.id(), "quality_profile_id", 1, "root_folder", rootFolder());
      Api.Reply queued = admin.post("/instances/" + radarr + "/library", place);
      ids.add(queued.at("/outbox_id").asLong());
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.post("/outbox/" + ids.get(0) + "/cancel").status() == 200);
    assertThat(entry(ids.get(0)).path("state").asText()).isEqualTo("cancelled");
    assertThat(entry(ids.get(1)).path("last_error_code").asText())
        .isIn("upstream_refused", "breaker_open");
    assertThat(admin.post("/outbox/" + ids.get(0) + "/retry").status()).isEqualTo(409);
    Futures.await(gateway.radarr().server().reopen());
    admin.post("/outbox/" + ids.get(1) + "/retry");
    awaitState(ids.get(1), "confirmed");
    assertThat(held(titles.get(0))).isZero();
    assertThat(held(titles.get(1))).isEqualTo(1);
    assertThat(admin.post("/outbox/" + ids.get(1) + "/cancel").status()).isEqualTo(409);
  }
}
