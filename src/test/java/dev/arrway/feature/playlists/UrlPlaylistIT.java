package dev.arrway.feature.playlists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.playlists.PlaylistHarness.Reply;
import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.store.Futures;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPlaylistIT {
  private static final String TWO =
      "#EXTM3U\n#EXTINF:-1,A (2001)\nhttp://h/movie/u/p/1.mkv\n"
          + "#EXTINF:-1,B (2002)\nhttp://h/movie/u/p/2.mkv\n";

  private static PlaylistHarness harness;
  private static HttpServer provider;
  private static final List<String> asked = new CopyOnWriteArrayList<>();
  private static volatile Consumer<HttpServerRequest> answer = request -> request.response().end();

  @BeforeAll
  static void start() {
    harness = new PlaylistHarness(1_000_000);
    provider =
        Futures.await(
            harness
                .vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      asked.add(request.uri());
                      answer.accept(request);
                    })
                .listen(0, "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    Futures.await(provider.close());
    harness.close();
  }

  private static Reply add(String name, int minutes) {
    return harness.send(
        "application/json",
        new JsonObject()
            .put("name", name)
            .put(
                "url",
                "http://127.0.0.1:"
                    + provider.actualPort()
                    + "/get.php?username=canaryuser&password=canarypass&type=m3u_plus")
            .put("refresh_minutes", minutes)
            .toBuffer()
            .getBytes());
  }

  private static long good(String name) {
    answer = request -> request.response().end(TWO);
    long id = add(name, 0).id();
    assertThat(harness.settled(id).path("entries").asLong()).isEqualTo(2);
    return id;
  }

  @Test
  void anAddressIsFetchedWithItsCredentialsAndShownWithoutThem() {
    answer = request -> request.response().end(TWO);
    Reply reply = add("Provider", 60);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().path("source").asText())
        .endsWith("/get.php?username=********&password=********&type=m3u_plus");
    JsonNode ready = harness.settled(reply.id());
    assertThat(ready.path("status").asText()).isEqualTo("ready");
    assertThat(ready.path("refresh_minutes").asInt()).isEqualTo(60);
    assertThat(asked).contains("/get.php?username=canaryuser&password=canarypass&type=m3u_plus");
    assertThat(harness.count("SELECT count(*) FROM playlist t WHERE t::text LIKE '%canary%'"))
        .isZero();
    assertThat(harness.events.toString() + ready).doesNotContain("canary");
    assertThat(
            harness.count(
                "SELECT count(*) FROM playlist WHERE id = "
                    + reply.id()
                    + " AND next_refresh_at BETWEEN now() + interval '58 minutes'"
                    + " AND now() + interval '61 minutes'"))
        .isEqualTo(1);
  }

  @Test
  void aPlaylistIsReadWhateverItsMediaTypeIs() {
    List<byte[]> bodies =
        List.of(
            TWO.getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + TWO).getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + TWO).getBytes(StandardCharsets.UTF_16LE),
            "http://h/1.mkv\nhttp://h/2.mkv\n".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < bodies.size(); i++) {
      byte[] body = bodies.get(i);
      answer =
          request ->
              request
                  .response()
                  .putHeader("Content-Type", "text/html; charset=UTF-8")
                  .end(Buffer.buffer(body));
      JsonNode ready = harness.settled(add("Called a page " + i, 0).id());
      assertThat(ready.path("status").asText()).as(ready.toString()).isEqualTo("ready");
      assertThat(ready.path("entries").asLong()).isEqualTo(2);
    }
    answer =
        request ->
            request.response().putHeader("Content-Type", "text/html").end("<p>Please log in</p>");
    assertThat(harness.settled(add("A page", 0).id()).path("error").asText()).contains("web page");
  }

  @Test
  void aRefreshReplacesWhatWasThere() {
    long id = good("Replaced");
    answer = request -> request.response().end(TWO + "#EXTINF:-1,C (2003)\nhttp://h/3.mkv\n");
    JsonNode begun = harness.call("refreshPlaylist", Map.of("playlist_id", id));
    assertThat(begun.path("status").asText()).isEqualTo("importing");
    assertThat(begun.path("entries").asLong()).isEqualTo(2);
    assertThat(harness.settled(id).path("entries").asLong()).isEqualTo(3);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        harness.count(
                            "SELECT count(*) FROM playlist_entry WHERE playlist_id = " + id))
                    .isEqualTo(3));
    assertThat(harness.events).anyMatch(event -> event.type().equals("playlist.refreshed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "empty", "500", "json", "cut", "prose"})
  void aBadRefreshKeepsTheLastGoodState(String kind) {
    long id = good("Kept " + kind);
    answer =
        request -> {
          switch (kind) {
            case "page" ->
                request
                    .response()
                    .putHeader("Content-Type", "text/plain")
                    .end("<html><a href=\"http://x/\">log in</a>\nvar a='http://x/'</html>");
            case "empty" -> request.response().end();
            case "500" -> request.response().setStatusCode(500).end("no");
            case "json" -> request.response().end("{\"user_info\":{\"auth\":0}}");
            case "cut" -> {
              request.response().putHeader("Content-Length", "100000").write(TWO);
              harness.vertx.setTimer(50, x -> request.connection().close());
            }
            default -> request.response().end("Sorry,\nyour account\nhas expired.\n");
          }
        };
    harness.call("refreshPlaylist", Map.of("playlist_id", id));
    JsonNode after = harness.settled(id);
    assertThat(after.path("stale").asBoolean()).isTrue();
    assertThat(after.path("error").asText()).isNotBlank();
    assertThat(after.path("entries").asLong()).isEqualTo(2);
    assertThat(harness.entries(id, Map.of()).path("items")).hasSize(2);
    answer = request -> request.response().end(TWO);
    harness.call("refreshPlaylist", Map.of("playlist_id", id));
    assertThat(harness.settled(id).path("stale").asBoolean()).isFalse();
    assertThat(harness.playlist(id).path("error").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|username and password",
        "403|user_agent",
        "404|nothing at this address",
        "410|nothing at this address",
        "418|refused the request",
        "429|too many requests",
        "451|legal reasons",
        "302|redirects to another address",
        "500|server failed",
        "520|server failed",
        "884|HTTP does not define",
      })
  void theErrorNamesTheStatusAndWhatItMeans(int status, String said) {
    answer =
        request ->
            request.response().setStatusCode(status).putHeader("Location", "http://h/").end("no");
    assertThat(harness.settled(add("Refused " + status, 0).id()).path("error").asText())
        .contains("status " + status)
        .contains(said);
  }

  @Test
  void aProviderIsSentTheUserAgentThatIsSet() {
    answer =
        request -> {
          boolean known = "Player/1.0 (x)".equals(request.getHeader("User-Agent"));
          request.response().setStatusCode(known ? 200 : 403).end(known ? TWO : "no");
        };
    long id = add("Picky", 60).id();
    assertThat(harness.settled(id).path("error").asText()).contains("status 403", "user_agent");
    Playlist changed =
        Futures.await(
            harness.playlists.update(
                harness.ada, id, now -> new FetchOptions(now.refreshMinutes(), "Player/1.0 (x)")));
    assertThat(changed.userAgent()).isEqualTo("Player/1.0 (x)");
    assertThat(changed.refreshMinutes()).isEqualTo(60);
    harness.call("refreshPlaylist", Map.of("playlist_id", id));
    assertThat(harness.settled(id).path("entries").asLong()).isEqualTo(2);
    JsonObject body =
        new JsonObject()
            .put("name", "Picky from the start")
            .put("url", "http://127.0.0.1:" + provider.actualPort() + "/a.m3u")
            .put("user_agent", "Player/1.0 (x)");
    Reply added = harness.send("application/json", body.toBuffer().getBytes());
    assertThat(added.json().path("user_agent").asText()).isEqualTo("Player/1.0 (x)");
    assertThat(harness.settled(added.id()).path("status").asText()).isEqualTo("ready");
  }

  @Test
  void thatAFetchFailedIsWrittenWhateverElseTheUserDoes() {
    CopyOnWriteArrayList<HttpServerRequest> open = new CopyOnWriteArrayList<>();
    answer = open::add;
    long id = add("Crowded", 0).id();
    await().until(() -> !open.isEmpty());
    Promise<Void> release = Promise.promise();
    try {
      // More transactions of the user than may run and wait.
      List<Future<Void>> crowd =
          Stream.generate(() -> harness.database.database().asUser(1, c -> release.future()))
              .limit(4_000)
              .toList();
      assertThat(crowd).anyMatch(Future::failed);
      open.forEach(request -> request.response().setStatusCode(403).end());
      await()
          .until(
              () ->
                  harness.count(
                          "SELECT count(*) FROM playlist WHERE status = 'failed' AND id = " + id)
                      == 1);
    } finally {
      release.complete();
    }
  }

  @Test
  void howAPlaylistIsFetchedCanBeChanged() {
    long id = good("Changed");
    Futures.await(
        harness.playlists.update(harness.ada, id, now -> new FetchOptions(30, "Player/2")));
    String due = "SELECT count(*) FROM playlist WHERE next_refresh_at > now() AND id = " + id;
    assertThat(harness.count(due)).isEqualTo(1);
    assertThat(harness.playlist(id).path("user_agent").asText()).isEqualTo("Player/2");
    Futures.await(
        harness.playlists.update(harness.ada, id, now -> new FetchOptions(0, now.userAgent())));
    assertThat(harness.count(due)).isZero();
    assertThatThrownBy(() -> Futures.await(harness.playlists.update(harness.bob, id, now -> now)))
        .hasMessageContaining("not_found");
    long file = harness.upload("A file", TWO).id();
    assertThatThrownBy(() -> Futures.await(harness.playlists.update(harness.ada, file, now -> now)))
        .hasMessageContaining("conflict");
  }

  @Test
  void oneThatIsBeingImportedIsNotBegunAgain() {
    long id = good("Busy");
    CopyOnWriteArrayList<HttpServerRequest> open = new CopyOnWriteArrayList<>();
    answer = open::add;
    harness.call("refreshPlaylist", Map.of("playlist_id", id));
    assertThatThrownBy(() -> harness.call("refreshPlaylist", Map.of("playlist_id", id)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT));
    await().until(() -> !open.isEmpty());
    open.forEach(request -> request.response().end(TWO));
    assertThat(harness.settled(id).path("status").asText()).isEqualTo("ready");
  }

  @Test
  void whatIsDueIsFetched() {
    long id = good("Due");
    harness.database.execute(
        "UPDATE playlist SET refresh_minutes = 5, next_refresh_at = now() WHERE id = " + id);
    answer = request -> request.response().end("#EXTINF:-1,Only (2001)\nhttp://h/9.mkv\n");
    Refreshes due =
        new Refreshes(
            harness.parts,
            new UrlFetch(harness.parts),
            new FairSlots("fetches", "-", FairSlots.SlotLimits.shared(2, 1, 10, 10)));
    Futures.await(due.due());
    await().until(() -> harness.playlist(id).path("entries").asLong() == 1);
    assertThat(harness.settled(id).path("status").asText()).isEqualTo("ready");
  }

  @Test
  void aFetchThatWasCutOffBeginsAgainAtTheNextStart() {
    long id = good("Again");
    harness.database.execute("UPDATE playlist SET status = 'importing' WHERE id = " + id);
    answer = request -> request.response().end("#EXTINF:-1,Only (2001)\nhttp://h/9.mkv\n");
    Playlists next = new Playlists(harness.parts);
    Futures.await(next.start());
    Futures.await(next.stop());
    assertThat(harness.settled(id).path("entries").asLong()).isEqualTo(1);
  }

  @Test
  void loopbackIsForAdministratorsAlone() {
    assertThatThrownBy(
            () ->
                Futures.await(
                    harness.playlists.add(
                        harness.bob,
                        "Inside",
                        "http://127.0.0.1:9/list.m3u",
                        FetchOptions.DEFAULT)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.ADDRESS_BLOCKED));
  }

  @Test
  void aPlaylistDeletedWhileItIsFetchedStaysDeleted() {
    CopyOnWriteArrayList<HttpServerRequest> open = new CopyOnWriteArrayList<>();
    answer = open::add;
    long id = add("Deleted", 0).id();
    await().until(() -> !open.isEmpty());
    Futures.await(harness.playlists.delete(harness.ada, id));
    open.forEach(request -> request.response().end(TWO));
    await()
        .during(java.time.Duration.ofMillis(300))
        .until(
            () ->
                harness.count("SELECT count(*) FROM playlist_entry WHERE playlist_id=" + id) == 0);
    assertThatThrownBy(() -> harness.playlist(id)).hasMessageContaining("not_found");
  }
}
