package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.transmission.TransmissionSandbox;
import dev.arrway.sandbox.transmission.TransmissionState;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.ServerCommand;
import dev.arrway.upstream.transmission.RealTransmission;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads of Transmission as users of the API see them. */
class DownloadTransmissionIT {
  private static final String RPC = "/transmission/rpc";
  private static TestGateway gateway;
  private final Vertx vertx = Vertx.vertx();
  private Api admin;
  private TransmissionSandbox server;
  private long client;

  @BeforeAll
  static void open() {
    gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"),
            Map.of(
                "downloads.poll_interval", "500ms",
                "webhooks.poll_interval", "1s",
                "webhooks.reconcile_interval", "1s"));
  }

  @BeforeEach
  void renew() {
    admin = gateway.renew();
  }

  @AfterEach
  void stop() {
    Futures.await(vertx.close());
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  private void start(String version) {
    server =
        Futures.await(
            TransmissionSandbox.start(
                vertx,
                SandboxSettings.of(0)
                    .withVersion(version)
                    .withCommandTime(Duration.ofMillis(100))));
    connect(
        server.server().url(),
        new Credentials.Login(TransmissionState.USERNAME, server.server().apiKey()));
  }

  private void connect(String url, Credentials.Login login) {
    Map<String, Object> settings = Map.of("category_mappings", Map.of("films", "movies"));
    Api.Reply made =
        admin.post(
            "/instances",
            Map.of(
                "name",
                "Torrents",
                "instance_type",
                "transmission",
                "url",
                url,
                "username",
                login.username(),
                "password",
                login.password().reveal(),
                "settings",
                settings));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    client = made.id();
  }

  private List<JsonNode> events(String type) {
    JsonNode items = admin.get("/events/history?limit=500&types=download.*").at("/items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(event -> event.path("type").asText().equals("download." + type))
        .toList();
  }

  private JsonNode awaitEvent(String type, String id) {
    return await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                events(type).stream()
                    .filter(event -> event.at("/data/id").asText().equals(id))
                    .findFirst()
                    .orElse(null),
            event -> event != null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.00", "4.0.6", "4.1.0"})
  void aMagnetLinkIsAddedFollowedAndRemoved(String version) {
    start(version);
    Api.Reply added =
        admin.post("/downloads", Map.of("magnet", DownloadRig.magnet(1), "category", "films"));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    String id = added.at("/id").asText();
    assertThat(id).isEqualTo(DownloadRig.hash(1));
    assertThat(added.at("/category").asText()).isEqualTo("movies");
    for (String type : List.of("added", "started")) {
      JsonNode event = awaitEvent(type, id);
      assertThat(event.at("/data/correlation_id")).isEqualTo(added.at("/correlation_id"));
      assertThat(event.at("/data/client_id").asLong()).isEqualTo(client);
    }
    JsonNode listed = admin.get("/downloads?state=active&kind=torrent&category=movies").json();
    assertThat(listed.path("total").asInt()).as(listed.toString()).isEqualTo(1);
    assertThat(listed.at("/items/0/status").asText()).isEqualTo("downloading");
    String one = "/downloads/" + client + "/" + id;
    assertThat(admin.post(one + "/pause").status()).isEqualTo(204);
    assertThat(awaitEvent("paused", id)).isNotNull();
    assertThat(admin.post(one + "/resume").status()).isEqualTo(204);
    assertThat(awaitEvent("resumed", id)).isNotNull();
    server.state().fail(id, "No data found!");
    assertThat(awaitEvent("failed", id).at("/data/troubles/0").asText()).isEqualTo("missing_files");
    assertThat(admin.post(one + "/retry").status()).isEqualTo(200);
    server.state().finish(id);
    assertThat(awaitEvent("completed", id).at("/data/output_path").asText())
        .startsWith("/downloads/");
    assertThat(admin.delete(one + "?delete_files=true").status()).isEqualTo(204);
    assertThat(awaitEvent("removed", id)).isNotNull();
    assertThat(admin.get(one).status()).isEqualTo(404);
    assertThat(server.state().has(id)).isFalse();
  }

  /** A movie that was asked for, and the hash of the release that was grabbed for it. */
  private record GrabbedRelease(String correlation, String hash) {}

  private GrabbedRelease grabbed(int number) {
    long radarr = gateway.addRadarr(admin, "Films");
    Api.Reply registered = admin.post("/instances/" + radarr + "/webhook");
    assertThat(registered.status()).as(registered.text()).isEqualTo(200);
    var library = gateway.radarr().library();
    var title = library.catalogue().part(700 + number, 1).get(0);
    Api.Reply asked =
        admin.post("/instances/" + radarr + "/library", Map.of("tmdb_id", title.id()));
    assertThat(asked.status()).as(asked.text()).isEqualTo(201);
    String correlation = admin.get("/outbox").at("/items/0/correlation_id").asText();
    int movie = library.byTmdb(title.id()).orElseThrow().id();
    String hash = library.grab(movie, "WEBDL-1080p").orElseThrow().toLowerCase(Locale.ROOT);
    awaitState(correlation, "grabbed");
    return new GrabbedRelease(correlation, hash);
  }

  @Test
  void whatARequestLedToIsATimeline() {
    start("4.1.0");
    GrabbedRelease release = grabbed(0);
    String hash = release.hash();
    Map<String, String> magnet = Map.of("magnet", "magnet:?xt=urn:btih:" + hash + "&dn=Grabbed");
    assertThat(admin.post("/downloads", magnet).at("/id").asText()).isEqualTo(hash);
    awaitState(release.correlation(), "downloading");
    server.state().stall(hash, true);
    awaitState(release.correlation(), "stalled");
    server.state().finish(hash);
    awaitState(release.correlation(), "downloaded");
    assertThat(admin.get("/downloads/" + client + "/" + hash).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"REAL_TRANSMISSION_3", "REAL_TRANSMISSION_4"})
  void aDownloadOfARealServerIsListedToldAndPartOfATimeline(String name) throws Exception {
    Optional<ServerCommand> command = ServerCommand.find(name);
    if (command.isEmpty()) {
      System.out.println("DownloadTransmissionIT: skipped, " + name + " is not prepared");
    }
    Assumptions.assumeTrue(command.isPresent());
    GrabbedRelease release = grabbed(name.hashCode() & 63);
    String hash = release.hash();
    try (RealTransmission real = RealTransmission.start(command.get())) {
      connect(real.url(), real.login());
      Map<String, Object> wanted =
          Map.of("magnet", "magnet:?xt=urn:btih:" + hash + "&dn=Grabbed", "category", "films");
      Api.Reply added = admin.post("/downloads", wanted);
      assertThat(added.status()).as(added.text()).isEqualTo(201);
      assertThat(awaitEvent("added", hash).at("/data/client_id").asLong()).isEqualTo(client);
      awaitState(release.correlation(), "downloading");
      JsonNode listed = admin.get("/downloads?client_id=" + client + "&category=movies").json();
      assertThat(listed.at("/items/0/id").asText()).as(listed.toString()).isEqualTo(hash);
      assertThat(listed.at("/items/0/status").asText()).isEqualTo("queued");
      String one = "/downloads/" + client + "/" + hash;
      assertThat(admin.post(one + "/pause").status()).isEqualTo(204);
      assertThat(awaitEvent("paused", hash)).isNotNull();
      assertThat(admin.delete(one + "?delete_files=true").status()).isEqualTo(204);
      assertThat(awaitEvent("removed", hash)).isNotNull();
      assertThat(admin.get(one).status()).isEqualTo(404);
    }
  }

  private void awaitState(String correlation, String state) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () ->
                assertThat(admin.get("/timelines/" + correlation).at("/state").asText())
                    .isEqualTo(state));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.00", "4.1.0"})
  void additionsArriveOnceAlthoughAnswersWereLostAndTheServerWasDown(String version) {
    start(version);
    assertThat(admin.get("/downloads").at("/total").asInt()).isZero();
    server.server().faults().add(Fault.of(FaultKind.LOSE_ANSWER).on(RPC));
    Api.Reply lost = admin.post("/downloads", Map.of("magnet", DownloadRig.magnet(1)));
    assertThat(lost.status()).as(lost.text()).isEqualTo(202);
    Futures.await(server.server().close());
    Api.Reply waits =
        admin.uploadFile(
            "/downloads",
            Map.of("category", "films"),
            "f.torrent",
            DownloadRig.torrent("Late.File"));
    assertThat(waits.status()).as(waits.text()).isEqualTo(202);
    server.server().faults().clear();
    server.state().restart();
    Futures.await(server.server().reopen());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(admin.get("/outbox?state=confirmed").at("/total").asInt()).isEqualTo(2));
    JsonNode listed = admin.get("/downloads").json();
    assertThat(listed.path("total").asInt()).isEqualTo(2);
    assertThat(listed.at("/items").findValuesAsText("category")).contains("movies");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(events("added")).hasSize(2));
    assertThat(events("removed")).isEmpty();
  }

  @Test
  void anAdditionIsCompletedAlthoughTheServerDeniedWhatFollowed() {
    start("3.00");
    assertThat(admin.get("/downloads").at("/total").asInt()).isZero();
    server.state().denyAfterNextAddition();
    Api.Reply waits =
        admin.post("/downloads", Map.of("magnet", DownloadRig.magnet(1), "category", "films"));
    assertThat(waits.status()).as(waits.text()).isEqualTo(202);
    assertThat(server.state().has(DownloadRig.hash(1))).isTrue();
    server.state().access().denyAddresses(false);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(admin.get("/outbox?state=confirmed").at("/total").asInt()).isEqualTo(1));
    String one = "/downloads/" + client + "/" + DownloadRig.hash(1);
    assertThat(admin.get(one).at("/category").asText()).isEqualTo("movies");
  }

  @Test
  void torrentsThatCannotBeReadAreCountedAndNotRemoved() {
    start("4.1.0");
    String id =
        admin.post("/downloads", Map.of("magnet", DownloadRig.magnet(1))).at("/id").asText();
    assertThat(awaitEvent("added", id)).isNotNull();
    String good = "{\"hash_string\":\"" + DownloadRig.hash(2) + "\",\"name\":\"Good\"}";
    for (String bad :
        List.of(
            "null",
            "7",
            "[]",
            "{}",
            "{\"name\":\"x\"}",
            "{\"hash_string\":\"" + id + "\",\"name\":{}}")) {
      server.server().faults().replace(List.of(Fault.body(listed(bad + "," + good)).on(RPC)));
      Api.Reply reply = admin.get("/downloads?client_id=" + client);
      assertThat(reply.at("/items")).as(reply.text()).hasSize(1);
      assertThat(reply.at("/skipped").asInt()).as(reply.text()).isEqualTo(1);
      server.server().faults().replace(List.of(Fault.body(listed(bad)).on(RPC)));
      assertThat(admin.get("/downloads?client_id=" + client).text()).contains("upstream");
    }
    server.server().faults().clear();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(admin.get("/downloads?client_id=" + client).at("/skipped").asInt())
                    .isZero());
    assertThat(events("removed"))
        .extracting(event -> event.at("/data/id").asText())
        .doesNotContain(id);
  }

  private static String listed(String rows) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"torrents\":[" + rows + "]}}";
  }
}
