package dev.arrway.feature.playlists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.playlists.PlaylistHarness.Reply;
import dev.arrway.platform.config.UserQuotas;
import dev.arrway.platform.config.UserQuotas.PlaylistSize;
import dev.arrway.platform.config.UserQuotas.StorageQuotas;
import dev.arrway.platform.store.DiskSpaceGuard;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Playlists that are larger, slower or more than a user may have. */
class PlaylistCapsIT {
  private static final int ENTRIES = 4_000;
  private static final int MOST_PLAYLISTS = 8;

  private static final UserQuotas QUOTAS =
      new UserQuotas(
          UserQuotas.standard().atOnce(),
          new PlaylistSize(ENTRIES, 600_000, 1_200_000, 16_000, Duration.ofSeconds(14)),
          new StorageQuotas(10, MOST_PLAYLISTS, 6_000, 900_000, 10, 10, 10, 100, 100));

  private static PlaylistHarness harness;
  private static EndlessProvider provider;

  @BeforeAll
  static void start() {
    harness = new PlaylistHarness(50_000_000, QUOTAS, DiskSpaceGuard.none());
    provider = new EndlessProvider(harness.vertx);
  }

  @AfterAll
  static void stop() {
    provider.close();
    harness.close();
  }

  @AfterEach
  void removeAll() {
    harness
        .call("listPlaylists", Map.of())
        .path("items")
        .forEach(
            one -> harness.call("deletePlaylist", Map.of("playlist_id", one.path("id").asLong())));
  }

  private static Reply add(String path) {
    return harness.send(
        "application/json",
        new JsonObject().put("name", path).put("url", provider.at(path)).toBuffer().getBytes());
  }

  private static Reply addXtream(String path) {
    JsonObject account =
        new JsonObject().put("url", provider.at(path)).put("username", "u").put("password", "p");
    return harness.send(
        "application/json",
        new JsonObject().put("name", path).put("xtream", account).toBuffer().getBytes());
  }

  private static String entry(int number) {
    return "#EXTINF:-1,Film " + number + " (2001)\nhttp://h/movie/u/p/" + number + ".mkv\n";
  }

  private static String list(int from, int count) {
    StringBuilder text = new StringBuilder("#EXTM3U\n");
    IntStream.range(from, from + count).forEach(i -> text.append(entry(i)));
    return text.toString();
  }

  private static String thousand(int block) {
    return list(block * 1_000, 1_000);
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private static JsonNode failed(long id, String... said) {
    JsonNode shown = harness.settled(id);
    assertThat(shown.path("status").asText()).as(shown.toString()).isEqualTo("failed");
    assertThat(shown.path("error").asText()).contains(said);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                harness.count(
                        "SELECT count(*) FROM playlist_entry e JOIN playlist p"
                            + " ON p.id = e.playlist_id AND e.generation <> p.generation"
                            + " WHERE p.id = "
                            + id)
                    == 0);
    return shown;
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private static long ready(Reply reply, int entries) {
    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(202);
    JsonNode shown = harness.settled(reply.id());
    assertThat(shown.path("status").asText()).as(shown.toString()).isEqualTo("ready");
    assertThat(shown.path("entries").asInt()).isEqualTo(entries);
    return reply.id();
  }

  @Test
  void anEndlessPlaylistEndsAtItsLimitAndLeavesNothing() {
    provider.servesEndlessly("/endless", PlaylistCapsIT::thousand);
    JsonNode shown =
        failed(add("/endless").id(), ENTRIES + " entries", "limits.entries_per_playlist");
    assertThat(shown.path("entries").asInt()).isZero();
  }

  @Test
  void aRefreshThatMeetsALimitKeepsTheLastGoodPlaylist() {
    provider.serves("/grows", list(0, 3));
    long id = ready(add("/grows"), 3);
    provider.servesEndlessly("/grows", PlaylistCapsIT::thousand);
    harness.call("refreshPlaylist", Map.of("playlist_id", id));
    JsonNode shown = failed(id, "limits.entries_per_playlist");
    assertThat(shown.path("stale").asBoolean()).isTrue();
    assertThat(shown.path("entries").asInt()).isEqualTo(3);
    assertThat(harness.entries(id, Map.of()).path("total").asInt()).isEqualTo(3);
  }

  @Test
  void aPlaylistOfExactlyTheLimitIsStored() {
    provider.serves("/exact", list(0, ENTRIES));
    ready(add("/exact"), ENTRIES);
  }

  @Test
  void linesThatAreNoEntriesCountAsBytes() {
    provider.servesEndlessly("/comments", block -> "#EXTM3U\n" + "# nothing here\n".repeat(2_000));
    failed(add("/comments").id(), "1200000 bytes", "limits.bytes_per_playlist");
  }

  @Test
  void bytesCountAfterDecompression() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      byte[] block =
          ("#EXTM3U\n" + "# nothing here\n".repeat(2_000)).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 400; i++) {
        out.write(block);
      }
    }
    Reply uploaded = harness.upload("bomb", bomb.toByteArray());
    failed(uploaded.id(), "after decompression", "limits.bytes_per_playlist");
  }

  @Test
  void longNamesCountAsText() {
    String name = "N".repeat(900);
    StringBuilder text = new StringBuilder("#EXTM3U\n");
    IntStream.range(0, 1_000)
        .forEach(i -> text.append("#EXTINF:-1," + i + name + "\nhttp://h/" + i + ".mkv\n"));
    provider.serves("/long", text.toString());
    failed(add("/long").id(), "600000 bytes of text", "limits.text_per_playlist");
  }

  @Test
  void differentCredentialsInEachEntryCountAsText() {
    StringBuilder text = new StringBuilder("#EXTM3U\n");
    String password = "p".repeat(700);
    IntStream.range(0, 1_500)
        .forEach(
            i ->
                text.append(
                    "#EXTINF:-1,F "
                        + i
                        + "\nhttp://h/movie/u"
                        + i
                        + "/"
                        + password
                        + i
                        + "/1.mkv\n"));
    provider.serves("/credentials", text.toString());
    failed(add("/credentials").id(), "limits.text_per_playlist");
  }

  @Test
  void anEndlessUploadEndsAtTheLimitToo() {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 6).forEach(i -> text.append(thousand(i)));
    failed(harness.upload("large", text.toString()).id(), "limits.entries_per_playlist");
  }

  @Test
  void allPlaylistsOfAUserTogetherHaveALimitThatARefreshDoesNotCountTwice() {
    provider.serves("/one", list(0, 3_900));
    provider.serves("/two", list(10_000, 3_900));
    long one = ready(add("/one"), 3_900);
    long two = add("/two").id();
    failed(two, "together", "6000 entries", "limits.entries");
    harness.call("refreshPlaylist", Map.of("playlist_id", one));
    assertThat(harness.settled(one).path("status").asText()).isEqualTo("ready");
    harness.call("deletePlaylist", Map.of("playlist_id", one));
    harness.call("refreshPlaylist", Map.of("playlist_id", two));
    assertThat(harness.settled(two).path("status").asText()).isEqualTo("ready");
  }

  @Test
  void importsAtTheSameTimeDoNotExceedTheLimitTogether() {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      provider.serves("/same" + i, list(10_000 * i, 3_900));
      ids.add(add("/same" + i).id());
    }
    ids.forEach(id -> assertThat(harness.settled(id)).isNotNull());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> harness.count("SELECT count(*) FROM playlist_entry") <= 6_000);
    assertThat(harness.count("SELECT count(*) FROM playlist WHERE status = 'ready'")).isOne();
  }

  @Test
  void aUserHasALimitedNumberOfPlaylistsHoweverManyAreAddedAtOnce() {
    provider.serves("/small", list(0, 1));
    List<Integer> statuses =
        IntStream.range(0, 3 * MOST_PLAYLISTS)
            .parallel()
            .mapToObj(i -> harness.upload("p" + i, list(0, 1)).status())
            .toList();
    assertThat(statuses).filteredOn(status -> status == 202).hasSize(MOST_PLAYLISTS);
    assertThat(statuses).allMatch(status -> status == 202 || status == 429);
    Reply refused = add("/small");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().path("code").asText()).isEqualTo("limit_exceeded");
    assertThat(refused.json().path("detail").asText()).contains("limits.playlists");
  }

  @Test
  void anEndlessListOfAPanelEndsAtTheLimit() {
    provider.panel("/x1", "get_vod_streams", block -> (block == 0 ? "[" : "") + streams(block));
    failed(addXtream("/x1").id(), "limits.entries_per_playlist");
  }

  @Test
  void anEndlessListOfNothingEndsAtTheLimitOfBytes() {
    provider.panel(
        "/x2",
        "get_live_streams",
        block -> (block == 0 ? "[0" : "") + (",[\"" + "x".repeat(200) + "\"]").repeat(100));
    failed(addXtream("/x2").id(), "limits.bytes_per_playlist");
  }

  @Test
  void anEndlessListOfCategoriesEndsAtTheLimitOfBytes() {
    provider.panel(
        "/x3",
        "get_vod_categories",
        block ->
            (block == 0 ? "[{}" : "")
                + (",{\"category_id\":\"" + block + "\",\"category_name\":\"c\"}").repeat(200));
    failed(addXtream("/x3").id(), "limits.bytes_per_playlist");
  }

  private static String streams(int block) {
    StringBuilder text = new StringBuilder(block == 0 ? "{}" : "");
    IntStream.range(0, 500)
        .map(i -> block * 500 + i)
        .forEach(i -> text.append(",{\"stream_id\":" + i + ",\"name\":\"Film " + i + " (2001)\"}"));
    return text.toString();
  }

  /** Slow senders take some ten seconds to be noticed: all of them at once. */
  @Test
  void transfersThatAreTooSlowOrTakeTooLongEnd() throws Exception {
    provider.trickles("/slow", "#EXTM3U\n", entry(1), 200);
    provider.trickles("/long-lasting", "#EXTM3U\n", "# " + "n".repeat(25_000) + "\n", 500);
    provider.panelOf("/x4", "/slow-list");
    provider.trickles("/slow-list", "[", "{}, ", 200);
    long slow = add("/slow").id();
    long lasting = add("/long-lasting").id();
    long panel = addXtream("/x4").id();
    try (Socket upload = new Socket("127.0.0.1", harness.server.actualPort())) {
      OutputStream out = upload.getOutputStream();
      out.write(uploadHead());
      out.flush();
      long drip = harness.vertx.setPeriodic(200, tick -> drip(out));
      String answer = head(upload);
      assertThat(harness.vertx.cancelTimer(drip)).isTrue();
      assertThat(answer)
          .contains("408")
          .contains("request_timeout", "16000 bytes a second", "limits.transfer_rate");
    }
    failed(slow, "16000 bytes a second", "limits.transfer_rate");
    failed(panel, "16000 bytes a second", "limits.transfer_rate");
    failed(lasting, "did not answer in time", "limits.transfer_time");
    assertThat(harness.count("SELECT count(*) FROM playlist WHERE url IS NULL")).isZero();
  }

  /** What is answered, as far as its problem goes. */
  private static String head(Socket socket) throws IOException {
    socket.setSoTimeout(60_000);
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("}") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as(answer.toString()).isNotNegative();
      answer.append((char) next);
    }
    return answer.toString();
  }

  private static void drip(OutputStream out) {
    try {
      out.write("10\r\n0123456789abcdef\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static byte[] uploadHead() {
    byte[] form = PlaylistHarness.form("dripping", Buffer.buffer("#EXTM3U\n").getBytes());
    String begin = new String(form, StandardCharsets.UTF_8).replace("\r\n--xYzZY--\r\n", "");
    return ("POST "
            + harness.uri().getPath()
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=xYzZY"
            + "\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(begin.length())
            + "\r\n"
            + begin
            + "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
