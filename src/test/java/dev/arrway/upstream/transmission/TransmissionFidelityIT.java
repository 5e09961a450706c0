package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.transmission.TransmissionSandbox;
import dev.arrway.sandbox.transmission.TransmissionState;
import dev.arrway.upstream.ServerCommand;
import dev.arrway.upstream.TestActors;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers of the simulator, compared with those of the real servers to the same requests. */
class TransmissionFidelityIT {
  /** The number of failed logins that are allowed. */
  private static final int LOGINS = 100;

  private static final String HASH = SampleTorrent.folder(1, 40_000).hash();
  private static final String V2 = "ab".repeat(32);
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    TestActors.await(vertx.close());
  }

  /** Requests in their order; each answer depends on those before. */
  private static List<String> requests() {
    String folder = Base64.getEncoder().encodeToString(SampleTorrent.folder(1, 40_000).file());
    byte[] version2 = SampleTorrent.ofVersion2().bytes().getBytes();
    String second = Base64.getEncoder().encodeToString(version2);
    String one = "'ids':['" + HASH + "']";
    String fields =
        new JsonArray(TransmissionWire.Torrent.FIELDS.stream().map(name -> camel(name)).toList())
            .encode();
    return List.of(
        "{}",
        "{'method':'session-get','arguments':{'fields':['version','rpc-version','nothing']}}",
        "{'method':'torrent-get'}",
        "{'method':'torrent-get','arguments':{'fields':['id','name']}}",
        "{'method':'torrent-add','arguments':{}}",
        "{'method':'torrent-add','arguments':{'metainfo':'PGh0bWw+'}}",
        "{'method':'torrent-add','arguments':{'metainfo':'" + folder + "','paused':true}}",
        "{'method':'torrent-add','arguments':{'metainfo':'" + folder + "','paused':true}}",
        "{'method':'torrent-get','arguments':{" + one + ",'fields':" + fields + "}}",
        "{'method':'torrent-get','arguments':{'ids':['00'],'fields':['id']}}",
        "{'method':'torrent-set','arguments':{" + one + ",'labels':['a,b']}}",
        "{'method':'torrent-set','arguments':{" + one + ",'labels':['']}}",
        "{'method':'torrent-set','arguments':{" + one + ",'labels':['b','a']}}",
        "{'method':'torrent-get','arguments':{" + one + ",'fields':['labels','name']}}",
        "{'method':'torrent-set','arguments':{" + one + ",'labels':[' c ','d','d ']}}",
        "{'method':'torrent-set','arguments':{" + one + ",'labels':[' c ']}}",
        "{'method':'torrent-get','arguments':{" + one + ",'fields':['labels']}}",
        "{'method':'torrent-add','arguments':{'filename':'magnet:?xt.1=urn:btih:" + HASH + "'}}",
        "{'method':'torrent-add','arguments':{'filename':'MAGNET:?xt=urn:btih:" + HASH + "'}}",
        "{'method':'torrent-add','arguments':{'filename':'magnet:?xt=urn:btmh:1220" + V2 + "'}}",
        "{'method':'torrent-add','arguments':{'metainfo':'" + second + "'}}",
        "{'method':'torrent-rename-path','arguments':{" + one + ",'path':'x','name':'y'}}",
        "{'method':'torrent-stop','arguments':{" + one + "}}",
        "{'method':'torrent-stop','arguments':{'ids':['00']}}",
        "{'method':'torrent-remove','arguments':{" + one + ",'delete-local-data':true}}",
        "{'method':'torrent-remove','arguments':{" + one + ",'delete-local-data':true}}",
        "{'method':'torrent-get','arguments':{'fields':['id','name']}}");
  }

  private static String camel(String name) {
    JsonObject body =
        new JsonObject(RpcDialect.LEGACY.body(RpcRequest.allTorrents(List.of(name))).bytes());
    return body.getJsonObject("arguments").getJsonArray("fields").getString(0);
  }

  @ParameterizedTest
  @CsvSource({"REAL_TRANSMISSION_3, 3.00", "REAL_TRANSMISSION_4, 4.0.6"})
  void theSimulatorAnswersLikeTheRealOne(String name, String version) throws Exception {
    Optional<ServerCommand> command = ServerCommand.find(name);
    if (command.isEmpty()) {
      System.out.println("TransmissionFidelityIT: skipped, " + name + " is not prepared");
    }
    Assumptions.assumeTrue(command.isPresent());
    var sandbox =
        TestActors.await(
            TransmissionSandbox.start(vertx, SandboxSettings.of(0).withVersion(version)));
    List<String> simulated =
        answers(sandbox.server().url(), TransmissionState.USERNAME, sandbox.server().apiKey());
    try (RealTransmission real = RealTransmission.start(command.get())) {
      assertThat(simulated)
          .containsExactlyElementsOf(answers(real.url(), RealTransmission.USER, real.password));
    }
  }

  private static List<String> answers(String url, String user, Secret password) throws Exception {
    List<String> answers = new ArrayList<>();
    RpcTestClient wrong = RpcTestClient.withoutSession(url, user, "x");
    HttpResponse<String> refused = wrong.post("{}");
    answers.add(refused.statusCode() + " " + refused.headers().firstValue("WWW-Authenticate"));
    RpcTestClient right = RpcTestClient.open(url, user, password);
    for (String request : requests()) {
      HttpResponse<String> answer = right.post(request);
      answers.add(request + " -> " + answer.statusCode() + " " + shape(answer.body()));
    }
    for (int i = 1; i <= LOGINS + 1; i++) {
      answers.add("wrong login " + i + " -> " + wrong.post("{}").body());
    }
    HttpResponse<String> denied = right.post("{}");
    answers.add("right login -> " + denied.statusCode() + " " + denied.body());
    return answers;
  }

  /**
   * Returns the text of the result; of a success also the names and types of everything in it, and
   * the texts in lists, such as labels.
   */
  private static String shape(String body) {
    JsonObject answer = new JsonObject(body);
    String result = answer.getString("result");
    return result.equals("success")
        ? "success " + typed(answer.getJsonObject("arguments"))
        : result;
  }

  private static String typed(Object value) {
    if (value instanceof JsonObject object) {
      StringBuilder all = new StringBuilder("{");
      for (String name : new TreeSet<>(object.fieldNames())) {
        all.append(name).append(':').append(typed(object.getValue(name))).append(' ');
      }
      return all.append('}').toString();
    }
    if (value instanceof JsonArray array) {
      return array.stream()
          .map(each -> each instanceof String text ? "'" + text + "'" : typed(each))
          .toList()
          .toString();
    }
    return value instanceof Number ? "number" : value instanceof Boolean ? "boolean" : "text";
  }
}
