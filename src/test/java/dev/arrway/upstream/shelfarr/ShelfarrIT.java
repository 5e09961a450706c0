package dev.arrway.upstream.shelfarr;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.platform.config.Secret;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An instance of a vendor whose API has another version and another path than the others. */
class ShelfarrIT {
  private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
  private static final long ID = 1;
  private static final Map<String, String> ANSWERS =
      Map.of(
          "GET /shelves/api/v1/system/status",
          "{\"appName\":\"Shelfarr\",\"version\":\"1.2.3.4\"}",
          "GET /shelves/api/v1/tag",
          "[{\"id\":1,\"label\":\"lent\"}]",
          "GET /shelves/api/v1/movie",
          "[{\"id\":7,\"title\":\"A Film\",\"year\":2001,\"tmdbId\":99}]",
          "GET /shelves/api/v1/movie/7",
          "{\"id\":7,\"title\":\"A Film\",\"year\":2001,\"tmdbId\":99}",
          "POST /shelves/api/v1/command",
          "{\"id\":5,\"name\":\"MoviesSearch\",\"status\":\"queued\"}");

  private final TestActors actors = new TestActors(new ShelfarrUpstream());
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void open() {
    server = await(actors.vertx.createHttpServer().requestHandler(this::answer).listen(0));
    String url = "http://127.0.0.1:" + server.actualPort();
    await(actors.fleet.deploy(TestActors.spec(ID, "shelfarr", url, KEY)));
  }

  @AfterEach
  void close() {
    await(server.close());
    actors.close();
  }

  private void answer(HttpServerRequest request) {
    String call = request.method() + " " + request.path();
    calls.add(call);
    String body = ANSWERS.get(call);
    request
        .response()
        .setStatusCode(body == null ? 404 : 200)
        .putHeader("Content-Type", "application/json")
        .end(body == null ? "{}" : body);
  }

  @Test
  void itIsTestedAndReadBelowItsOwnPath() {
    assertThat(actors.ask(ID, new UpstreamCommand.TestConnection()).report().version())
        .isEqualTo("1.2.3.4");
    assertThat(actors.ask(ID, new ArrCommand.GetTags()).tags()).hasSize(1);
    assertThat(actors.ask(ID, new ArrCommand.GetTitle(7)).item().tmdbId()).isEqualTo(99);
    assertThat(calls).allMatch(call -> call.contains(" /shelves/api/v1/"));
  }

  @Test
  void itsLibraryIsStored() {
    assertThat(actors.ask(ID, new ArrCommand.SyncLibrary()).counts().fetched()).isEqualTo(1);
    assertThat(actors.memory.libraries.get(ID))
        .extracting(LibraryItem::title)
        .containsExactly("A Film");
  }

  @Test
  void itsObjectsAndCommandsAreChangedBelowItsOwnPath() {
    assertThat(actors.ask(ID, new ArrCommand.GetObjects(ArrObject.TAG)).documents()).hasSize(1);
    SearchTarget target = SearchTarget.movies(List.of(7L));
    assertThat(
            actors
                .ask(ID, new ArrCommand.StartSearch(target, Instant.now(), false))
                .command()
                .status())
        .isEqualTo("queued");
    assertThat(calls).allMatch(call -> call.contains(" /shelves/api/v1/"));
  }
}
