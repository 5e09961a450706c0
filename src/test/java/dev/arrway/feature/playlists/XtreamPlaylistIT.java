package dev.arrway.feature.playlists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.playlists.PlaylistHarness.Reply;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.xtream.XtreamSandbox;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtreamPlaylistIT {
  private static final String PASSWORD = "canary pass/word+1&x=y";
  private static final int MOVIES = 1_201;
  private static final int SERIES = 301;

  private static PlaylistHarness harness;
  private static XtreamSandbox panel;

  @BeforeAll
  static void start() {
    harness = new PlaylistHarness(1_000_000);
    panel =
        Futures.await(
            XtreamSandbox.start(
                harness.vertx,
                SandboxSettings.of(MOVIES).withApiKey(Secret.of(PASSWORD.replace(' ', '_')))));
  }

  @AfterAll
  static void stop() {
    Futures.await(panel.close());
    harness.close();
  }

  @AfterEach
  void mend() {
    panel.server().faults().clear();
    panel.state().status("Active");
    panel.state().end(Instant.now().plusSeconds(1_000_000));
  }

  private static Reply add(String name, String url, String password) {
    return harness.send(
        "application/json",
        new JsonObject()
            .put("name", name)
            .put(
                "xtream",
                new JsonObject()
                    .put("url", url)
                    .put("username", "viewer")
                    .put("password", password))
            .toBuffer()
            .getBytes());
  }

  private static JsonNode added(String name) {
    Reply reply = add(name, panel.server().url() + "/", panel.state().password().reveal());
    assertThat(reply.status()).isEqualTo(202);
    return harness.settled(reply.id());
  }

  private static long episodes() {
    // Every fifth series tells none, and is one entry.
    long without = SERIES / 5;
    return (SERIES - without) * 3 + without;
  }

  @Test
  void anAccountIsReadWhole() {
    JsonNode ready = added("Account");
    assertThat(ready.path("status").asText()).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.path("source_type").asText()).isEqualTo("xtream");
    assertThat(ready.path("source").asText())
        .isEqualTo(panel.server().url() + "/player_api.php?username=********&password=********");
    assertThat(ready.path("movies").asLong()).isEqualTo(MOVIES);
    assertThat(ready.path("series").asLong()).isEqualTo(episodes());
    assertThat(ready.path("live").asLong()).isEqualTo(20);
    long id = ready.path("id").asLong();
    JsonNode movie = harness.entries(id, Map.of("kind", "movie")).at("/items/3");
    assertThat(movie.path("url").asText())
        .isEqualTo(panel.server().url() + "/movie/********/********/4.mkv");
    assertThat(movie.path("group").asText()).isEqualTo("Movies 1");
    assertThat(movie.path("title").asText()).isEqualTo(panel.state().movies().get(3).title());
    assertThat(movie.path("year").asInt()).isEqualTo(panel.state().movies().get(3).year());
    JsonNode episode = harness.entries(id, Map.of("kind", "series")).at("/items/4");
    assertThat(episode.path("season").asInt()).isEqualTo(1);
    assertThat(episode.path("episode").asInt()).isEqualTo(2);
    assertThat(episode.path("url").asText()).endsWith("/series/********/********/1000202.mp4");
    assertThat(
            harness.count(
                "SELECT count(*) FROM playlist_entry WHERE playlist_id = "
                    + id
                    + " AND tmdb_id IS NOT NULL"))
        .isEqualTo((MOVIES + 1) / 2);
    assertThat(harness.entries(id, Map.of("kind", "live")).path("items")).hasSize(20);
  }

  @Test
  void credentialsAreStoredEncryptedOnce() {
    long id = added("Secrets").path("id").asLong();
    for (String table : List.of("playlist", "playlist_entry", "playlist_secret", "xtream_series")) {
      assertThat(
              harness.count("SELECT count(*) FROM " + table + " t WHERE t::text ~ 'canary|viewer'"))
          .as(table)
          .isZero();
    }
    assertThat(harness.count("SELECT count(*) FROM playlist_secret WHERE playlist_id = " + id))
        .isEqualTo(1);
    assertThat(harness.events.toString()).doesNotContain("canary");
  }

  @Test
  void aRefreshAsksOnlyAboutSeriesThatHaveChanged() {
    long id = added("Refreshed").path("id").asLong();
    panel.state().touch(7);
    panel.server().requests().reset();
    harness.call("refreshPlaylist", Map.of("playlist_id", id));
    assertThat(harness.settled(id).path("series").asLong()).isEqualTo(episodes());
    // The account, six lists, and one series.
    assertThat(panel.server().requests().total()).isEqualTo(8);
    assertThat(harness.count("SELECT count(*) FROM xtream_series WHERE playlist_id = " + id))
        .isEqualTo(SERIES);
    Futures.await(harness.playlists.delete(harness.ada, id));
    assertThat(harness.count("SELECT count(*) FROM xtream_series WHERE playlist_id = " + id))
        .isZero();
  }

  @Test
  void aWrongPasswordIsSaidToBeOne() {
    JsonNode failed = harness.settled(add("Wrong", panel.server().url(), "canary-wrong").id());
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("error").asText())
        .isEqualTo("The provider does not accept the username and password.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|*|username and password",
        "403|*|user_agent",
        "403|*get_vod_streams*|user_agent",
        "404|*|nothing at this address",
        "451|*|legal reasons",
        "429|*|too many requests",
        "520|*get_live_streams*|server failed",
      })
  void theErrorNamesTheStatusOfThePanelAndWhatItMeans(int status, String query, String said) {
    String where = query.equals("*") ? "/player_api.php" : "/player_api.php?" + query;
    panel.server().faults().add(Fault.status(status).on(where));
    assertThat(added("Refused " + status + query.length()).path("error").asText())
        .contains("status " + status)
        .contains(said);
  }

  @Test
  void aPanelWithTooManySeriesIsSaidToHaveThem() {
    panel
        .server()
        .faults()
        .add(
            Fault.body(
                    IntStream.rangeClosed(1, 200_001)
                        .mapToObj(id -> "{\"series_id\":" + id + ",\"name\":\"S\"}")
                        .collect(Collectors.joining(",", "[", "]")))
                .on("/player_api.php?*action=get_series"));
    assertThat(added("Many series").path("error").asText()).contains("more than 200000 series");
  }

  @Test
  void aPanelIsSentTheUserAgentThatIsSet() {
    List<String> agents = new CopyOnWriteArrayList<>();
    HttpServer server =
        Futures.await(
            harness
                .vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      agents.add(request.getHeader("User-Agent"));
                      request
                          .response()
                          .end(
                              request.uri().contains("action")
                                  ? "[]"
                                  : "{\"user_info\":{\"auth\":1}}");
                    })
                .listen(0, "127.0.0.1"));
    long id =
        Futures.await(
                harness.playlists.addXtream(
                    harness.ada,
                    "Picky",
                    "http://127.0.0.1:" + server.actualPort(),
                    "u",
                    Secret.of("p"),
                    new FetchOptions(null, "Player/1.0")))
            .id();
    assertThat(harness.settled(id).path("entries").asLong()).isZero();
    assertThat(agents).hasSize(7).containsOnly("Player/1.0");
    Futures.await(server.close());
  }

  @Test
  void anAccountThatHasEndedIsSaidToHave() {
    panel.state().end(Instant.parse("2020-02-03T10:00:00Z"));
    assertThat(added("Ended").path("error").asText())
        .isEqualTo("The account has expired on 2020-02-03.");
    panel.state().status("Banned");
    assertThat(added("Banned").path("error").asText()).contains("banned");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LOGIN_PAGE|web page",
        "BROKEN_JSON|not valid JSON",
        "TRUNCATE|",
        "RESET_MID_BODY|",
      })
  void aListThatBreaksOffLeavesWhatWasThere(FaultKind kind, String said) {
    long id = added("Breaks " + kind).path("id").asLong();
    panel.server().faults().add(Fault.of(kind).on("/player_api.php?*get_vod_streams*"));
    harness.call("refreshPlaylist", Map.of("playlist_id", id));
    JsonNode after = harness.settled(id);
    assertThat(after.path("status").asText()).isEqualTo("failed");
    assertThat(after.path("stale").asBoolean()).isTrue();
    assertThat(after.path("movies").asLong()).isEqualTo(MOVIES);
    assertThat(after.path("error").asText()).contains(said == null ? "" : said).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "null", "false", "\"\"", ""})
  void everyKindOfNothingIsAnEmptyList(String nothing) {
    panel.server().faults().add(Fault.body(nothing).on("/player_api.php?*get_live_streams*"));
    JsonNode ready = added("Nothing " + nothing.hashCode());
    assertThat(ready.path("status").asText()).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.path("live").asLong()).isZero();
    assertThat(ready.path("movies").asLong()).isEqualTo(MOVIES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"user_info\":{\"auth\":1}}", "[1,2,3]", "{\"error\":\"busy\"}", "\"wait\""})
  void nonsenseIsNoEmptyList(String nonsense) {
    panel.server().faults().add(Fault.body(nonsense).on("/player_api.php?*get_vod_streams*"));
    assertThat(added("Nonsense " + nonsense.hashCode()).path("error").asText())
        .isEqualTo("The provider's list of movies has another shape than expected.");
  }

  @Test
  void aListByKeysAndElementsWithoutIdsAreRead() {
    panel
        .server()
        .faults()
        .add(
            Fault.body(
                    """
                {"0":{"stream_id":"9","name":"By Key (2001)","container_extension":[]},
                 "7":{"stream_id":null,"name":"No Id"}, "8":null}
                """)
                .on("/player_api.php?*get_vod_streams*"));
    JsonNode ready = added("By keys");
    assertThat(ready.path("movies").asLong()).isEqualTo(1);
    assertThat(ready.path("skipped_lines").asLong()).isEqualTo(1);
    assertThat(
            harness
                .entries(ready.path("id").asLong(), Map.of("kind", "movie"))
                .at("/items/0/url")
                .asText())
        .endsWith("/9.mp4");
  }

  @Test
  void seriesThatCannotBeAskedAboutAreOneEntryEach() {
    panel.server().faults().add(Fault.status(500).on("/player_api.php?*get_series_info*"));
    JsonNode ready = added("Few episodes");
    assertThat(ready.path("status").asText()).isEqualTo("ready");
    assertThat(ready.path("series").asLong()).isEqualTo(SERIES);
    panel.server().faults().clear();
    long id = ready.path("id").asLong();
    harness.call("refreshPlaylist", Map.of("playlist_id", id));
    assertThat(harness.settled(id).path("series").asLong()).isEqualTo(episodes());
  }

  @Test
  void anotherServerIsNoPanel() {
    panel.server().faults().add(Fault.body("{\"status\":\"OK\"}").on("/player_api.php"));
    assertThat(added("No panel").path("error").asText()).contains("not an Xtream panel");
    panel.server().faults().clear();
    panel.server().faults().add(Fault.of(FaultKind.LOGIN_PAGE));
    assertThat(added("A page").path("error").asText()).contains("web page");
  }

  @Test
  void aSlowAccountIsWaitedFor() {
    panel.server().faults().add(Fault.delay(1_500).on("/player_api.php?*get_vod_streams*"));
    Reply reply = add("Slow", panel.server().url(), panel.state().password().reveal());
    assertThat(harness.playlist(reply.id()).path("status").asText()).isEqualTo("importing");
    await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(() -> harness.playlist(reply.id()).path("status").asText().equals("ready"));
  }

  @Test
  void oneOfAddressAndAccountIsNeeded() {
    assertThat(harness.send("application/json", "{\"name\":\"None\"}".getBytes()).status())
        .isEqualTo(422);
    assertThat(add("Bad address", "http://a|b/", "p").status()).isEqualTo(422);
  }
}
