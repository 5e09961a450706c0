package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.Title;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddMissingIT {
  private static final String UNKNOWN = "Zzyzx Qwortle Unheard (1987)";
  private static final String LIVE = "LIVE News 24";

  private static TestGateway gateway;
  private Api admin;
  private long radarr;
  private long sonarr;
  private List<Title> movies;
  private Title series;
  private long playlist;

  @BeforeAll
  static void open() {
    gateway = TestGateway.start();
  }

  @BeforeEach
  void start() {
    admin = gateway.renew();
    radarr = gateway.addRadarr(admin, "Films");
    sonarr = gateway.addSonarr(admin, "Shows");
    admin.post("/radarr-sync");
    admin.post("/sonarr-sync");
    var films = gateway.radarr().library();
    movies = films.catalogue().part(films.list().size(), 5);
    var shows = gateway.sonarr().library();
    series = shows.catalogue().part(shows.list().size(), 1).get(0);
    playlist =
        admin
            .upload(
                "/playlists",
                "List",
                Provider.list(
                        List.of(
                            named(movies.get(0)),
                            "FR - " + named(movies.get(0)) + " 4K",
                            named(movies.get(1)),
                            stated(movies.get(2)),
                            stated(movies.get(3)),
                            UNKNOWN,
                            LIVE,
                            named(series) + " S01E01",
                            named(series) + " S01E02",
                            named(gateway.radarr().library().list().get(0).title())))
                    .getBytes())
            .id();
    gateway.awaitReady(admin, playlist);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String named(Title title) {
    return title.title() + " (" + title.year() + ")";
  }

  private static String stated(Title title) {
    return named(title) + " [tmdbid-" + title.id() + "]";
  }

  private long id(String name) {
    return Provider.id(admin, playlist, name);
  }

  private long held(Title title) {
    return gateway.radarr().library().list().stream()
        .filter(movie -> movie.title().id() == title.id())
        .count();
  }

  private long posts() {
    return gateway.radarr().server().requests().count("POST", "/api/v3/movie");
  }

  private Map<String, Object> wish(Object... more) {
    Map<String, Object> wish = new HashMap<>(Map.of("instance_id", radarr));
    for (int i = 0; i < more.length; i += 2) {
      wish.put((String) more[i], more[i + 1]);
    }
    return wish;
  }

  private Map<String, Object> placed(Object... more) {
    Map<String, Object> wish = wish(more);
    wish.put("quality_profile_id", 1);
    wish.put("root_folder", gateway.radarr().state().rootFolders().list().get(0).getString("path"));
    return wish;
  }

  private Api.Reply addOne(String name, Map<String, Object> wish) {
    return admin.post("/missing-content/" + id(name) + "/add", wish);
  }

  private void awaitHeld(String... names) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              for (String name : names) {
                JsonNode entry = Provider.entry(admin, playlist, name);
                assertThat(entry.path("missing").asBoolean()).as(name).isFalse();
              }
            });
  }

  private long missing() {
    return admin.get("/missing-content").at("/total").asLong();
  }

  @Test
  void aTitleWithoutAnIdIsLookedUpAndLeavesMissingContent() {
    long before = missing();
    Title title = movies.get(0);
    Api.Reply added = addOne(named(title), wish());
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.at("/tmdb_id").asInt()).isEqualTo(title.id());
    assertThat(held(title)).isEqualTo(1);
    awaitHeld(named(title), "FR - " + named(title) + " 4K");
    assertThat(missing()).isEqualTo(before - 1);
    assertThat(admin.get("/match-decisions").at("/total").asInt()).isZero();

    Api.Reply again = addOne(named(title), wish());
    assertThat(again.status()).isEqualTo(409);
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void whatTheInstanceDoesNotSurelyKnowIsNotGuessed() {
    Api.Reply unsure = addOne(UNKNOWN, wish());
    assertThat(unsure.status()).as(unsure.text()).isEqualTo(422);
    assertThat(unsure.at("/errors/0/field").asText()).isEqualTo("tmdb_id");
    assertThat(posts()).isZero();

    Api.Reply told = addOne(UNKNOWN, wish("tmdb_id", movies.get(1).id(), "search", true));
    assertThat(told.status()).as(told.text()).isEqualTo(201);
    awaitHeld(UNKNOWN);
    JsonNode decisions = admin.get("/match-decisions").json();
    assertThat(decisions.path("total").asInt()).isEqualTo(1);
    assertThat(decisions.at("/items/0/tmdb_id").asInt()).isEqualTo(movies.get(1).id());
    assertThat(Provider.entry(admin, playlist, UNKNOWN).at("/match/method").asText())
        .isEqualTo("pinned");
  }

  @Test
  void whatCannotBeAddedIsRefused() {
    assertThat(addOne(LIVE, wish()).status()).isEqualTo(422);
    assertThat(addOne(named(series) + " S01E01", wish()).status()).isEqualTo(422);
    assertThat(addOne(named(movies.get(0)), wish("series_type", "anime")).status()).isEqualTo(422);
    assertThat(addOne(named(movies.get(0)), wish("tvdb_id", 5)).status()).isEqualTo(422);
    assertThat(admin.post("/missing-content/999999/add", wish()).status()).isEqualTo(404);
    assertThat(addOne(named(movies.get(0)), Map.of("instance_id", 999_999)).status())
        .isEqualTo(404);
    assertThat(admin.post("/missing-content/add", wish("entry_ids", List.of())).status())
        .isEqualTo(422);
    assertThat(posts()).isZero();
  }

  @Test
  void aRejectedTitleIsNotAddedUnlessItIsNamed() {
    Title title = movies.get(2);
    assertThat(addOne(stated(title), wish()).status()).isEqualTo(201);
    awaitHeld(stated(title));
    long entry = id(stated(title));
    assertThat(admin.put("/matches/" + entry, Map.of("decision", "reject")).status())
        .isEqualTo(200);
    Api.Reply again = addOne(stated(title), wish());
    assertThat(again.status()).as(again.text()).isEqualTo(422);
    assertThat(again.at("/errors/0/field").asText()).isEqualTo("tmdb_id");
  }

  @Test
  void oneIsKeptWhileTheInstanceIsDown() {
    Title title = movies.get(2);
    Futures.await(gateway.radarr().server().close());
    Api.Reply queued = addOne(stated(title), placed());
    assertThat(queued.status()).as(queued.text()).isEqualTo(202);
    assertThat(queued.at("/outbox_id").asLong()).isPositive();
    Api.Reply looked = addOne(named(movies.get(0)), placed());
    assertThat(looked.status()).as(looked.text()).isEqualTo(202);
    assertThat(addOne(stated(movies.get(3)), wish()).status()).isEqualTo(202);
    long unknown = addOne(UNKNOWN, wish()).at("/outbox_id").asLong();
    Futures.await(gateway.radarr().server().reopen());
    awaitHeld(stated(title), named(movies.get(0)), stated(movies.get(3)));
    assertThat(held(title) + held(movies.get(0)) + held(movies.get(3))).isEqualTo(3);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(admin.get("/outbox/" + unknown).at("/state").asText())
                    .isEqualTo("failed"));
    assertThat(admin.get("/outbox/" + unknown).at("/errors/0/field").asText()).isEqualTo("tmdb_id");
  }

  private List<Long> ids(String... names) {
    List<Long> ids = new ArrayList<>();
    for (String name : names) {
      ids.add(id(name));
    }
    return ids;
  }

  private List<Long> mixed() {
    List<Long> ids =
        ids(
            named(movies.get(0)),
            "FR - " + named(movies.get(0)) + " 4K",
            named(movies.get(1)),
            stated(movies.get(2)),
            UNKNOWN,
            LIVE,
            named(series) + " S01E01",
            named(gateway.radarr().library().list().get(0).title()));
    ids.add(999_999L);
    return ids;
  }

  private static List<String> statuses(Api.Reply reply) {
    return reply.at("/items").findValuesAsText("status");
  }

  @Test
  void manyAreAddedAndWhatCannotBeSaysWhy() {
    List<Long> ids = mixed();
    Api.Reply dry = admin.post("/missing-content/add", wish("entry_ids", ids, "dry_run", true));
    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    assertThat(statuses(dry))
        .containsExactly(
            "addable", "addable", "addable", "addable", "failed", "failed", "failed", "exists",
            "failed");
    assertThat(dry.at("/items/0/tmdb_id").asInt()).isEqualTo(movies.get(0).id());
    assertThat(dry.at("/root_folder").asText()).startsWith("/");
    assertThat(posts()).isZero();
    assertThat(admin.get("/outbox").at("/total").asInt()).isZero();

    Api.Reply added = admin.post("/missing-content/add", wish("entry_ids", ids));
    assertThat(added.status()).as(added.text()).isEqualTo(200);
    assertThat(statuses(added))
        .containsExactly(
            "added", "added", "added", "added", "failed", "failed", "failed", "exists", "failed");
    assertThat(added.at("/total").asInt()).isEqualTo(9);
    assertThat(added.at("/added").asInt()).isEqualTo(4);
    assertThat(added.at("/exists").asInt()).isEqualTo(1);
    assertThat(added.at("/failed").asInt()).isEqualTo(4);
    assertThat(added.at("/items/1/outbox_id")).isEqualTo(added.at("/items/0/outbox_id"));
    assertThat(added.at("/items/7/instance_id").asLong()).isEqualTo(radarr);
    assertThat(added.at("/items/4/error/errors/0/field").asText()).isEqualTo("tmdb_id");
    assertThat(added.at("/items/5/error/code").asText()).isEqualTo("invalid");
    assertThat(added.at("/items/8/error/code").asText()).isEqualTo("not_found");
    assertThat(posts()).isEqualTo(3);
    awaitHeld(named(movies.get(0)), named(movies.get(1)), stated(movies.get(2)));
  }

  @Test
  void manyAreKeptWhileTheInstanceIsDown() {
    List<Long> ids =
        ids(stated(movies.get(2)), stated(movies.get(3)), named(movies.get(0)), UNKNOWN);
    Futures.await(gateway.radarr().server().close());
    Api.Reply queued = admin.post("/missing-content/add", placed("entry_ids", ids));
    assertThat(queued.status()).as(queued.text()).isEqualTo(202);
    assertThat(queued.at("/status").asText()).isEqualTo("queued");
    assertThat(statuses(queued)).containsExactly("queued", "queued", "queued", "queued");
    assertThat(queued.at("/items/0/outbox_id").asLong()).isPositive();
    assertThat(queued.at("/items/1/outbox_id").asLong())
        .isGreaterThan(queued.at("/items/0/outbox_id").asLong());
    Futures.await(gateway.radarr().server().reopen());
    awaitHeld(stated(movies.get(2)), stated(movies.get(3)), named(movies.get(0)));
    assertThat(held(movies.get(2)) + held(movies.get(3)) + held(movies.get(0))).isEqualTo(3);
    assertThat(posts()).isEqualTo(3);
  }

  @Test
  void episodesOfOneSeriesAreOneChange() {
    Map<String, Object> wish =
        Map.of(
            "instance_id",
            sonarr,
            "entry_ids",
            ids(named(series) + " S01E01", named(series) + " S01E02"),
            "monitor",
            "first_season");
    Api.Reply added = admin.post("/missing-content/add", wish);
    assertThat(added.status()).as(added.text()).isEqualTo(200);
    assertThat(statuses(added)).containsExactly("added", "added");
    assertThat(added.at("/items/1/tvdb_id").asInt()).isEqualTo(series.id());
    assertThat(gateway.sonarr().server().requests().count("POST", "/api/v3/series")).isEqualTo(1);
    awaitHeld(named(series) + " S01E01", named(series) + " S01E02");
  }

  private List<Api.Reply> fifty(String key, String path, Map<String, Object> body) {
    gateway
        .radarr()
        .server()
        .faults()
        .replace(List.of(Fault.delay(300).on("/api/v3/movie").method("POST")));
    List<CompletableFuture<Api.Reply>> calls =
        IntStream.range(0, 50)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> admin.named(key, path, body)))
            .toList();
    return calls.stream().map(CompletableFuture::join).toList();
  }

  @Test
  void fiftyEqualRequestsForManyAddOnce() {
    Map<String, Object> body = wish("entry_ids", mixed());
    List<Api.Reply> replies = fifty("many", "/missing-content/add", body);
    assertThat(replies)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).as(reply.text()).isEqualTo(200);
              assertThat(reply.json()).isEqualTo(replies.get(0).json());
            });
    assertThat(posts()).isEqualTo(3);
    assertThat(admin.get("/outbox").at("/total").asInt()).isEqualTo(3);
    awaitHeld(named(movies.get(0)), named(movies.get(1)));
    Api.Reply later = admin.named("many", "/missing-content/add", body);
    assertThat(later.json()).isEqualTo(replies.get(0).json());
    Api.Reply other = admin.named("many", "/missing-content/add", wish("entry_ids", List.of(1)));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/errors/0/field").asText()).isEqualTo("Idempotency-Key");
  }

  @Test
  void fiftyEqualRequestsForOneAddOnce() {
    String path = "/missing-content/" + id(named(movies.get(0))) + "/add";
    List<Api.Reply> replies = fifty("one", path, wish());
    assertThat(replies)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).as(reply.text()).isEqualTo(201);
              assertThat(reply.json()).isEqualTo(replies.get(0).json());
            });
    assertThat(posts()).isEqualTo(1);
    awaitHeld(named(movies.get(0)));
    assertThat(admin.named("one", path, wish()).json()).isEqualTo(replies.get(0).json());
  }

  @Test
  void othersCannotAddToOnesInstanceNorWhatOnesPlaylistOffers() {
    gateway.newUser("stranger", "user");
    gateway.newUser("guest", "viewer");
    Api stranger = gateway.login("stranger");
    assertThat(
            stranger
                .post("/missing-content/add", wish("entry_ids", List.of(id(named(movies.get(0))))))
                .status())
        .isEqualTo(404);
    assertThat(
            gateway
                .login("guest")
                .post("/missing-content/add", wish("entry_ids", List.of(1)))
                .status())
        .isEqualTo(403);
    assertThat(posts()).isZero();
  }
}
