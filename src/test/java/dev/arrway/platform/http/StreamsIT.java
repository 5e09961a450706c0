package dev.arrway.platform.http;

import static dev.arrway.platform.http.Stacks.await;
import static dev.arrway.platform.http.Stacks.code;
import static dev.arrway.platform.http.Stacks.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streamed reads: back-pressure, bounds of a record, and what is no list. */
class StreamsIT {
  record Movie(int id, String title) {}

  private static RowReader<Movie, Movie> movies() {
    return new RowReader<>("movie.list", Movie.class, Function.identity(), new SkippedRows());
  }

  private Vertx vertx;
  private HttpStacks stacks;

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

  private static HttpCall list(CallLimits limits) {
    return HttpCall.get("movie.list", "/api/v3/movie").limits(limits).build();
  }

  private Future<Long> read(HttpStack stack, JsonArrayReader<Movie> reader) {
    CallLimits limits = CallLimits.STREAMED.withIdle(Duration.ofMillis(500));
    return on(vertx, () -> stack.stream(list(limits), reader));
  }

  private HttpStack answering(String body) {
    RawServer server = RawServer.answering(vertx, RawServer.ok("application/json", body));
    return stacks.open(Stacks.policy(server.port()));
  }

  private Future<Long> readAll(String body) {
    return read(
        answering(body),
        JsonArrayReader.of(StreamsIT::movies, 10, batch -> Future.succeededFuture()));
  }

  @Test
  void everyElementComesOnceInOrder() {
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < 5_000; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{\"id\":")
          .append(i)
          .append(",\"title\":\"x}],\\\"y\",");
      body.append("\"images\":[{\"url\":\"u\"}],\"unknown\":null}");
    }
    List<Integer> ids = new CopyOnWriteArrayList<>();
    AtomicLong inside = new AtomicLong();
    HttpStack stack = answering(body.append("]").toString());
    long count =
        await(
            read(
                stack,
                JsonArrayReader.of(
                    StreamsIT::movies,
                    100,
                    batch -> {
                      assertThat(inside.incrementAndGet()).isEqualTo(1);
                      batch.forEach(movie -> ids.add(movie.id()));
                      return vertx
                          .timer(1)
                          .<Void>mapEmpty()
                          .onSuccess(v -> inside.decrementAndGet());
                    })));
    assertThat(count).isEqualTo(5_000);
    assertThat(ids).hasSize(5_000).isSorted();
  }

  @Test
  void anEmptyListIsAList() {
    assertThat(await(readAll("[]"))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|UPSTREAM_UNEXPECTED",
        "null|UPSTREAM_UNEXPECTED",
        "[1]|UPSTREAM_UNEXPECTED",
        "[null]|UPSTREAM_UNEXPECTED",
        "[{\"id\":\"many\"}]|UPSTREAM_UNEXPECTED",
        "[{\"id\":1},|UPSTREAM_BAD_JSON",
        "[{\"id\":1}|UPSTREAM_BAD_JSON",
        "nope|UPSTREAM_BAD_JSON",
        "<html>|UPSTREAM_HTML",
      })
  void whatIsNoListHasItsCode(String body, FailureCode expected) {
    assertThat(code(readAll(body))).isEqualTo(expected);
  }

  @Test
  void jsonNestedTooDeeplyIsRefused() {
    assertThat(code(readAll("[{\"a\":" + "[".repeat(100_000))))
        .isEqualTo(FailureCode.UPSTREAM_BAD_JSON);
    HttpStack stack = answering("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    assertThat(
            code(
                on(vertx, () -> stack.send(HttpCall.get("t", "/").build()))
                    .map(answer -> WireJson.read(answer, Movie.class))))
        .isEqualTo(FailureCode.UPSTREAM_BAD_JSON);
  }

  @Test
  void aRecordBeyondAMegabyteIsRefused() {
    assertThat(code(readAll("[{\"id\":1,\"title\":\"" + "x".repeat(1_100_000) + "\"}]")))
        .isEqualTo(FailureCode.UPSTREAM_TOO_LARGE);
  }

  @Test
  void aRecordBeyondItsBoundsIsLeftOutOfAList() {
    String wide = "{\"a\":[" + "1,".repeat(150_000) + "1]}";
    String large = "{\"id\":2,\"title\":\"" + "x".repeat(2_000_000) + "\"}";
    assertThat(await(readAll("[{\"id\":1}," + wide + "," + large + ",{\"id\":3}]"))).isEqualTo(2);
    HttpAnswer answer = new HttpAnswer(200, Map.of(), Buffer.buffer("[{\"id\":1}," + wide + "]"));
    SkippedRows skipped = new SkippedRows();
    var rows = new RowReader<>("movie.list", Movie.class, Function.<Movie>identity(), skipped);
    assertThat(WireJson.readList(answer, rows)).hasSize(1);
    assertThat(skipped.count()).isEqualTo(1);
    assertThat(skipped.unidentified()).isTrue();
  }

  @Test
  void whatWasSkippedIsToldWithTheFirstReasonAndTheIds() {
    List<String> told = new ArrayList<>();
    SkippedRows skipped =
        new SkippedRows((list, count, reason) -> told.add(list + " " + count + " " + reason));
    var rows =
        new RowReader<>(
            "movie.list",
            Movie.class,
            movie -> {
              if (movie.title() == null) {
                throw HttpFailures.unexpected("It lacks title.");
              }
              return Instant.MAX.plusSeconds(movie.id() - 1);
            },
            skipped);
    String body =
        "[{\"images\":[{\"id\":9}],\"id\":4},{\"id\":5,\"title\":\"late\"},{\"id\":1,\"title\":\"a\"}]";
    HttpAnswer answer = new HttpAnswer(200, Map.of(), Buffer.buffer(body));
    assertThat(WireJson.readList(answer, rows)).hasSize(1);
    assertThat(told).containsExactly("movie.list 2 It lacks title. (id 4)");
    assertThat(skipped.ids()).containsExactlyInAnyOrder(4L, 5L);
    assertThat(skipped.unidentified()).isFalse();
  }

  @Test
  void aSinksFailureEndsTheReadAndTheConnection() {
    StringBuilder body = new StringBuilder("[{\"id\":0}");
    for (int i = 1; i < 100_000; i++) {
      body.append(",{\"id\":").append(i).append("}");
    }
    HttpStack stack = answering(body.append("]").toString());
    assertThatThrownBy(
            () ->
                await(
                    read(
                        stack,
                        JsonArrayReader.of(
                            StreamsIT::movies,
                            10,
                            batch -> Future.failedFuture(new IllegalStateException("full"))))))
        .hasMessage("full");
    await().untilAsserted(() -> assertThat(stack.stats().openConnections()).isZero());
    assertThat(stack.circuit()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void aReaderThatThrowsFailsTheRead() {
    HttpStack stack = answering("[{\"id\":1},{\"id\":2}]");
    assertThatThrownBy(
            () ->
                await(
                    read(
                        stack,
                        JsonArrayReader.of(
                            StreamsIT::movies,
                            1,
                            batch -> {
                              throw new IllegalStateException("thrown");
                            }))))
        .hasMessage("thrown");
  }

  @Test
  void aSlowReaderHoldsTheUpstreamBackAndIsNoSilence() {
    AtomicLong written = new AtomicLong();
    List<Promise<Void>> pending = new ArrayList<>();
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      HttpServerResponse response = request.response().setChunked(true);
                      response.write("[{\"id\":0}");
                      pour(response, written);
                    })
                .listen(0, "127.0.0.1"));
    HttpStack stack = stacks.open(Stacks.policy(server.actualPort()));
    Promise<Void> gate = Promise.promise();
    Future<Long> reading =
        read(
            stack,
            JsonArrayReader.of(
                StreamsIT::movies,
                1,
                batch -> {
                  pending.add(gate);
                  return gate.future();
                }));
    AtomicLong last = new AtomicLong(-1);
    // Longer than the idle limit: the reader's own time must not count as silence.
    await()
        .pollInterval(Duration.ofMillis(700))
        .until(() -> pending.size() == 1 && last.getAndSet(written.get()) == written.get());
    assertThat(written.get()).isLessThan(40L << 20);
    assertThat(reading.isComplete()).isFalse();
    vertx.runOnContext(ignored -> gate.complete());
    assertThat(await(reading)).isGreaterThan(50L);
    assertThat(written.get()).isGreaterThanOrEqualTo(60L << 20);
  }

  /** Writes 60 MB of records as fast as they are taken. */
  private static void pour(HttpServerResponse response, AtomicLong written) {
    String padding = "x".repeat(500_000);
    while (!response.writeQueueFull()) {
      if (written.get() >= 60L << 20) {
        response.end("]");
        return;
      }
      written.addAndGet(500_000);
      response.write(",{\"id\":1,\"title\":\"" + padding + "\"}");
    }
    response.drainHandler(ignored -> pour(response, written));
  }

  @Test
  void aRawReaderTakesPlaylistsByThePiece() {
    RawServer server =
        RawServer.answering(vertx, RawServer.ok("audio/x-mpegurl", "#EXTM3U\n#EXTINF:-1,A\nu\n"));
    HttpStack stack = stacks.open(Stacks.policy(server.port()));
    HttpCall call =
        HttpCall.get("playlist.read", "/list.m3u")
            .expect(Expect.NOT_HTML)
            .limits(CallLimits.STREAMED)
            .build();
    AtomicLong bytes = new AtomicLong();
    BodyReader<Long> reader =
        body -> body.pipe().to(new CountingStream(bytes)).map(done -> bytes.get());
    assertThat(await(on(vertx, () -> stack.stream(call, reader)))).isEqualTo(23);
  }

  @Test
  void filesAndFieldsArriveAsTheyWereGiven() {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      request.setExpectMultipart(true);
                      StringBuilder seen = new StringBuilder();
                      request.uploadHandler(
                          file -> {
                            seen.append(file.filename()).append('=');
                            file.handler(seen::append);
                          });
                      request
                          .end()
                          .onSuccess(
                              done ->
                                  request
                                      .response()
                                      .end(seen + "," + request.getFormAttribute("paused")));
                    })
                .listen(0, "127.0.0.1"));
    HttpStack stack = stacks.open(Stacks.policy(server.actualPort()));
    HttpBody body =
        HttpBody.multipart(
            List.of(
                HttpBody.Part.field("paused", "true"),
                HttpBody.Part.file(
                    "torrents", "a.torrent", "application/x-bittorrent", Buffer.buffer("d8:e"))));
    HttpCall call = HttpCall.post("torrent.add", "/add").body(body).expect(Expect.ANY).build();
    assertThat(await(on(vertx, () -> stack.send(call))).body().toString())
        .isEqualTo("a.torrent=d8:e,true");
  }
}
