package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.gateway.stream.StreamSettings;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.store.Futures;
import dev.arrway.protocol.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What clients of event streams can rely on. */
class EventStreamsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration ALL = Duration.ofMinutes(-1);

  @Test
  void aStreamBeginsNowAndTellsWhereThatIs() throws IOException {
    try (EventHarness harness = new EventHarness(EventHarness.SETTINGS, true)) {
      long user = harness.user(1);
      harness.happen(user, null, "movie.added", Map.of("n", 1));
      try (Follower follower = harness.follow(user, "").awaitStart()) {
        harness.happen(user, 7L, "movie.deleted", Map.of("text", "a\n\"b\" ü"));
        follower.awaitFrames(1);
        assertThat(follower.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(follower.header("Cache-Control")).isEqualTo("no-store");
        assertThat(follower.header("X-Accel-Buffering")).isEqualTo("no");
        var json = ApiJson.mapper().readTree(follower.frames.get(0).data());
        assertThat(follower.types()).containsExactly("movie.deleted");
        assertThat(follower.frames.get(0).id()).isEqualTo(follower.cursor()).endsWith("-2");
        assertThat(json.path("id").asLong()).isEqualTo(2);
        assertThat(json.path("type").asText()).isEqualTo("movie.deleted");
        assertThat(json.path("instance_id").asLong()).isEqualTo(7);
        assertThat(json.path("occurred_at").asText()).endsWith("Z");
        assertThat(json.at("/data/text").asText()).isEqualTo("a\n\"b\" ü");
      }
    }
  }

  @Test
  void onlyWhatIsAskedForAndOwnedIsTold() throws IOException {
    try (EventHarness harness = new EventHarness(EventHarness.SETTINGS, true)) {
      long user = harness.user(1);
      long other = harness.user(2);
      try (Follower movies = harness.follow(user, "&types=movie.*,library.synced").awaitStart();
          Follower instance = harness.follow(user, "&instance_id=3").awaitStart()) {
        harness.happen(other, 3L, "movie.added", Map.of());
        harness.happen(user, 3L, "movie.added", Map.of());
        harness.happen(user, 4L, "movie.deleted", Map.of());
        harness.happen(user, 3L, "series.added", Map.of());
        harness.happen(user, 4L, "library.synced", Map.of());
        harness.happen(user, 3L, "library.failed", Map.of());
        movies.awaitFrames(3);
        instance.awaitFrames(3);
        assertThat(movies.types())
            .containsExactly("movie.added", "movie.deleted", "library.synced");
        assertThat(instance.types())
            .containsExactly("movie.added", "series.added", "library.failed");
        try (Follower again = harness.follow(user, "&types=movie.*", epoch(movies) + "-0")) {
          again.awaitFrames(2);
          assertThat(again.types()).containsExactly("movie.added", "movie.deleted");
        }
      }
    }
  }

  @Test
  void tenThousandPastEventsComeInOrder() throws IOException {
    try (EventHarness harness = new EventHarness(EventHarness.SETTINGS, true)) {
      long user = harness.user(1);
      harness.append(numbered(user, 10_000, Map.of()));
      try (Follower warm = harness.follow(user, "&after=" + harness.history.cursor(0))) {
        warm.awaitFrames(10_000);
        long began = System.nanoTime();
        try (Follower follower = harness.follow(user, "&after=" + harness.history.cursor(0))) {
          await()
              .pollInterval(Duration.ofMillis(2))
              .atMost(PATIENCE)
              .until(() -> follower.frames.size() >= 10_000);
          System.out.println(
              "replay of 10,000 events: " + (System.nanoTime() - began) / 1_000_000 + " ms");
          assertThat(follower.frames.stream().map(frame -> id(frame.id())).toList())
              .isSorted()
              .doesNotHaveDuplicates()
              .hasSize(10_000);
        }
      }
    }
  }

  @Test
  void historyThatIsGoneIsToldOnceAndOnlyToThoseWhoMissedSome() throws IOException {
    try (EventHarness harness = new EventHarness(EventHarness.SETTINGS, true)) {
      long user = harness.user(1);
      long idle = harness.user(2);
      harness.append(numbered(idle, 1, Map.of()));
      harness.append(numbered(user, 10, Map.of()));
      assertThat(Futures.await(harness.history.prune(ALL, 1_000_000))).isEqualTo(11);
      try (Follower late = harness.follow(user, "", harness.history.cursor(5));
          Follower current = harness.follow(user, "", harness.history.cursor(11));
          Follower unmoved = harness.follow(idle, "", harness.history.cursor(1));
          Follower foreign = harness.follow(user, "", "00000000-11");
          Follower nonsense = harness.follow(user, "", "yesterday");
          Follower ahead = harness.follow(user, "", harness.history.cursor(12345))) {
        harness.happen(user, null, "movie.added", Map.of());
        harness.happen(idle, null, "movie.added", Map.of());
        for (Follower missed : List.of(late, foreign, nonsense, ahead)) {
          missed.awaitFrames(2);
          assertThat(missed.types()).containsExactly("reset", "movie.added");
        }
        for (Follower complete : List.of(current, unmoved)) {
          complete.awaitFrames(1);
          assertThat(complete.types()).containsExactly("movie.added");
        }
      }
    }
  }

  @Test
  void whoNeverSawAnythingIsNotResetWhenTheyComeBack() throws IOException {
    try (EventHarness harness = new EventHarness(EventHarness.SETTINGS, true)) {
      long user = harness.user(1);
      long newcomer = harness.user(2);
      harness.append(numbered(user, 3, Map.of()));
      assertThat(Futures.await(harness.history.prune(ALL, 1_000_000))).isEqualTo(3);
      for (long each : List.of(user, newcomer)) {
        String start;
        try (Follower first = harness.follow(each, "").awaitStart()) {
          start = String.valueOf(first.cursor());
        }
        try (Follower back = harness.follow(each, "", start)) {
          harness.happen(each, null, "movie.added", Map.of());
          back.awaitFrames(1);
          assertThat(back.types()).containsExactly("movie.added");
        }
      }
    }
  }

  @Test
  void aSilentStreamShowsThatItIsAliveAndMovesItsCursor() throws IOException {
    StreamSettings quick =
        new StreamSettings(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofHours(1));
    try (EventHarness harness = new EventHarness(quick, true)) {
      long user = harness.user(1);
      try (Follower follower = harness.follow(user, "&types=movie.*").awaitStart()) {
        harness.append(numbered(user, 3, Map.of()));
        await().atMost(PATIENCE).until(() -> follower.comments.get() >= 3);
        await().atMost(PATIENCE).until(() -> harness.history.cursor(3).equals(follower.cursor()));
        assertThat(follower.frames).isEmpty();
      }
    }
  }

  @Test
  void aClientThatDoesNotReadIsDroppedAndTheOthersGoOn() throws IOException {
    StreamSettings strict =
        new StreamSettings(Duration.ofSeconds(15), Duration.ofSeconds(4), Duration.ofHours(1));
    int events = 400;
    try (EventHarness harness = new EventHarness(strict, true);
        Socket slow = new Socket()) {
      long user = harness.user(1);
      slow.setReceiveBufferSize(4096);
      slow.connect(new InetSocketAddress("127.0.0.1", harness.port()));
      slow.getOutputStream()
          .write(
              ("GET /events?user=" + user + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      try (Follower reads = harness.follow(user, "").awaitStart()) {
        await().atMost(PATIENCE).until(() -> harness.streams.size() == 2);
        Map<String, ?> big = Map.of("text", "x".repeat(40_000));
        IntStream.range(0, events / 20).forEach(i -> harness.append(numbered(user, 20, big)));
        reads.awaitFrames(events);
        await().atMost(PATIENCE).until(() -> harness.streams.size() == 1);
        harness.happen(user, null, "movie.added", Map.of());
        reads.awaitFrames(events + 1);
        assertThat(readToEnd(slow)).isLessThan(events * 40_000L);
      }
    }
  }

  @Test
  void commitsDuringAnOutageOfTheRelayAreToldWhenItIsBack() throws IOException {
    try (EventHarness harness = new EventHarness(EventHarness.SETTINGS, true)) {
      long user = harness.user(1);
      try (Follower follower = harness.follow(user, "").awaitStart()) {
        for (int outage = 1; outage <= 3; outage++) {
          harness.database.execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE query ILIKE 'LISTEN%' AND datname = current_database()");
          harness.happen(user, null, "movie.added", Map.of("outage", outage));
          follower.awaitFrames(2 * outage - 1);
          harness.happen(user, null, "movie.deleted", Map.of("outage", outage));
          follower.awaitFrames(2 * outage);
        }
        assertThat(follower.frames).hasSize(6);
      }
    }
  }

  @Test
  void lostNotificationsCostOnlyADelay() throws IOException {
    StreamSettings polling =
        new StreamSettings(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofMillis(100));
    try (EventHarness harness = new EventHarness(polling, false)) {
      long user = harness.user(1);
      try (Follower follower = harness.follow(user, "").awaitStart()) {
        harness.happen(user, null, "movie.added", Map.of());
        follower.awaitFrames(1);
      }
    }
  }

  @Test
  void aUserHasSoManyStreamsAndEndedOnesDoNotCount() throws IOException {
    StreamSettings few =
        new StreamSettings(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofHours(1));
    try (EventHarness harness = new EventHarness(few, true, 2)) {
      long user = harness.user(1);
      long other = harness.user(2);
      for (int round = 0; round < 3; round++) {
        Follower first = harness.follow(user, "").awaitStart();
        Follower second = harness.follow(user, "").awaitStart();
        assertThat(harness.follow(user, "").status()).isEqualTo(429);
        try (Follower others = harness.follow(other, "").awaitStart()) {
          harness.bus.publish(new Notice.AccessChanged(user));
          first.awaitEnd();
          second.awaitEnd();
          await().atMost(PATIENCE).until(() -> harness.streams.size() == 1);
          assertThat(others.ended).isFalse();
        }
        await().atMost(PATIENCE).until(() -> harness.streams.size() == 0);
      }
    }
  }

  @Test
  void aNodeThatGoesDownSendsItsClientsAwayWithAWaitingTime() {
    try (EventHarness harness = new EventHarness(EventHarness.SETTINGS, true)) {
      long user = harness.user(1);
      Follower follower = harness.follow(user, "").awaitStart();
      harness.connections.endAll();
      follower.awaitEnd();
      assertThat(follower.retries).hasSize(2);
      assertThat(Integer.parseInt(follower.retries.get(1))).isBetween(1_000, 5_000);
      assertThat(harness.follow(user, "").status()).isEqualTo(503);
      assertThat(harness.streams.size()).isZero();
    }
  }

  private static List<EventDraft> numbered(long owner, int count, Map<String, ?> data) {
    List<EventDraft> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new EventDraft(owner, null, "test.numbered", data));
    }
    return all;
  }

  private static long id(String cursor) {
    return Long.parseLong(cursor.substring(cursor.indexOf('-') + 1));
  }

  private static String epoch(Follower follower) {
    return String.valueOf(follower.cursor()).replaceFirst("-.*", "");
  }

  /** How much came before the connection ended. */
  private static long readToEnd(Socket socket) {
    long bytes = 0;
    try {
      socket.setSoTimeout(10_000);
      InputStream in = socket.getInputStream();
      byte[] block = new byte[1 << 16];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        bytes += read;
      }
    } catch (java.net.SocketTimeoutException open) {
      throw new AssertionError("the connection is still open", open);
    } catch (IOException reset) {
      return bytes;
    }
    return bytes;
  }
}
