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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers of the simulator, compared with those of the real servers to the same requests. */
class TransmissionFidelityIT {
  private static final String HASH = SampleTorrent.folder(1, 40_000).hash();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    TestActors.await(vertx.close());
  }

  /** Requests in their order; each answer depends on those before. */
  private static List<String> requests() {
    String folder = Base64.getEncoder().encodeToString(SampleTorrent.folder(1, 40_000).file());
    String one = "'ids':['" + HASH + "']";
    String fields =
        new JsonArray(
                TransmissionWire.Torrent.FIELDS.stream()
                    .map(name -> camel(name))
                    .filter(name -> !name.equals("errorString"))
                    .toList())
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
    Map<String, String> headers = Map.of("Authorization", basic(user, password.reveal()));
    HttpResponse<String> refused = post(url, Map.of("Authorization", basic(user, "x")), "{}");
    answers.add(refused.statusCode() + " " + refused.headers().firstValue("WWW-Authenticate"));
    HttpResponse<String> first = post(url, headers, "{}");
    answers.add("first " + first.statusCode());
    String session = first.headers().firstValue("X-Transmission-Session-Id").orElseThrow();
    Map<String, String> all =
        Map.of(
            "Authorization", basic(user, password.reveal()), "X-Transmission-Session-Id", session);
    for (String request : requests()) {
      HttpResponse<String> answer = post(url, all, request.replace('\'', '"'));
      answers.add(request + " -> " + answer.statusCode() + " " + shape(answer.body()));
    }
    return answers;
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static HttpResponse<String> post(String url, Map<String, String> headers, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/transmission/rpc"))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The text of the result; of a success also the names and types of everything in it. */
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
      return array.stream().map(TransmissionFidelityIT::typed).toList().toString();
    }
    return value instanceof Number ? "number" : value instanceof Boolean ? "boolean" : "text";
  }
}
