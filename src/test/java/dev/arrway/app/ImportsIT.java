package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.Title;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What becomes of an import that is cancelled, cannot go on, is asked for twice or by strangers.
 */
class ImportsIT extends ImportRig {
  private static final Map<String, String> THREE_CHANGES =
      Map.of("limits.open_changes", "3", "limits.factor", "1");

  @Test
  void anImportThatFillsTheOutboxWaitsForRoom() {
    gateway.close();
    gateway = TestGateway.start(THREE_CHANGES, UpstreamCatalog.standard());
    admin = gateway.admin();
    radarr = gateway.addRadarr(admin, "Films");
    var faults = gateway.radarr().server().faults();
    faults.add(Fault.of(FaultKind.RESET).on("/api/v3/movie").method("POST"));
    String list =
        titles.stream().limit(8).map(t -> "tmdb:" + t.id()).collect(Collectors.joining("\n"));
    fill(1, radarr, 2);
    long id = begun(content("text", list)).path("id").asLong();
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                admin.get("/imports/" + id).at("/error").asText().contains("limits.open_changes"));
    assertThat(admin.get("/imports/" + id).at("/status").asText()).isEqualTo("waiting");
    faults.clear();
    gateway.database().execute("DELETE FROM outbox");
    counts(ended(id, "completed"), 8, 0, 0, 0);
  }

  /** Changes of a user that stay open. */
  private void fill(long owner, long instance, int count) {
    gateway
        .database()
        .execute(
            "INSERT INTO outbox (owner_id, instance_id, operation, payload, state, correlation_id,"
                + " trace_id) SELECT "
                + owner
                + ", "
                + instance
                + ", 'test', '{}', 'sent', 'c', 't' FROM generate_series(1, "
                + count
                + ")");
  }

  @Test
  void scansOfAnOwnerWhoHasNoRoomHoldNobodyElseBack() {
    gateway.close();
    gateway = TestGateway.start(THREE_CHANGES, UpstreamCatalog.standard());
    admin = gateway.admin();
    radarr = gateway.addRadarr(admin, "Films");
    gateway.newUser("bob", "admin");
    Api bob = gateway.login("bob");
    long other = gateway.addRadarr(bob, "Others");
    fill(1, radarr, 3);
    gateway
        .database()
        .execute(
            "INSERT INTO media_scan (owner_id, instance_id, path, due_at) SELECT owner_id, id,"
                + " '/' || n, now() FROM instance, generate_series(1, 2) AS n");
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> bob.get("/outbox?instance_id=" + other).at("/total").asInt() == 2);
    gateway.database().execute("DELETE FROM outbox WHERE owner_id = 1");
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> admin.get("/outbox?instance_id=" + radarr).at("/total").asInt() == 2);
  }

  @Test
  void theFolderIsAskedForOnceForTitlesThatAreAddedOneAfterTheOther() {
    for (Title title : titles.subList(0, 4)) {
      Api.Reply added =
          admin.post("/instances/" + radarr + "/library", Map.of("tmdb_id", title.id()));
      assertThat(added.status()).as(added.text()).isEqualTo(201);
    }
    assertThat(gateway.radarr().server().requests().count("GET", "/api/v3/rootfolder"))
        .isEqualTo(1);
  }

  @Test
  void cancellingStopsWhatIsNotSent() {
    String list =
        titles.stream().limit(40).map(t -> "tmdb:" + t.id()).collect(Collectors.joining("\n"));
    long id =
        begun(content("text", list), "batch_size", 5, "delay_seconds", 3600).path("id").asLong();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admin.get("/imports/" + id).at("/imported").asInt() == 5);
    Api.Reply cancelled = admin.post("/imports/" + id + "/cancel");
    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
    assertThat(cancelled.at("/status").asText()).isEqualTo("cancelled");
    JsonNode job = ended(id, "cancelled");
    assertThat(job.path("imported").asInt()).isEqualTo(5);
    assertThat(job.path("cancelled").asInt()).isEqualTo(35);
    assertThat(titles.stream().limit(40).filter(this::held)).hasSize(5);
    assertThat(types()).contains("import.cancelled").doesNotContain("import.completed");
    assertThat(admin.post("/imports/" + id + "/cancel").status()).isEqualTo(200);
    long other = done(content("text", "tmdb:" + titles.get(50).id())).path("id").asLong();
    assertThat(admin.post("/imports/" + other + "/cancel").status()).isEqualTo(409);
  }

  @Test
  void changesThatWaitForTheInstanceAreTakenBack() {
    long warm = done(content("text", "tmdb:" + titles.get(60).id())).path("id").asLong();
    assertThat(warm).isPositive();
    String list =
        titles.stream()
            .limit(20)
            .map(t -> "{\"title\":\"x\",\"tmdbId\":" + t.id() + "}")
            .collect(Collectors.joining(",", "[", "]"));
    gateway
        .radarr()
        .server()
        .faults()
        .add(
            dev.arrway.sandbox.Fault.of(dev.arrway.sandbox.FaultKind.RESET)
                .on("/api/v3/movie")
                .method("POST"));
    long id = begun(content("json", list)).path("id").asLong();
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> admin.get("/imports/" + id).at("/status").asText().equals("waiting"));
    assertThat(admin.get("/imports/" + id).at("/error").asText()).isNotBlank();
    admin.post("/imports/" + id + "/cancel");
    JsonNode job = ended(id, "cancelled");
    assertThat(job.path("cancelled").asInt()).isEqualTo(20);
    gateway.radarr().server().faults().clear();
    assertThat(titles.stream().limit(20).filter(this::held)).isEmpty();
  }

  @Test
  void anImportWaitsForAnInstanceThatIsAwayAndGoesOn() {
    dev.arrway.platform.store.Futures.await(gateway.radarr().server().close());
    long id = begun(content("text", "tmdb:" + titles.get(0).id())).path("id").asLong();
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> admin.get("/imports/" + id).at("/status").asText().equals("waiting"));
    assertThat(admin.get("/imports/" + id).at("/error").asText()).isNotBlank();
    dev.arrway.platform.store.Futures.await(gateway.radarr().server().reopen());
    counts(ended(id, "completed"), 1, 0, 0, 0);
  }

  @Test
  void theSameKeyBeginsOneImport() {
    Map<String, Object> request = request(radarr, content("text", "tmdb:" + titles.get(0).id()));
    Api.Reply first = admin.named("once", "/imports", request);
    Api.Reply second = admin.named("once", "/imports", request);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(admin.named("once", "/imports", request(radarr, content("text", "x"))).status())
        .isEqualTo(422);
    assertThat(admin.get("/imports").at("/total").asInt()).isEqualTo(1);
  }

  @Test
  void whatCannotWorkIsSaidAtOnce() {
    List<String> wrong = new ArrayList<>();
    for (Map<String, ?> source :
        List.<Map<String, ?>>of(
            Map.of("type", "csv"),
            Map.of("type", "trakt", "content", "x"),
            Map.of("type", "csv", "content", "a,b\n1,2"),
            Map.of("type", "text", "content", "\n\n"),
            Map.of("type", "json", "content", "{"),
            Map.of("type", "text", "content", "x", "playlist_id", 1),
            Map.of("type", "instance", "instance_id", radarr),
            Map.of("type", "instance"))) {
      Api.Reply reply = admin.post("/imports", request(radarr, source));
      if (reply.status() != 422 || !reply.text().contains("source")) {
        wrong.add(source + ": " + reply.text());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(
            admin.post("/imports", request(radarr, content("text", "x"), "batch_size", 0)).status())
        .isEqualTo(422);
    JsonNode job =
        ended(
            begun(content("text", "x"), "quality_profile_id", 99_999).path("id").asLong(),
            "failed");
    assertThat(job.path("error").asText()).contains("99999");
    assertThat(job.path("cancelled").asInt()).isEqualTo(1);
  }

  @Test
  void aMegabyteListIsTakenAndABiggerOneIsNot() {
    String big = "# " + "x".repeat(3_900_000) + "\ntmdb:" + titles.get(0).id();
    counts(done(content("text", big)), 1, 0, 0, 0);
    assertThat(
            admin
                .post("/imports", request(radarr, content("text", "x".repeat(4_100_000))))
                .status())
        .isEqualTo(422);
    assertThat(
            admin
                .post("/imports", request(radarr, content("text", "x".repeat(7_000_000))))
                .status())
        .isEqualTo(413);
  }

  @Test
  void importsAreTheirOwnersAlone() {
    long id = done(content("text", "tmdb:" + titles.get(0).id())).path("id").asLong();
    gateway.newUser("stranger", "user");
    Api stranger = gateway.login("stranger");
    assertThat(stranger.get("/imports/" + id).status()).isEqualTo(404);
    assertThat(stranger.get("/imports/" + id + "/details").status()).isEqualTo(404);
    assertThat(stranger.post("/imports/" + id + "/cancel").status()).isEqualTo(404);
    assertThat(stranger.get("/imports").at("/total").asInt()).isZero();
    assertThat(stranger.post("/imports", request(radarr, content("text", "x"))).status())
        .isEqualTo(404);
  }
}
