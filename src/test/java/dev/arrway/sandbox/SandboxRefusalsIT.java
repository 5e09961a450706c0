package dev.arrway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the real servers refuse, the simulated ones refuse in the same words. */
class SandboxRefusalsIT {
  private Vertx vertx;
  private RadarrSandbox radarr;
  private Client client;

  @BeforeEach
  void open() {
    vertx = Running.vertx();
    radarr =
        Running.await(
            RadarrSandbox.start(
                vertx, SandboxSettings.of(50).withUrlBase("/radarr").withVersion("5.0.1.2")));
    client = new Client(radarr.server());
  }

  @AfterEach
  void close() {
    Running.await(vertx.close());
  }

  private HttpResponse<String> plain(String path) {
    return client.send(HttpRequest.newBuilder(URI.create(radarr.server().url() + path)).build());
  }

  private JsonObject movie() {
    return new JsonObject()
        .put("tmdbId", radarr.library().catalogue().part(200, 1).get(0).id())
        .put("qualityProfileId", 1)
        .put("rootFolderPath", "/movies");
  }

  private void refused(JsonObject body, String property) {
    var response = client.send("POST", "/api/v3/movie", body);
    assertThat(response.statusCode()).isEqualTo(400);
    var failure = new JsonArray(response.body()).getJsonObject(0);
    assertThat(failure.fieldNames()).contains("propertyName", "errorMessage", "severity");
    assertThat(failure.getString("propertyName")).isEqualTo(property);
  }

  @Test
  void aMissingOrWrongKeyIs401WithoutABody() {
    for (var path :
        new String[] {"/api/v3/movie", "/api/v3/movie?apikey=wrong", "/api/v3/nothing"}) {
      assertThat(plain(path).statusCode()).as(path).isEqualTo(401);
      assertThat(plain(path).body()).isEmpty();
    }
    assertThat(plain("/sandbox/faults").statusCode()).isEqualTo(401);
  }

  @Test
  void theKeyIsTakenFromHeaderQueryAndBearer() {
    var key = radarr.server().apiKey().reveal();
    assertThat(client.get("/api/v3/tag").statusCode()).isEqualTo(200);
    assertThat(plain("/api/v3/tag?apikey=" + key).statusCode()).isEqualTo(200);
    var bearer =
        HttpRequest.newBuilder(URI.create(radarr.server().url() + "/api/v3/tag"))
            .header("Authorization", "Bearer " + key)
            .build();
    var response = client.send(bearer);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-Application-Version")).contains("5.0.1.2");
  }

  @Test
  void pathsOutsideOfTheBaseAreMovedAndPathsOutsideOfTheApiAreThePage() {
    var server = radarr.server();
    var outside = URI.create("http://127.0.0.1:" + server.port() + "/api/v3/tag?x=1");
    var moved = client.send(HttpRequest.newBuilder(outside).build());
    assertThat(moved.statusCode()).isEqualTo(307);
    assertThat(moved.headers().firstValue("Location")).contains("/radarr/api/v3/tag?x=1");
    assertThat(plain("/v3/movie").body()).startsWith("<!doctype html>");
    assertThat(plain("/ping").body()).isEqualTo("{\"status\":\"OK\"}");
    assertThat(client.get("/api").body()).isEqualTo("{\"current\":\"v3\",\"deprecated\":[]}");
    assertThat(client.get("/api/v3/health/dashboard").statusCode()).isEqualTo(404);
    assertThat(client.get("/api/v3/movie/999999").statusCode()).isEqualTo(404);
    assertThat(client.send("DELETE", "/api/v3/health", "").statusCode()).isEqualTo(405);
  }

  @Test
  void moviesThatCannotBeAddedAreRefusedByName() {
    refused(movie().put("tmdbId", radarr.library().list().get(0).title().id()), "TmdbId");
    refused(movie().put("tmdbId", 999_999_999), "TmdbId");
    refused(movie().put("qualityProfileId", 77), "QualityProfileId");
    refused(movie().put("rootFolderPath", "/elsewhere"), "RootFolderPath");
    var noPlace = movie();
    noPlace.remove("rootFolderPath");
    refused(noPlace, "Path");
    assertThat(radarr.library().size()).isEqualTo(50);
    assertThat(client.send("POST", "/api/v3/movie", movie()).statusCode()).isEqualTo(201);
    refused(movie(), "TmdbId");
  }

  @Test
  void valuesOfTheWrongTypeAreProblemDetails() {
    var body = movie().put("addOptions", new JsonObject().put("monitor", true));
    var response = client.send("POST", "/api/v3/movie", body);
    assertThat(response.statusCode()).isEqualTo(400);
    var problem = new JsonObject(response.body());
    assertThat(problem.getInteger("status")).isEqualTo(400);
    assertThat(problem.getJsonObject("errors").fieldNames()).contains("$.addOptions.monitor");
    assertThat(client.send("POST", "/api/v3/movie", "{").statusCode()).isEqualTo(400);
    assertThat(client.send("POST", "/api/v3/movie", "[]").statusCode()).isEqualTo(400);
    assertThat(client.send("POST", "/api/v3/movie", "").statusCode()).isEqualTo(400);
    assertThat(client.get("/api/v3/wanted/missing?page=x").statusCode()).isEqualTo(400);
  }

  @Test
  void anUnknownCommandIs500AndAKnownOneRunsThrough() {
    var unknown = new JsonObject().put("name", "DoNothing");
    assertThat(client.send("POST", "/api/v3/command", unknown).statusCode()).isEqualTo(500);
    var known =
        new JsonObject().put("name", "MoviesSearch").put("movieIds", new JsonArray().add(1));
    var id = new JsonObject(client.send("POST", "/api/v3/command", known).body()).getInteger("id");
    var seen = new HashSet<String>();
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              seen.add(client.object("/api/v3/command/" + id).getString("status"));
              return seen.contains("completed");
            });
    assertThat(seen).containsExactlyInAnyOrder("queued", "started", "completed");
  }

  @Test
  void pagesHaveTenRowsUnlessAskedOtherwiseAndUnknownSortKeysFallBack() {
    var page = client.object("/api/v3/wanted/missing?sortKey=nonsense");
    assertThat(page.getInteger("pageSize")).isEqualTo(10);
    assertThat(page.getString("sortKey")).isEqualTo("movieMetadata.sortTitle");
    assertThat(page.getString("sortDirection")).isEqualTo("descending");
    var all = client.object("/api/v3/wanted/missing?pageSize=100000");
    assertThat(all.getJsonArray("records")).hasSize(all.getInteger("totalRecords"));
    var off = client.object("/api/v3/wanted/missing?monitored=false&pageSize=1000");
    assertThat(off.getJsonArray("records"))
        .allSatisfy(row -> assertThat(((JsonObject) row).getBoolean("monitored")).isFalse());
  }

  @Test
  void changesStay() {
    var movie =
        client
            .object("/api/v3/movie/1")
            .put("monitored", false)
            .put("tags", new JsonArray().add(2));
    assertThat(client.send("PUT", "/api/v3/movie/1", movie).statusCode()).isEqualTo(202);
    assertThat(client.object("/api/v3/movie/1").getBoolean("monitored")).isFalse();
    var edit =
        new JsonObject()
            .put("movieIds", new JsonArray().add(1).add(2))
            .put("tags", new JsonArray().add(3));
    assertThat(client.send("PUT", "/api/v3/movie/editor", edit).statusCode()).isEqualTo(202);
    assertThat(client.object("/api/v3/movie/1").getJsonArray("tags")).containsExactly(2, 3);
    assertThat(client.send("DELETE", "/api/v3/movie/2", "").statusCode()).isEqualTo(200);
    assertThat(client.get("/api/v3/movie/2").statusCode()).isEqualTo(404);
    var tag = new JsonObject().put("label", "LOUD");
    assertThat(client.send("POST", "/api/v3/tag", tag).body()).contains("\"loud\"");
    radarr.state().renameProfile(1, "Renamed");
    assertThat(client.array("/api/v3/qualityprofile").getJsonObject(0).getString("name"))
        .isEqualTo("Renamed");
    assertThat(radarr.library().addMovies(5)).isEqualTo(5);
    assertThat(client.array("/api/v3/movie")).hasSize(54);
  }

  @Test
  void seriesNeedATitleAndOldServersALanguageProfile() {
    var settings = SandboxSettings.of(5).withVersion("3.0.10.1567").withApiKey(Secret.of("k"));
    var sonarr = Running.await(SonarrSandbox.start(vertx, settings));
    var sonarrClient = new Client(sonarr.server());
    var title = sonarr.library().catalogue().part(100, 1).get(0);
    var body =
        new JsonObject()
            .put("tvdbId", title.id())
            .put("qualityProfileId", 1)
            .put("rootFolderPath", "/tv");
    var response = sonarrClient.send("POST", "/api/v3/series", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"Title\"").contains("\"LanguageProfileId\"");
    var good = body.put("title", title.title()).put("languageProfileId", 1);
    assertThat(sonarrClient.send("POST", "/api/v3/series", good).statusCode()).isEqualTo(201);
    assertThat(sonarrClient.send("POST", "/api/v3/series", good).body()).contains("\"TvdbId\"");
  }

  @Test
  void aLargeLibraryIsStreamed() {
    var settings = SandboxSettings.of(50_000);
    var large = Running.await(RadarrSandbox.start(vertx, settings));
    var largeClient = new Client(large.server());
    var began = System.nanoTime();
    var response = largeClient.get("/api/v3/movie");
    System.out.printf(
        "50,000 movies: %d MB in %d ms%n",
        response.body().length() >> 20, (System.nanoTime() - began) / 1_000_000);
    assertThat(response.headers().firstValue("Transfer-Encoding")).contains("chunked");
    assertThat(response.body().split("\"tmdbId\":", -1)).hasSize(50_001);
  }
}
