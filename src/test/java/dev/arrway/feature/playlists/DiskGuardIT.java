package dev.arrway.feature.playlists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.playlists.PlaylistHarness.Reply;
import dev.arrway.platform.config.UserQuotas;
import dev.arrway.platform.store.DiskSpaceGuard;
import dev.arrway.platform.store.DiskSpaceGuard.DiskSpace;
import dev.arrway.platform.store.Futures;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Playlists while the disk of the database runs full. */
class DiskGuardIT {
  private static final long ENOUGH = 50_000_000_000L;
  private static final String TWO =
      "#EXTM3U\n#EXTINF:-1,A (2001)\nhttp://h/1.mkv\n#EXTINF:-1,B (2002)\nhttp://h/2.mkv\n";

  private static volatile long free = ENOUGH;
  private static volatile boolean broken;
  private static final DiskSpaceGuard GUARD =
      DiskSpaceGuard.of(DiskGuardIT::space, OptionalLong.of(1_000_000));

  private static PlaylistHarness harness;
  private static HttpServer provider;
  private static volatile Consumer<HttpServerRequest> answer = request -> request.response().end();

  private static DiskSpace space() throws IOException {
    if (broken) {
      throw new IOException("the disk cannot be asked");
    }
    return new DiskSpace(free, 2 * ENOUGH);
  }

  private static void free(long bytes) {
    free = bytes;
    GUARD.measure();
  }

  @BeforeAll
  static void start() {
    harness = new PlaylistHarness(1_000_000, UserQuotas.standard(), GUARD);
    provider =
        Futures.await(
            harness
                .vertx
                .createHttpServer()
                .requestHandler(request -> answer.accept(request))
                .listen(0, "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    Futures.await(provider.close());
    harness.close();
  }

  @BeforeEach
  void thereIsSpace() {
    broken = false;
    free(ENOUGH);
  }

  private static Reply add(String name) {
    return harness.send(
        "application/json",
        new JsonObject()
            .put("name", name)
            .put("url", "http://127.0.0.1:" + provider.actualPort() + "/list")
            .toBuffer()
            .getBytes());
  }

  private static void assertRefused(Reply reply) {
    assertThat(reply.status()).isEqualTo(507);
    assertThat(reply.json().path("code").asText()).isEqualTo("storage_full");
    assertThat(reply.json().path("detail").asText()).contains("data.min_free_space");
  }

  @Test
  void nothingNewIsImportedWhileSpaceIsLowAndEverythingAgainAfterwards() {
    free(999_999);
    assertRefused(harness.upload("upload", TWO));
    assertRefused(add("address"));
    assertThat(harness.count("SELECT count(*) FROM playlist WHERE name IN ('upload', 'address')"))
        .isZero();
    free(1_000_000);
    answer = request -> request.response().end(TWO);
    assertThat(harness.settled(harness.upload("upload", TWO).id()).path("status").asText())
        .isEqualTo("ready");
    assertThat(harness.settled(add("address").id()).path("status").asText()).isEqualTo("ready");
  }

  @Test
  void anImportThatRunsEndsWithTheReasonAndTheLastGoodPlaylistStays() {
    answer = request -> request.response().end(TWO);
    long id = add("running").id();
    assertThat(harness.settled(id).path("entries").asInt()).isEqualTo(2);
    answer =
        request -> {
          var response = request.response().setChunked(true);
          int[] number = {0};
          long timer =
              harness.vertx.setPeriodic(
                  20,
                  tick -> {
                    StringBuilder text = new StringBuilder(number[0] == 0 ? "#EXTM3U\n" : "");
                    for (int i = 0; i < 200; i++) {
                      number[0]++;
                      text.append("#EXTINF:-1,F " + number[0] + "\nhttp://h/" + number[0] + "\n");
                    }
                    assertThat(response.write(text.toString())).isNotNull();
                  });
          response.closeHandler(gone -> harness.vertx.cancelTimer(timer));
        };
    harness.call("refreshPlaylist", Map.of("playlist_id", id));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> harness.count("SELECT new_entries FROM playlist WHERE id = " + id) > 0);
    free(10);
    JsonNode shown = harness.settled(id);
    assertThat(shown.path("status").asText()).isEqualTo("failed");
    assertThat(shown.path("error").asText()).contains("nearly full", "data.min_free_space");
    assertThat(shown.path("stale").asBoolean()).isTrue();
    assertThat(harness.entries(id, Map.of()).path("total").asInt()).isEqualTo(2);
    assertThat(harness.count("SELECT count(*) FROM playlist_entry WHERE playlist_id = " + id))
        .isEqualTo(2);
  }

  @Test
  void whatIsDueWaitsForSpaceAndIsNotMarkedAsFailed() {
    answer = request -> request.response().end(TWO);
    long id = add("due").id();
    assertThat(harness.settled(id).path("status").asText()).isEqualTo("ready");
    free(10);
    Refreshes refreshes =
        new Refreshes(
            harness.parts,
            new UrlFetch(harness.parts),
            new dev.arrway.platform.bus.FairSlots(
                "fetches", "-", dev.arrway.platform.bus.FairSlots.SlotLimits.shared(2, 1, 10, 10)));
    Futures.await(
        harness
            .database
            .database()
            .asSystem(
                c ->
                    c.query("UPDATE playlist SET next_refresh_at = now() WHERE id = " + id)
                        .execute()));
    Futures.await(refreshes.due());
    assertThat(harness.playlist(id).path("status").asText()).isEqualTo("ready");
  }

  @Test
  void aMeasurementThatFailsChangesNothing() {
    broken = true;
    GUARD.measure();
    assertThat(GUARD.isLow()).isFalse();
    broken = false;
    free(10);
    broken = true;
    GUARD.measure();
    assertThat(GUARD.isLow()).isTrue();
  }

  @Test
  void withoutASettingTheLimitIsAGigabyteOrATwentiethOfASmallDisk() {
    long[] disk = {900_000_000, 1_000_000_000_000L};
    DiskSpaceGuard guard =
        DiskSpaceGuard.of(() -> new DiskSpace(disk[0], disk[1]), OptionalLong.empty());
    guard.measure();
    assertThat(guard.isLow()).isTrue();
    disk[1] = 10_000_000_000L;
    guard.measure();
    assertThat(guard.isLow()).isFalse();
    disk[0] = 499_999_999;
    guard.measure();
    assertThat(guard.isLow()).isTrue();
    assertThat(guard.minFreeSpace()).isEqualTo(500_000_000);
  }
}
