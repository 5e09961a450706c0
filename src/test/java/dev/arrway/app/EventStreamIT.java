package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Futures;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event stream over real HTTP, with writers that commit in whatever order they like. */
class EventStreamIT {
  private static TestGateway gateway;
  private static Api admin;
  private static final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
    admin = gateway.admin();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** A client that follows; it remembers the last cursor, as a browser does. */
  private static final class Follower implements AutoCloseable {
    private final List<String> types = new CopyOnWriteArrayList<>();
    private final List<String> data = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile String cursor;
    private volatile InputStream body;

    Follower(String cursor) {
      this.cursor = cursor;
    }

    void connect(String query) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(gateway.gateway().url() + "/api/v1/events" + query))
              .header("Authorization", "Bearer " + admin.token());
      if (cursor != null) {
        request.header("Last-Event-ID", cursor);
      }
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      ended.set(false);
      body = response.body();
      Thread reader = new Thread(() -> read(body), "follower");
      reader.setDaemon(true);
      reader.start();
    }

    private void read(InputStream in) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        String id = null;
        String type = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("id: ")) {
            id = line.substring(4);
          } else if (line.startsWith("event: ")) {
            type = line.substring(7);
          } else if (line.startsWith("data: ")) {
            data.add(line.substring(6));
            types.add(type);
          } else if (line.isEmpty()) {
            cursor = id == null ? cursor : id;
            type = null;
          }
        }
      } catch (IOException gone) {
        ended.set(true);
      }
      ended.set(true);
    }

    @Override
    public void close() throws IOException {
      body.close();
      await().atMost(Duration.ofSeconds(10)).untilTrue(ended);
    }
  }

  @Test
  void aFollowerSeesWhatHappens() throws Exception {
    try (Follower follower = new Follower(null)) {
      follower.connect("?types=instance.*");
      gateway.addRadarr(admin, "Followed");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> follower.types.containsAll(List.of("instance.created", "instance.tested")));
    }
  }

  @Test
  void anUnknownCursorIsAnsweredWithReset() throws Exception {
    try (Follower follower = new Follower("00000000-17")) {
      follower.connect("");
      await().atMost(Duration.ofSeconds(10)).until(() -> follower.types.contains("reset"));
    }
  }

  private static int missed;

  private static String cursorNow() throws Exception {
    try (Follower follower = new Follower(null)) {
      follower.connect("");
      await().atMost(Duration.ofSeconds(10)).until(() -> follower.cursor != null);
      return follower.cursor;
    }
  }

  /** The names of EventSource libraries, which compare parameters in all sorts of cases. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lastEventId",
        "lastEventID",
        "lasteventid",
        "Last-Event-ID",
        "last-event-id",
        "last_event_id",
        "evs_last_event_id",
        "after"
      })
  void aCursorInTheUrlReplaysWhatWasMissed(String name) throws Exception {
    String cursor = cursorNow();
    long instance = gateway.addRadarr(admin, "Missed " + ++missed);
    try (Follower follower = new Follower(null)) {
      follower.connect("?types=instance.created&" + name + "=" + cursor);
      await().atMost(Duration.ofSeconds(10)).until(() -> !follower.data.isEmpty());
      assertThat(follower.data.get(0)).contains("\"instance_id\":" + instance + ",");
    }
  }

  @Test
  void whatAClientHasSeenGoesBeforeWhereItWasToldToBegin() throws Exception {
    String unknown = "00000000-1";
    String cursor = cursorNow();
    gateway.addRadarr(admin, "Missed in order");
    String types = "?types=instance.created";
    try (Follower header = new Follower(cursor);
        Follower url = new Follower(null);
        Follower blank = new Follower(null)) {
      header.connect(types + "&lastEventId=" + unknown + "&after=" + unknown);
      url.connect(types + "&lastEventId=" + cursor + "&after=" + unknown);
      blank.connect(types + "&lastEventId=&after=" + cursor);
      for (Follower follower : List.of(header, url, blank)) {
        await().atMost(Duration.ofSeconds(10)).until(() -> !follower.types.isEmpty());
        assertThat(follower.types).doesNotContain("reset").contains("instance.created");
      }
    }
  }

  @Test
  void differentValuesOfOneParameterAreAnErrorThatNamesIt() {
    Api.Reply refused = admin.get("/events?lastEventId=1-1&last_event_id=1-2");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/errors/0/field").asText()).isEqualTo("lastEventId");
    Api.Reply unknown = admin.get("/events?lastEvent=1-1");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.at("/errors/0/field").asText()).isEqualTo("lastEvent");
  }

  @Test
  void unnamedEventsComeWithoutAnEventLineAndWithTheirTypeInTheData() throws Exception {
    try (Follower follower = new Follower("00000000-17")) {
      follower.connect("?unnamed=true&types=instance.created");
      await().atMost(Duration.ofSeconds(10)).until(() -> follower.data.size() == 1);
      gateway.addRadarr(admin, "Unnamed");
      await().atMost(Duration.ofSeconds(10)).until(() -> follower.data.size() == 2);
      gateway.gateway().features().endStreamsOf(1);
      await().atMost(Duration.ofSeconds(10)).untilTrue(follower.ended);
      assertThat(follower.types).hasSize(3).containsOnlyNulls();
      assertThat(follower.data.get(0)).contains("\"type\":\"reset\"");
      assertThat(follower.data.get(1)).contains("\"type\":\"instance.created\"");
      assertThat(follower.data.get(2)).contains("\"type\":\"reconnect\"");
    }
  }

  @Test
  void aStreamEndsWhenAccessChanges() throws Exception {
    Follower follower = new Follower(null);
    follower.connect("");
    gateway.gateway().features().endStreamsOf(1);
    await().atMost(Duration.ofSeconds(10)).untilTrue(follower.ended);
  }

  @Test
  void withEightWritersAndReconnectsNothingIsLostOrTwice() throws Exception {
    int writers = 8;
    int each = 60;
    try (WriterDatabase writing = new WriterDatabase()) {
      Follower follower = new Follower(null);
      follower.connect("?types=stress.*");
      AtomicInteger committed = new AtomicInteger();
      List<Future<Void>> all = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        all.add(writing.write(w, each, committed));
      }
      Future<Void> done = Future.join(all).mapEmpty();
      Random random = new Random(7);
      while (!done.isComplete()) {
        int seen = follower.data.size();
        int until = seen + 5 + random.nextInt(40);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> follower.data.size() >= until || done.isComplete());
        follower.close();
        follower.connect("?types=stress.*");
      }
      Futures.await(done);
      await().atMost(Duration.ofSeconds(30)).until(() -> follower.data.size() >= committed.get());
      follower.close();
      List<Long> ids = follower.data.stream().map(EventStreamIT::id).toList();
      assertThat(ids).isSorted().doesNotHaveDuplicates().hasSize(committed.get());
    }
  }

  private static long id(String data) {
    return Long.parseLong(data.replaceFirst("^\\{\"id\":(\\d+).*", "$1"));
  }

  /** Writes events of the administrator in transactions that commit late, early or not at all. */
  private static final class WriterDatabase implements AutoCloseable {
    private final io.vertx.core.Vertx vertx = io.vertx.core.Vertx.vertx();
    private final Database database = Database.open(vertx, gateway.database().endpoint(), 8);
    private final SqlEventLog log = new SqlEventLog();

    Future<Void> write(int writer, int left, AtomicInteger committed) {
      if (left == 0) {
        return Future.succeededFuture();
      }
      boolean rollsBack = (writer + left) % 5 == 0;
      Future<Void> one =
          database.asSystem(
              c ->
                  c.query("SELECT pg_sleep(" + (writer * left % 7) / 1000.0 + ")")
                      .execute()
                      .compose(
                          slept ->
                              log.append(
                                  c,
                                  new EventDraft(
                                      1, null, "stress.written", Map.of("writer", writer))))
                      .compose(
                          written ->
                              rollsBack
                                  ? Future.failedFuture("rolled back on purpose")
                                  : Future.succeededFuture()));
      return one.transform(
          ended -> {
            if (ended.succeeded()) {
              committed.incrementAndGet();
            }
            return write(writer, left - 1, committed);
          });
    }

    @Override
    public void close() {
      Futures.await(database.close());
      Futures.await(vertx.close());
    }
  }
}
