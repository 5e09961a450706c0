package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.sandbox.Title;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatchDecisionsIT {
  private static final String UNKNOWN = "Zzyzx Qwortle Unheard (1987)";
  private static final String LIVE = "LIVE News 24";

  private static TestGateway gateway;
  private static Provider provider;
  private static Api admin;
  private static long radarr;
  private static long sonarr;
  private static String held;
  private static String copy;
  private static String first;
  private static String second;
  private static List<String> names;
  private static long playlist;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
    provider = new Provider();
    admin = gateway.admin();
    radarr = gateway.addRadarr(admin, "Films");
    sonarr = gateway.addSonarr(admin, "Shows");
    assertThat(admin.post("/radarr-sync").status()).isEqualTo(200);
    assertThat(admin.post("/sonarr-sync").status()).isEqualTo(200);
    Title movie = gateway.radarr().library().list().get(0).title();
    Title series = gateway.sonarr().library().list().get(0).title();
    held = movie.title() + " (" + movie.year() + ")";
    copy = "FR - " + movie.title() + " (" + movie.year() + ") 4K";
    first = series.title() + " (" + series.year() + ") S01E01";
    second = series.title() + " (" + series.year() + ") S01E02";
    names = List.of(held, copy, UNKNOWN, first, second, LIVE);
    gateway.newUser("stranger", "user");
    playlist = provider.added(gateway, admin, names);
  }

  @AfterAll
  static void stop() {
    provider.close();
    gateway.close();
  }

  @BeforeEach
  void asMatched() {
    assertThat(missing(held)).isFalse();
    assertThat(missing(copy)).isFalse();
    assertThat(missing(UNKNOWN)).isTrue();
    assertThat(missing(first)).isFalse();
  }

  @AfterEach
  void undecide() {
    for (JsonNode each : admin.get("/match-decisions").at("/items")) {
      assertThat(admin.delete("/match-decisions/" + each.path("id").asLong()).status())
          .isEqualTo(204);
    }
  }

  private static JsonNode entry(String name) {
    return Provider.entry(admin, playlist, name);
  }

  private static boolean missing(String name) {
    return entry(name).path("missing").asBoolean();
  }

  private static String path(String name) {
    return "/matches/" + entry(name).path("id").asLong();
  }

  private static List<String> backwards() {
    List<String> reversed = new ArrayList<>(names);
    Collections.reverse(reversed);
    return reversed;
  }

  private static long listed(String name) {
    String title = name.replaceAll(" \\(.*", "").replace(" ", "%20");
    return admin.get("/missing-content?q=" + title).at("/total").asLong();
  }

  private static long library(int place) {
    return gateway.radarr().library().list().get(place).id();
  }

  private static Map<String, Object> pin(long instance, long item) {
    return Map.of("decision", "pin", "instance_id", instance, "library_id", item);
  }

  @Test
  void aPinCountsAtOnceAndOutlivesImportsAndSyncs() {
    assertThat(listed(UNKNOWN)).isEqualTo(1);
    Api.Reply made = admin.put(path(UNKNOWN), pin(radarr, library(5)));
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    assertThat(made.at("/missing").asBoolean()).isFalse();
    assertThat(made.at("/copies").asInt()).isEqualTo(1);
    assertThat(made.at("/match/method").asText()).isEqualTo("pinned");
    assertThat(made.at("/match/confidence").asInt()).isEqualTo(100);
    assertThat(made.at("/match/library_id").asLong()).isEqualTo(library(5));
    assertThat(listed(UNKNOWN)).isZero();

    provider.refreshed(admin, playlist, names);
    assertPinned(library(5));
    provider.refreshed(admin, playlist, backwards());
    assertPinned(library(5));
    assertThat(admin.post("/radarr-sync").status()).isEqualTo(200);
    assertPinned(library(5));

    Api.Reply again = admin.put(path(UNKNOWN), pin(radarr, library(6)));
    assertThat(again.status()).isEqualTo(200);
    assertPinned(library(6));
    JsonNode decisions = admin.get("/match-decisions").json();
    assertThat(decisions.path("total").asInt()).isEqualTo(1);
    assertThat(decisions.at("/items/0/library_id").asLong()).isEqualTo(library(6));
    assertThat(decisions.at("/items/0/name").asText()).isEqualTo(UNKNOWN);
    assertThat(decisions.at("/items/0/decision").asText()).isEqualTo("pin");

    assertThat(admin.delete(path(UNKNOWN)).status()).isEqualTo(204);
    assertThat(missing(UNKNOWN)).isTrue();
    assertThat(listed(UNKNOWN)).isEqualTo(1);
    assertThat(admin.get("/match-decisions").at("/total").asInt()).isZero();
  }

  private static void assertPinned(long item) {
    JsonNode entry = entry(UNKNOWN);
    assertThat(entry.path("missing").asBoolean()).isFalse();
    assertThat(entry.at("/match/method").asText()).isEqualTo("pinned");
    assertThat(entry.at("/match/library_id").asLong()).isEqualTo(item);
    assertThat(listed(UNKNOWN)).isZero();
  }

  @Test
  void aRejectedMatchIsMissingAgainWithItsCopiesUntilItIsTakenBack() {
    Api.Reply made = admin.put(path(held), Map.of("decision", "reject"));
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    assertThat(made.at("/missing").asBoolean()).isTrue();
    assertThat(made.at("/copies").asInt()).isEqualTo(2);
    assertThat(made.at("/decision/library_id").asLong()).isEqualTo(library(0));
    assertRejected();
    provider.refreshed(admin, playlist, backwards());
    assertRejected();
    assertThat(admin.post("/radarr-sync").status()).isEqualTo(200);
    assertRejected();
    provider.refreshed(admin, playlist, names);
    assertRejected();

    long decision = admin.get("/match-decisions").at("/items/0/id").asLong();
    assertThat(admin.delete("/match-decisions/" + decision).status()).isEqualTo(204);
    assertThat(missing(held)).isFalse();
    assertThat(missing(copy)).isFalse();
    assertThat(listed(held)).isZero();
    assertThat(admin.delete("/match-decisions/" + decision).status()).isEqualTo(404);
  }

  private static void assertRejected() {
    assertThat(missing(held)).isTrue();
    assertThat(missing(copy)).isTrue();
    JsonNode items = admin.get("/missing-content?type=movie").at("/items");
    assertThat(items.findValuesAsText("copies")).contains("2");
    assertThat(items).hasSize(2);
    assertThat(items.at("/0/best_match/method").asText()).isEqualTo("rejected");
    assertThat(entry(held).at("/match/confidence").asInt()).isLessThan(85);
  }

  @Test
  void aPinGoesBeforeARejectionOfTheSameItem() {
    Api.Reply rejected = admin.put(path(held), Map.of("decision", "reject"));
    assertThat(rejected.at("/missing").asBoolean()).isTrue();
    Api.Reply pinned = admin.put(path(held), pin(radarr, library(0)));
    assertThat(pinned.at("/missing").asBoolean()).as(pinned.text()).isFalse();
    assertThat(admin.get("/match-decisions").at("/total").asInt()).isEqualTo(1);
  }

  @Test
  void oneEpisodeOrItsWholeSeriesCanBeRejected() {
    assertThat(admin.put(path(first), Map.of("decision", "reject")).at("/copies").asInt())
        .isEqualTo(1);
    assertThat(missing(first)).isTrue();
    assertThat(missing(second)).isFalse();
    Api.Reply whole = admin.put(path(second), Map.of("decision", "reject", "scope", "series"));
    assertThat(whole.at("/copies").asInt()).as(whole.text()).isEqualTo(2);
    assertThat(missing(second)).isTrue();
    provider.refreshed(admin, playlist, backwards());
    assertThat(missing(first)).isTrue();
    assertThat(missing(second)).isTrue();
    assertThat(admin.delete(path(second)).status()).isEqualTo(204);
    assertThat(missing(second)).isFalse();
    assertThat(missing(first)).isTrue();
  }

  @Test
  void whatIsNotOnesOwnCannotBeDecidedAbout() {
    Api stranger = gateway.login("stranger");
    long own = stranger.upload("/playlists", "Own", Provider.list(names).getBytes()).id();
    gateway.awaitReady(stranger, own);
    long id = Provider.id(stranger, own, UNKNOWN);
    assertThat(stranger.put("/matches/" + id, pin(radarr, library(5))).status()).isEqualTo(404);
    assertThat(stranger.put(path(held), Map.of("decision", "reject")).status()).isEqualTo(404);
    assertThat(stranger.delete(path(held)).status()).isEqualTo(404);
    assertThat(missing(held)).isFalse();

    assertThat(admin.put(path(held), Map.of("decision", "reject")).status()).isEqualTo(200);
    long decision = admin.get("/match-decisions").at("/items/0/id").asLong();
    assertThat(stranger.get("/match-decisions").at("/total").asInt()).isZero();
    assertThat(stranger.delete("/match-decisions/" + decision).status()).isEqualTo(404);
    assertThat(missing(held)).isTrue();
  }

  @Test
  void decisionsThatMakeNoSenseAreRefused() {
    assertThat(admin.put(path(UNKNOWN), Map.of("decision", "pin")).status()).isEqualTo(422);
    assertThat(admin.put(path(UNKNOWN), Map.of("decision", "reject")).status()).isEqualTo(422);
    assertThat(admin.put(path(UNKNOWN), pin(radarr, 999_999)).status()).isEqualTo(404);
    assertThat(admin.put(path(UNKNOWN), pin(999_999, 1)).status()).isEqualTo(404);
    long series = gateway.sonarr().library().list().get(0).id();
    assertThat(admin.put(path(UNKNOWN), pin(sonarr, series)).status()).isEqualTo(422);
    assertThat(admin.put(path(LIVE), pin(radarr, library(0))).status()).isEqualTo(422);
    assertThat(admin.put("/matches/999999", pin(radarr, library(0))).status()).isEqualTo(404);
    assertThat(admin.put(path(UNKNOWN), Map.of("decision", "maybe")).status()).isEqualTo(422);
  }
}
