package dev.arrway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every answer fits the published schema of its operation, and every operation is published. */
class SandboxOpenApiIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Vertx vertx;

  @BeforeAll
  static void open() {
    vertx = Running.vertx();
  }

  @AfterAll
  static void close() {
    Running.await(vertx.close());
  }

  private static Schemas schemas(String name) throws IOException {
    var schemas = Schemas.read(name);
    if (schemas.isEmpty()) {
      System.out.println("skipped: the published API document " + name + " is not here");
    }
    assumeTrue(schemas.isPresent());
    return schemas.get();
  }

  /** One server under test, with the operations that have been checked. */
  private record Checked(Schemas schemas, Client client, Set<String> seen) {
    @com.google.errorprone.annotations.CanIgnoreReturnValue
    JsonNode check(String method, String template, String path, Object body) throws IOException {
      var response =
          method.equals("GET")
              ? client.get("/api/v3" + path)
              : client.send(method, "/api/v3" + path, body);
      seen.add(method + " " + template);
      assertThat(response.statusCode())
          .as(method + " " + path + " " + response.body())
          .isEqualTo(method.equals("GET") ? 200 : method.equals("POST") ? 201 : 202);
      assertThat(schemas.knows(method, "/api/v3" + template)).as(template).isTrue();
      var value = JSON.readTree(response.body());
      var schema = schemas.of(method, "/api/v3" + template);
      schema.ifPresent(
          one -> assertThat(schemas.check(one, value)).as(method + " " + path).isEmpty());
      return value;
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    JsonNode get(String path) throws IOException {
      var plain = path.replaceAll("\\?.*", "").replaceAll("/\\d+", "/{id}");
      return check("GET", plain, path, "");
    }

    /** Operations that answer nothing that a schema describes. */
    void silent(String method, String template, String path, Object body) {
      seen.add(method + " " + template);
      assertThat(schemas.knows(method, "/api/v3" + template)).as(template).isTrue();
      assertThat(client.send(method, "/api/v3" + path, body).statusCode())
          .as(method + " " + path)
          .isBetween(200, 202);
    }
  }

  private static JsonObject profile(Checked it, String name) throws IOException {
    var profile = new JsonObject(it.get("/qualityprofile/schema").toString());
    profile.getJsonArray("items").getJsonObject(3).put("allowed", true);
    var quality = profile.getJsonArray("items").getJsonObject(3).getJsonObject("quality");
    var cutoff =
        quality == null
            ? profile.getJsonArray("items").getJsonObject(3).getInteger("id")
            : quality.getInteger("id");
    return profile.put("name", name).put("cutoff", cutoff);
  }

  private static void common(Checked it) throws IOException {
    for (var path :
        List.of(
            "/system/status",
            "/system/task",
            "/health",
            "/diskspace",
            "/tag",
            "/tag/1",
            "/rootfolder",
            "/rootfolder/1",
            "/qualityprofile",
            "/qualityprofile/1",
            "/qualitydefinition",
            "/qualitydefinition/1",
            "/language",
            "/customformat",
            "/customformat/1",
            "/indexer",
            "/indexer/1",
            "/queue/status",
            "/queue/details",
            "/command")) {
      assertThat(it.get(path)).as(path).isNotEmpty().isNotNull();
    }
    it.check("POST", "/tag", "/tag", new JsonObject().put("label", "New"));
    it.check("PUT", "/tag/{id}", "/tag/4", new JsonObject().put("id", 4).put("label", "Old"));
    it.silent("DELETE", "/tag/{id}", "/tag/4", "");
    it.check("POST", "/rootfolder", "/rootfolder", new JsonObject().put("path", "/more"));
    it.silent("DELETE", "/rootfolder/{id}", "/rootfolder/3", "");
    it.check("POST", "/qualityprofile", "/qualityprofile", profile(it, "Mine"));
    it.check("PUT", "/qualityprofile/{id}", "/qualityprofile/5", profile(it, "Yours"));
    it.silent("DELETE", "/qualityprofile/{id}", "/qualityprofile/5", "");
    it.check("POST", "/customformat", "/customformat", new JsonObject().put("name", "New"));
    it.check(
        "PUT",
        "/customformat/{id}",
        "/customformat/3",
        new JsonObject(it.get("/customformat/3").toString()).put("name", "Newer"));
    it.silent("DELETE", "/customformat/{id}", "/customformat/3", "");
    for (var settings : List.of("/config/naming", "/config/mediamanagement")) {
      var one = it.get(settings);
      it.get(settings + "/1");
      it.check("PUT", settings + "/{id}", settings + "/1", new JsonObject(one.toString()));
    }
    it.silent("POST", "/indexer/test", "/indexer/test", it.get("/indexer/1"));
    it.silent("POST", "/indexer/testall", "/indexer/testall", "{}");
    it.silent("DELETE", "/indexer/{id}", "/indexer/3", "");
    var webhook =
        new JsonObject(it.get("/notification/schema").get(0).toString()).put("name", "Hook");
    webhook.getJsonArray("fields").getJsonObject(0).put("value", it.client().url() + "/ping");
    it.silent("POST", "/notification/test", "/notification/test", webhook);
    it.check("POST", "/notification", "/notification", webhook);
    it.check("PUT", "/notification/{id}", "/notification/1?forceSave=true", webhook.put("id", 1));
    assertThat(it.get("/notification")).hasSize(1);
    it.get("/notification/1");
    it.silent("DELETE", "/notification/{id}", "/notification/1", "");
    it.silent("POST", "/queue/grab/{id}", "/queue/grab/1", "{}");
    it.silent("DELETE", "/queue/{id}", "/queue/1", "");
    it.silent(
        "DELETE",
        "/queue/bulk",
        "/queue/bulk",
        new JsonObject().put("ids", new JsonArray().add(2)));
    it.silent("DELETE", "/command/{id}", "/command/1", "");
  }

  @Test
  void radarrAnswersAsPublished() throws IOException {
    var settings = SandboxSettings.of(200).withCommandTime(Duration.ZERO);
    var radarr = Running.await(RadarrSandbox.start(vertx, settings));
    var it =
        new Checked(schemas("radarr-v3.json"), new Client(radarr.server()), new LinkedHashSet<>());
    var command =
        new JsonObject().put("name", "MoviesSearch").put("movieIds", new JsonArray().add(1));
    it.check("POST", "/command", "/command", command);
    it.get("/command/1");
    it.get("/queue?includeMovie=true&pageSize=100");
    it.get("/history?includeMovie=true&pageSize=50");
    it.get("/history/since?date=2020-01-01&includeMovie=true");
    it.get("/history/movie?movieId=1");
    common(it);
    assertThat(it.get("/movie")).hasSize(200);
    it.get("/movie/1");
    var free = radarr.library().catalogue().part(500, 2);
    it.get("/movie/lookup?term=tmdb:" + free.get(0).id());
    it.get("/movie/lookup?term=winter");
    it.get("/movie/lookup/tmdb?tmdbId=" + free.get(0).id());
    it.get("/movie/lookup/imdb?imdbId=" + free.get(0).imdbId());
    it.get("/wanted/missing?pageSize=50");
    it.get("/wanted/cutoff?pageSize=50");
    var year = radarr.library().list().get(0).title().year();
    assertThat(it.get("/calendar?start=" + year + "-01-01&end=" + year + "-12-31&unmonitored=true"))
        .isNotEmpty();
    var file =
        radarr.library().list().stream().filter(m -> m.file() != null).findFirst().orElseThrow();
    it.get("/moviefile?movieId=" + file.id());
    it.get("/moviefile/" + file.file().id());
    var body = movie(free.get(0).id());
    var created = it.check("POST", "/movie", "/movie", body);
    var id = created.get("id").asInt();
    it.check("PUT", "/movie/{id}", "/movie/" + id, created);
    it.silent(
        "POST", "/movie/import", "/movie/import", new JsonArray().add(movie(free.get(1).id())));
    var many = new JsonObject().put("movieIds", new JsonArray().add(id)).put("monitored", false);
    it.silent("PUT", "/movie/editor", "/movie/editor", many);
    it.silent("DELETE", "/moviefile/{id}", "/moviefile/" + file.file().id(), "");
    it.silent("DELETE", "/movie/{id}", "/movie/" + id + "?addImportExclusion=true", "");
    it.silent(
        "DELETE",
        "/movie/editor",
        "/movie/editor",
        new JsonObject().put("movieIds", new JsonArray().add(2)));
    it.get("/exclusions");
    it.get("/exclusions/1");
    it.check(
        "POST",
        "/exclusions",
        "/exclusions",
        new JsonObject().put("tmdbId", 7).put("movieTitle", "x").put("movieYear", 2000));
    it.silent("DELETE", "/exclusions/{id}", "/exclusions/1", "");
    assertThat(it.seen()).containsAll(radarr.operations());
  }

  private static JsonObject movie(int tmdbId) {
    return new JsonObject()
        .put("tmdbId", tmdbId)
        .put("qualityProfileId", 1)
        .put("rootFolderPath", "/movies")
        .put("monitored", true)
        .put("minimumAvailability", "released")
        .put(
            "addOptions", new JsonObject().put("monitor", "movieOnly").put("searchForMovie", true));
  }

  @Test
  void sonarrAnswersAsPublished() throws IOException {
    var settings = SandboxSettings.of(60).withCommandTime(Duration.ZERO);
    var sonarr = Running.await(SonarrSandbox.start(vertx, settings));
    var it =
        new Checked(schemas("sonarr-v3.json"), new Client(sonarr.server()), new LinkedHashSet<>());
    var command = new JsonObject().put("name", "SeriesSearch").put("seriesId", 1);
    it.check("POST", "/command", "/command", command);
    it.get("/command/1");
    it.get("/queue?includeSeries=true&includeEpisode=true&pageSize=100");
    it.get("/history?includeSeries=true&includeEpisode=true&pageSize=50");
    it.get("/history/since?date=2020-01-01&includeSeries=true");
    it.get("/history/series?seriesId=1");
    common(it);
    assertThat(it.get("/series")).hasSize(60);
    it.get("/series/1");
    it.get("/episode?seriesId=1&includeSeries=true&includeEpisodeFile=true");
    it.get("/episode/101");
    var monitored = new JsonObject().put("monitored", false);
    it.check("PUT", "/episode/{id}", "/episode/101", monitored);
    it.silent(
        "PUT",
        "/episode/monitor",
        "/episode/monitor",
        monitored.put("episodeIds", new JsonArray().add(102)));
    var file = sonarr.library().episodes().filter(e -> e.file() != null).findFirst().orElseThrow();
    it.get("/episodefile?seriesId=" + file.seriesId());
    it.get("/episodefile/" + file.file().id());
    it.silent("DELETE", "/episodefile/{id}", "/episodefile/" + file.file().id(), "");
    it.get("/wanted/missing?includeSeries=true&pageSize=50");
    it.get("/wanted/cutoff?includeSeries=true&includeEpisodeFile=true&pageSize=50");
    var day = file.airs().toString().substring(0, 10);
    assertThat(
            it.get(
                "/calendar?start="
                    + day
                    + "&end="
                    + day
                    + "T23:59:59Z&unmonitored=true&includeSeries=true"))
        .isNotEmpty();
    var free = sonarr.library().catalogue().part(500, 2);
    var found = it.get("/series/lookup?term=tvdb:" + free.get(0).id());
    it.get("/series/lookup?term=winter");
    var created =
        it.check("POST", "/series", "/series", series(new JsonObject(found.get(0).toString())));
    var id = created.get("id").asInt();
    it.check("PUT", "/series/{id}", "/series/" + id, created);
    var other = series(new JsonObject().put("tvdbId", free.get(1).id()).put("title", "x"));
    it.silent("POST", "/series/import", "/series/import", new JsonArray().add(other));
    var many = new JsonObject().put("seriesIds", new JsonArray().add(id)).put("monitored", false);
    it.silent("PUT", "/series/editor", "/series/editor", many);
    it.silent("DELETE", "/series/{id}", "/series/" + id + "?addImportListExclusion=true", "");
    it.silent(
        "DELETE",
        "/series/editor",
        "/series/editor",
        new JsonObject().put("seriesIds", new JsonArray().add(2)));
    it.get("/importlistexclusion");
    it.get("/importlistexclusion/1");
    it.check(
        "POST",
        "/importlistexclusion",
        "/importlistexclusion",
        new JsonObject().put("tvdbId", 7).put("title", "x"));
    it.silent("DELETE", "/importlistexclusion/{id}", "/importlistexclusion/1", "");
    assertThat(it.seen()).containsAll(sonarr.operations());
  }

  private static JsonObject series(JsonObject found) {
    return found
        .put("qualityProfileId", 1)
        .put("rootFolderPath", "/tv")
        .put("monitored", true)
        .put(
            "addOptions",
            new JsonObject().put("monitor", "firstSeason").put("searchForMissingEpisodes", true));
  }
}
