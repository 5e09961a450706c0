package dev.arrway.sandbox.qbittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.upstream.TestActors;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator turns away what the real one turns away, in the words of each generation. */
class QbittorrentRulesIT {
  private static final String MAGNET =
      "urls=magnet%3A%3Fxt%3Durn%3Abtih%3A00112233445566778899aabbccddeeff00112233";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private QbittorrentSandbox sandbox;
  private String cookie = "";

  @AfterEach
  void close() {
    TestActors.await(vertx.close());
  }

  private void start(String version) throws Exception {
    sandbox =
        TestActors.await(
            QbittorrentSandbox.start(vertx, SandboxSettings.of(0).withVersion(version)));
    assertThat(get("app/webapiVersion").statusCode()).as("nobody is in yet").isEqualTo(403);
    cookie = login(password()).headers().firstValue("Set-Cookie").orElseThrow();
  }

  private String password() {
    return sandbox.server().apiKey().reveal();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie.replaceFirst(";.*", ""));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(sandbox.server().url() + "/api/v2/" + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(at(path));
  }

  private HttpResponse<String> post(String path, String form) throws Exception {
    return send(
        at(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> login(String password) throws Exception {
    return post("auth/login", "username=admin&password=" + password);
  }

  @ParameterizedTest
  @CsvSource({"4.6.7, SID=, 200, Ok.", "5.1.2, SID=, 200, Ok.", "5.2.0, QBT_SID_, 204, ''"})
  void loginsAreAnsweredAsEachVersionDoes(String version, String start, int status, String body)
      throws Exception {
    start(version);
    assertThat(cookie).startsWith(start);
    HttpResponse<String> again = login(password());
    assertThat(again.statusCode()).isEqualTo(status);
    assertThat(again.body()).isEqualTo(body);
    assertThat(get("app/version").body()).isEqualTo("v" + version);
  }

  @ParameterizedTest
  @CsvSource({"4.6.7, 200, Fails.", "5.1.2, 200, Fails.", "5.2.0, 401, ''"})
  void fiveWrongLoginsAreABan(String version, int status, String body) throws Exception {
    start(version);
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> wrong = login("wrong");
      assertThat(wrong.statusCode()).isEqualTo(status);
      assertThat(wrong.body()).isEqualTo(body);
    }
    assertThat(login(password()).statusCode()).isEqualTo(403);
    assertThat(login(password()).body()).contains("banned");
  }

  @ParameterizedTest
  @CsvSource({
    "4.6.7, pause, 200, stop, Fails., 200",
    "5.1.2, stop, 200, pause, Fails., 200",
    "5.2.0, stop, 204, pause, failure_count, 409"
  })
  void operationsAreThoseOfEachVersion(
      String version, String pause, int done, String unknown, String twice, int conflict)
      throws Exception {
    start(version);
    assertThat(post("torrents/add", MAGNET).statusCode()).isEqualTo(200);
    HttpResponse<String> again = post("torrents/add", MAGNET);
    assertThat(again.statusCode()).isEqualTo(conflict);
    assertThat(again.body()).contains(twice);
    assertThat(post("torrents/" + pause, "hashes=all").statusCode()).isEqualTo(done);
    assertThat(sandbox.state().forAll()).isEqualTo(1);
    assertThat(post("torrents/" + unknown, "hashes=all").statusCode()).isEqualTo(404);
  }

  @Test
  void badRequestsAreTurnedAway() throws Exception {
    start("");
    assertThat(get("torrents/delete").statusCode()).isEqualTo(405);
    assertThat(post("torrents/delete", "hashes=all").statusCode()).isEqualTo(400);
    assertThat(post("torrents/add", "category=x").statusCode()).isEqualTo(400);
    assertThat(post("torrents/createCategory", "category=x").statusCode()).isEqualTo(200);
    assertThat(post("torrents/createCategory", "category=x").statusCode()).isEqualTo(409);
    assertThat(send(at("app/version").header("Origin", "http://evil")).statusCode()).isEqualTo(401);
    String part =
        "--b\r\nContent-Disposition: form-data; name=\"torrents\"; filename=\"a\"\r\n\r\n";
    var upload =
        at("torrents/add")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(HttpRequest.BodyPublishers.ofString(part + "junk\r\n--b--\r\n"));
    assertThat(send(upload).statusCode()).isEqualTo(415);
  }

  @Test
  void deltasTellOnlyWhatHasChanged() throws Exception {
    start("");
    JsonObject first = new JsonObject(get("sync/maindata?rid=0").body());
    assertThat(first.getBoolean("full_update")).isTrue();
    HttpResponse<String> added = post("torrents/add", MAGNET + "&stopped=true");
    assertThat(added.statusCode()).isEqualTo(200);
    String path = "sync/maindata?rid=" + first.getInteger("rid");
    JsonObject second = new JsonObject(get(path).body());
    assertThat(second.containsKey("full_update")).isFalse();
    assertThat(second.getJsonObject("torrents")).hasSize(1);
    assertThat(new JsonObject(get(path).body()).getJsonObject("torrents"))
        .as("an answer that was lost is told again")
        .isEqualTo(second.getJsonObject("torrents"));
    JsonObject lost = new JsonObject(get("sync/maindata?rid=99").body());
    assertThat(lost.getBoolean("full_update")).isTrue();
    HttpResponse<String> done = post("torrents/delete", "hashes=all&deleteFiles=false");
    assertThat(done.statusCode()).isEqualTo(204);
    String next = "sync/maindata?rid=" + lost.getInteger("rid");
    assertThat(new JsonObject(get(next).body()).getJsonArray("torrents_removed")).hasSize(1);
  }

  @Test
  void itExplainsItselfToWhoHasThePassword() throws Exception {
    start("");
    var help =
        HttpRequest.newBuilder(URI.create(sandbox.server().url() + "/sandbox"))
            .header("X-Api-Key", password());
    assertThat(send(help).body()).contains("PUT /sandbox/faults");
  }
}
