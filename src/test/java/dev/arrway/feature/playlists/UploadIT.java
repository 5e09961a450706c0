package dev.arrway.feature.playlists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.playlists.PlaylistHarness.Reply;
import dev.arrway.platform.store.Futures;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UploadIT {
  private static final long MOST = 30_000_000;
  private static final String SMALL =
      """
      #EXTM3U
      #EXTINF:-1 group-title="Movies | EN",EN - The Matrix (1999) 4K
      http://tv.example.com/movie/canaryuser/canarypass/77.mkv
      #EXTINF:-1 group-title="Series",Lost S01E04
      http://tv.example.com/series/canaryuser/canarypass/78.mkv
      #EXTINF:-1 group-title="News",News 24
      http://tv.example.com/live/canaryuser/canarypass/79.ts
      """;

  private static PlaylistHarness harness;

  @BeforeAll
  static void start() {
    harness = new PlaylistHarness(MOST);
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  @Test
  void anUploadBecomesEntries() {
    Reply reply = harness.upload("Provider", SMALL);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().path("status").asText()).isEqualTo("importing");
    assertThat(reply.json().path("source").asText()).isEqualTo("file");
    JsonNode ready = harness.settled(reply.id());
    assertThat(ready.path("status").asText()).isEqualTo("ready");
    assertThat(ready.path("entries").asLong()).isEqualTo(3);
    assertThat(ready.path("movies").asLong()).isEqualTo(1);
    assertThat(ready.path("series").asLong()).isEqualTo(1);
    assertThat(ready.path("live").asLong()).isEqualTo(1);
    JsonNode page = harness.entries(reply.id(), Map.of());
    assertThat(page.path("total").asLong()).isEqualTo(3);
    JsonNode movie = page.at("/items/0");
    assertThat(movie.path("line").asLong()).isEqualTo(2);
    assertThat(movie.path("title").asText()).isEqualTo("The Matrix");
    assertThat(movie.path("year").asInt()).isEqualTo(1999);
    assertThat(movie.path("quality").asText()).isEqualTo("2160p");
    assertThat(movie.path("url").asText())
        .isEqualTo("http://tv.example.com/movie/********/********/77.mkv");
    assertThat(movie.path("missing").isNull()).isTrue();
    assertThat(page.at("/items/1/episode").asInt()).isEqualTo(4);
  }

  @Test
  void aHundredThousandLinesAreStoredInOrder() {
    StringBuilder list = new StringBuilder("#EXTM3U\n");
    for (int i = 0; i < 50_000; i++) {
      list.append("#EXTINF:-1,Film ").append(i).append(" (2001)\n");
      list.append("http://h/movie/canaryuser/canarypass/").append(i).append(".mkv\n");
    }
    Reply reply = harness.upload("Big", list.toString());
    assertThat(harness.settled(reply.id()).path("entries").asLong()).isEqualTo(50_000);
    JsonNode page = harness.entries(reply.id(), Map.of("limit", 2, "offset", 49_998));
    assertThat(page.at("/items/1/name").asText()).isEqualTo("Film 49999 (2001)");
    assertThat(page.at("/items/1/line").asLong()).isEqualTo(100_000);
    assertThat(harness.entries(reply.id(), Map.of("q", "film 4999")).path("total").asLong())
        .isEqualTo(11);
    assertThat(
            harness.count("SELECT count(*) FROM playlist_secret WHERE playlist_id=" + reply.id()))
        .as("one row for the one account")
        .isEqualTo(1);
  }

  @Test
  void bomCrLfLatin1NulAndAbsurdLinesAreRead() {
    byte[] latin1 =
        ("#EXTM3U\r\n#EXTINF:-1,Am\u00e9lie (2001)\r\nhttp://h/movie/u/p/1.mkv\r\n"
                + "#EXTINF:-1,Nul\0 inside (2002)\r\nhttp://h/movie/u/p/2.mkv\r\n"
                + "#EXTINF:-1,"
                + "x".repeat(20_000)
                + "\r\nhttp://h/movie/u/p/3.mkv\r\n"
                + "#EXTINF:-1,No address\r\n"
                + "#EXTINF:-1,Twice (2003)\r\nhttp://h/movie/u/p/4.mkv\r\n"
                + "#EXTINF:-1,Twice (2003)\r\nhttp://h/movie/u/p/4.mkv\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = new byte[latin1.length + 3];
    file[0] = (byte) 0xef;
    file[1] = (byte) 0xbb;
    file[2] = (byte) 0xbf;
    System.arraycopy(latin1, 0, file, 3, latin1.length);
    long id = harness.upload("Odd", file).id();
    JsonNode ready = harness.settled(id);
    assertThat(ready.path("status").asText()).isEqualTo("ready");
    assertThat(ready.path("entries").asLong()).isEqualTo(5);
    assertThat(ready.path("skipped_lines").asLong()).isPositive();
    JsonNode page = harness.entries(id, Map.of());
    assertThat(page.at("/items/0/title").asText()).isEqualTo("Am\u00e9lie");
    assertThat(page.at("/items/0/line").asLong()).isEqualTo(2);
    assertThat(page.at("/items/1/name").asText()).isEqualTo("Nul inside (2002)");
  }

  @Test
  void gzipIsRead() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(SMALL.getBytes(StandardCharsets.UTF_8));
    }
    long id = harness.upload("Zipped", zipped.toByteArray()).id();
    assertThat(harness.settled(id).path("entries").asLong()).isEqualTo(3);
  }

  @Test
  void noCredentialIsStoredInClearShownOrTold() {
    String secret = "canarysecret9";
    long id =
        harness
            .upload(
                "Canaries",
                SMALL
                    + "http://h/canarytoken?token=canarytoken\n"
                    + "#EXTINF:-1,tvg-id=\"a\" tvg-logo=\"http://h/l?username=bob&password="
                    + secret
                    + "\" group-title=\"Films\",Quiet Harbour (2019)\nhttp://h/movie/bob/"
                    + secret
                    + "/1.mkv\n"
                    + "#EXTINF:-1 group-title=\"see http://g/?password="
                    + secret
                    + "\",Two http://n/live/bob/"
                    + secret
                    + "/9.ts\nhttp://h/2.mkv\n")
            .id();
    assertThat(harness.settled(id).path("entries").asLong()).isEqualTo(6);
    JsonNode harbour = harness.entries(id, Map.of("q", "Harbour")).at("/items/0");
    assertThat(harbour.path("name").asText()).isEqualTo("Quiet Harbour (2019)");
    assertThat(harbour.path("group").asText()).isEqualTo("Films");
    assertThat(harness.entries(id, Map.of()).toString()).doesNotContain("canary");
    assertThat(harness.events.toString()).doesNotContain("canary");
    for (String table : List.of("playlist", "playlist_entry", "playlist_secret", "entry_match")) {
      assertThat(
              harness.count(
                  "SELECT count(*) FROM "
                      + table
                      + " t WHERE t::text LIKE '%canary%'"
                      + " OR t::text LIKE '%"
                      + hex("canary")
                      + "%'"))
          .as(table)
          .isZero();
    }
  }

  @Test
  void whatIsNoPlaylistFailsAndSaysWhy() {
    long page = harness.upload("Page", "<!DOCTYPE html><html><a href='http://x/'>y</a>").id();
    assertThat(harness.settled(page).path("status").asText()).isEqualTo("failed");
    assertThat(harness.playlist(page).path("error").asText()).contains("web page");
    long empty = harness.upload("Empty", "").id();
    assertThat(harness.settled(empty).path("error").asText()).contains("no entry");
    assertThat(harness.playlist(empty).path("stale").asBoolean()).isFalse();
    assertThat(harness.events)
        .anySatisfy(
            event -> {
              assertThat(event.type()).isEqualTo("playlist.failed");
              assertThat(event.data().get("playlist_id")).isEqualTo(empty);
            });
  }

  @Test
  void aNameIsTakenOnce() {
    assertThat(harness.upload("Once", SMALL).status()).isEqualTo(202);
    Reply second = harness.upload("Once", SMALL);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().path("code").asText()).isEqualTo("conflict");
  }

  @Test
  void tooMuchIsRefusedAndLeavesNothing() {
    Reply announced = harness.upload("Huge", new byte[(int) MOST + 1]);
    assertThat(announced.status()).isEqualTo(413);
    assertThat(harness.count("SELECT count(*) FROM playlist WHERE name = 'Huge'")).isZero();
  }

  @Test
  void tooMuchThatWasNotAnnouncedIsRefusedToo() throws IOException {
    byte[] line = "# Bytes count, whatever is in them.\n".repeat(2_000).getBytes();
    try (Socket socket = new Socket("127.0.0.1", harness.server.actualPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head("Transfer-Encoding: chunked").getBytes(StandardCharsets.UTF_8));
      byte[] form = PlaylistHarness.form("Endless", line);
      chunk(out, form, form.length - 20);
      for (long sent = 0; sent < MOST; sent += line.length) {
        chunk(out, line, line.length);
      }
      out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
      assertThat(answer).isEqualTo("HTTP/1.1 413");
    }
    assertThat(harness.count("SELECT count(*) FROM playlist WHERE name = 'Endless'")).isZero();
  }

  @Test
  void aClientThatGoesAwayLeavesAPlaylistThatSaysSo() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", harness.server.actualPort())) {
      byte[] form = PlaylistHarness.form("Broken", SMALL.repeat(5_000).getBytes());
      OutputStream out = socket.getOutputStream();
      out.write(head("Content-Length: " + form.length).getBytes(StandardCharsets.UTF_8));
      out.write(form, 0, form.length / 2);
      out.flush();
      await().until(() -> named("Broken") == 1);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        harness.count(
                            "SELECT count(*) FROM playlist WHERE name = 'Broken'"
                                + " AND status = 'failed' AND error LIKE '%broke off%'"))
                    .isEqualTo(1));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        harness.count(
                            "SELECT count(*) FROM playlist_entry e JOIN playlist p"
                                + " ON p.id = e.playlist_id WHERE p.name = 'Broken'"))
                    .isZero());
  }

  @Test
  void aFormWithoutAFileAndAWrongTypeAreRefused() {
    Reply none =
        harness.send(
            "multipart/form-data; boundary=xYzZY",
            "--xYzZY\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nX\r\n--xYzZY--\r\n"
                .getBytes());
    assertThat(none.status()).isEqualTo(422);
    assertThat(harness.send("multipart/form-data", new byte[9]).status()).isEqualTo(400);
    assertThat(harness.send("text/plain", new byte[9]).status()).isEqualTo(415);
    byte[] whole = PlaylistHarness.form("Cut form", SMALL.getBytes(StandardCharsets.UTF_8));
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);
    assertThat(harness.send("multipart/form-data; boundary=xYzZY", cut).status()).isEqualTo(400);
    assertThat(named("Cut form")).isZero();
  }

  @Test
  void aFieldThatIsNoFileIsNeverLong() {
    for (int size : List.of(70_000, 400_000, 20_000_000)) {
      Reply refused =
          harness.send(
              "multipart/form-data; boundary=xYzZY",
              ("--xYzZY\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"
                      + "X".repeat(size)
                      + "\r\n--xYzZY--\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(refused.status()).as("of %d bytes", size).isEqualTo(413);
      assertThat(refused.json().path("detail").asText()).contains("'name'");
    }
  }

  @Test
  void anotherUserFindsNothingAndDeletingLeavesNothing() {
    long id = harness.upload("Mine", SMALL).id();
    assertThat(harness.settled(id).path("status").asText()).isEqualTo("ready");
    for (String operation :
        List.of("getPlaylist", "deletePlaylist", "refreshPlaylist", "listPlaylistEntries")) {
      assertThatThrownBy(
              () ->
                  Futures.await(
                      harness.door.call(operation, harness.bob, Map.of("playlist_id", id))))
          .as(operation)
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
    }
    assertThatThrownBy(() -> harness.call("refreshPlaylist", Map.of("playlist_id", id)))
        .hasMessageContaining("conflict");
    Futures.await(harness.playlists.delete(harness.ada, id));
    for (String table : List.of("playlist_entry", "playlist_secret", "entry_match")) {
      assertThat(harness.count("SELECT count(*) FROM " + table + " WHERE playlist_id = " + id))
          .as(table)
          .isZero();
    }
  }

  @Test
  void aFullGenerationLeftByAKilledProcessIsSettledAtTheNextStart() {
    long id = harness.upload("Killed", SMALL).id();
    assertThat(harness.settled(id).path("status").asText()).isEqualTo("ready");
    harness.database.execute(
        "INSERT INTO playlist (owner_id, name, status) VALUES (1, 'Cut off', 'importing');"
            + " INSERT INTO playlist_entry (owner_id, playlist_id, generation, line, kind, name,"
            + " title, url) SELECT 1, id, 1, 1, 'movie', 'x', 'x', 'x' FROM playlist"
            + " WHERE name = 'Cut off'");
    Playlists next = new Playlists(harness.parts);
    Futures.await(next.start());
    Futures.await(next.stop());
    long cut = harness.count("SELECT id FROM playlist WHERE name = 'Cut off'");
    assertThat(harness.playlist(cut).path("status").asText()).isEqualTo("failed");
    assertThat(harness.playlist(cut).path("error").asText()).contains("cut off");
    assertThat(harness.count("SELECT count(*) FROM playlist_entry WHERE playlist_id = " + cut))
        .isZero();
    assertThat(harness.playlist(id).path("entries").asLong()).isEqualTo(3);
  }

  private static long named(String name) {
    return harness.count("SELECT count(*) FROM playlist WHERE name = '" + name + "'");
  }

  private static String head(String length) {
    return "POST /createPlaylist HTTP/1.1\r\nHost: x\r\n"
        + "Content-Type: multipart/form-data; boundary=xYzZY\r\n"
        + length
        + "\r\n\r\n";
  }

  private static void chunk(OutputStream out, byte[] bytes, int length) throws IOException {
    try {
      out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.write(bytes, 0, length);
      out.write("\r\n".getBytes(StandardCharsets.UTF_8));
    } catch (SocketException refusedAlready) {
      out.flush();
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
