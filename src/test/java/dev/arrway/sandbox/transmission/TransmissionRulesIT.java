package dev.arrway.sandbox.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.upstream.TestActors;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The refusals of the simulated Transmission, in the words of the real versions. */
class TransmissionRulesIT {
  private static final String ID_HEADER = "X-Transmission-Session-Id";
  private static final String MAGNET =
      "magnet:?xt=urn:btih:00112233445566778899aabbccddeeff00112233";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TransmissionSandbox sandbox;
  private String session = "";
  private String password = "";

  @AfterEach
  void close() {
    TestActors.await(vertx.close());
  }

  @CanIgnoreReturnValue
  private HttpResponse<String> start(String version) throws Exception {
    sandbox =
        TestActors.await(
            TransmissionSandbox.start(vertx, SandboxSettings.of(0).withVersion(version)));
    password = sandbox.server().apiKey().reveal();
    HttpResponse<String> first = post("{}");
    session = first.headers().firstValue(ID_HEADER).orElseThrow();
    return first;
  }

  private HttpRequest.Builder at(String path) {
    String pair = TransmissionState.USERNAME + ":" + password;
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.server().url() + path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    return session.isEmpty() ? request : request.header(ID_HEADER, session);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send(
        at("/transmission/rpc").POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private JsonObject call(String body) throws Exception {
    HttpResponse<String> answer = post(body);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  @ParameterizedTest
  @CsvSource({"3.00, ''", "4.0.6, ''", "4.1.0, 6.0.0"})
  void theFirstCallGetsASessionIdAndPerhapsTheVersion(String version, String semantic)
      throws Exception {
    HttpResponse<String> first = start(version);
    assertThat(first.statusCode()).isEqualTo(409);
    assertThat(first.headers().firstValue("X-Transmission-Rpc-Version").orElse(""))
        .isEqualTo(semantic);
    JsonObject told = call("{'method':'session-get','tag':7}");
    assertThat(told.getString("result")).isEqualTo("success");
    assertThat(told.getInteger("tag")).isEqualTo(7);
    sandbox.state().access().renewSession();
    assertThat(post("{}").statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.00", "4.0.6", "4.1.0"})
  void whoMayNotCallIsRefusedInTheOrderOfTheRealOne(String version) throws Exception {
    start(version);
    boolean explained = version.equals("3.00");
    String right = password;
    password = "wrong";
    for (int i = 1; i <= 100; i++) {
      HttpResponse<String> wrong = post("{}");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.body())
          .startsWith("<h1>401: Unauthorized</h1>")
          .endsWith(explained ? i + " unsuccessful login attempts.</p>" : "</h1>");
    }
    password = right;
    assertThat(post("{}").statusCode()).isEqualTo(403);
    assertThat(post("{}").body())
        .startsWith("<h1>403: Forbidden</h1>")
        .endsWith(explained ? "restart transmission-daemon.</p>" : "</h1>");
    sandbox.state().access().requireAuthentication(false);
    assertThat(post("{}").statusCode()).isEqualTo(200);
    sandbox.state().access().denyAddresses(true);
    assertThat(post("{}").body())
        .startsWith("<h1>403: Forbidden</h1>")
        .endsWith(explained ? "Unauthorized IP Address.</p>" : "</h1>");
  }

  @Test
  void hostNamesAreCheckedWithoutAPasswordOnly() throws Exception {
    start("3.00");
    TransmissionAccess access = sandbox.state().access();
    assertThat(access.knowsHost("evil.example:9091")).isTrue();
    access.requireAuthentication(false);
    assertThat(access.knowsHost("evil.example:9091")).isFalse();
    assertThat(access.knowsHost("localhost:9091")).isTrue();
    assertThat(access.knowsHost("[::1]:9091")).isTrue();
    assertThat(post("{}").statusCode()).isEqualTo(200);
  }

  @Test
  void otherPathsAndMethodsAreTurnedAway() throws Exception {
    start("");
    HttpResponse<String> other = send(at("/other/rpc"));
    assertThat(other.statusCode()).isEqualTo(301);
    assertThat(other.headers().firstValue("Location")).contains("/transmission/web/");
    assertThat(send(at("/transmission/rpc")).statusCode()).isEqualTo(405);
    assertThat(send(at("/transmission/other")).statusCode()).isEqualTo(404);
    session = "none";
    assertThat(send(at("/transmission/other")).statusCode()).isEqualTo(409);
    assertThat(send(at("/other/rpc")).statusCode()).isEqualTo(301);
  }

  @Test
  void theProtocolBefore41KnowsItsOwnNamesOnly() throws Exception {
    start("4.0.6");
    assertThat(call("{'method':'torrent_get','arguments':{'fields':['id']}}").getString("result"))
        .isEqualTo("method name not recognized");
    assertThat(call("{'jsonrpc':'2.0','method':'torrent_get','id':1}").getString("result"))
        .isEqualTo("method name not recognized");
    JsonObject added = call("{'method':'torrent-add','arguments':{'filename':'" + MAGNET + "'}}");
    assertThat(added.getJsonObject("arguments").getMap()).containsOnlyKeys("torrent-added");
    JsonObject rows =
        call("{'method':'torrent-get','arguments':{'fields':['hash_string','hashString','x']}}");
    assertThat(rows.getJsonObject("arguments").getJsonArray("torrents").getJsonObject(0).getMap())
        .containsOnlyKeys("hashString");
  }

  @Test
  void theNewestKnowsBothProtocols() throws Exception {
    start("4.1.0");
    String add = "{'jsonrpc':'2.0','id':'a','method':'torrent_add','params':";
    assertThat(call(add + "{'filename':'" + MAGNET + "'}}").getJsonObject("result").getMap())
        .containsOnlyKeys("torrent_added");
    JsonObject again = call(add + "{'filename':'" + MAGNET + "'}}");
    assertThat(again.getJsonObject("result").getMap()).containsOnlyKeys("torrent_duplicate");
    assertThat(again.getString("id")).isEqualTo("a");
    JsonObject wrong = call(add + "{'metainfo':'PGh0bWw+'}}").getJsonObject("error");
    assertThat(wrong)
        .isEqualTo(new JsonObject().put("code", 4).put("message", "unrecognized info"));
    JsonObject empty = call(add + "{}}").getJsonObject("error");
    assertThat(empty.getInteger("code")).isEqualTo(-32_602);
    assertThat(empty.getJsonObject("data").getMap())
        .isEqualTo(Map.of("error_string", "no filename or metainfo specified"));
    JsonObject unknown = call("{'jsonrpc':'2.0','id':1,'method':'torrent-get'}");
    assertThat(unknown.getJsonObject("error").getInteger("code")).isEqualTo(-32_601);
    assertThat(call("{nonsense").getJsonObject("error").getInteger("code")).isEqualTo(-32_700);
    assertThat(call("{'method':'torrent-get','arguments':{'fields':['id']}}").getString("result"))
        .isEqualTo("success");
  }

  @Test
  void changesWithoutIdsAreThoseOfAllTorrentsAndCounted() throws Exception {
    start("3.00");
    assertThat(call("{'method':'torrent-stop'}").getString("result")).isEqualTo("success");
    assertThat(call("{'method':'torrent-stop','arguments':{'ids':[]}}").getString("result"))
        .isEqualTo("success");
    assertThat(sandbox.state().forAll()).isEqualTo(1);
    for (String ids : List.of("'recently-active'", "['00','recently-active']")) {
      assertThat(call("{'method':'torrent-remove','arguments':{'ids':" + ids + "}}").getMap())
          .containsEntry("result", "success");
    }
    assertThat(sandbox.state().forAll()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "3.00, invalid or corrupt torrent file",
    "4.0.6, unrecognized info",
    "4.1.0, unrecognized info"
  })
  void linksHaveOneSpellingAndVersion2IsUnknown(String version, String refusal) throws Exception {
    start(version);
    String topic = "00112233445566778899aabbccddeeff00112233";
    for (String link :
        List.of(
            "MAGNET:?xt=urn:btih:" + topic,
            "magnet:?xt.1=urn:btih:" + topic,
            "magnet:?XT=URN:BTIH:" + topic,
            "magnet:?xt=urn%3Abtih%3A" + topic,
            "magnet:?xt=urn:btmh:1220" + "ab".repeat(32),
            "HTTP://127.0.0.1/x.torrent")) {
      JsonObject added = call("{'method':'torrent-add','arguments':{'filename':'" + link + "'}}");
      assertThat(added.getString("result")).as(link).isEqualTo(refusal);
    }
  }

  @Test
  void theOrderOfPiecesChangesOnlyWhenItIsNamed() throws Exception {
    start("4.1.0");
    String set = "{'method':'torrent-set','arguments':{'ids':1,";
    assertThat(call("{'method':'torrent-add','arguments':{'filename':'" + MAGNET + "'}}"))
        .isNotNull();
    for (String argument : List.of("'sequentialDownload':true", "'sequential-download':true")) {
      assertThat(call(set + argument + "}}").getString("result")).isEqualTo("success");
    }
    String hash = MAGNET.substring(MAGNET.length() - 40);
    assertThat(sandbox.state().isSequential(hash)).isFalse();
    assertThat(call(set + "'sequential_download':true}}")).isNotNull();
    assertThat(call(set + "'labels':['a']}}")).isNotNull();
    assertThat(sandbox.state().isSequential(hash)).isTrue();
    String get = "{'method':'torrent-get','arguments':{'fields':['sequential_download']}}";
    assertThat(call(get).getJsonObject("arguments").getJsonArray("torrents").getJsonObject(0))
        .isEqualTo(new JsonObject().put("sequential_download", true));
  }

  @Test
  void itExplainsItselfToWhoHasThePassword() throws Exception {
    start("");
    var help =
        HttpRequest.newBuilder(URI.create(sandbox.server().url() + "/sandbox"))
            .header("X-Api-Key", password);
    assertThat(send(help).body()).contains("PUT /sandbox/faults");
  }
}
