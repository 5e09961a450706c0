package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.sandbox.Title;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Lists of every kind, imported as users import them. */
class ImportSourcesIT extends ImportRig {
  @Test
  void aTableIsImportedRowByRow() {
    Title there = gateway.radarr().library().list().get(0).title();
    String table =
        "title,year,tmdb_id,imdb_id,type\n"
            + row(titles.get(0), "movie")
            + row(titles.get(1), "")
            + row(there, "movie")
            + "\"Some, series\",2008,,,tvSeries\n"
            + ",,,,movie\n"
            + row(titles.get(0), "movie")
            + "Zzyzx Qwerty Nonexistent,1999,,,\n"
            + ","
            + ","
            + "999999999,,\n";
    JsonNode job = done(content("csv", table), "monitored", false, "tags", List.of(1));
    counts(job, 2, 2, 0, 4);
    assertThat(outcomes(job))
        .containsExactly(
            "2 imported",
            "3 imported",
            "4 already_exists",
            "5 failed",
            "6 failed",
            "7 already_exists",
            "8 failed",
            "9 failed");
    assertThat(job.at("/details/3/error").asText()).contains("series");
    assertThat(job.at("/details/5/error").asText()).contains("line 2");
    assertThat(job.at("/details/6/error").asText()).contains("nothing of this title");
    assertThat(job.at("/details/7/error").asText()).contains("no title of this id");
    assertThat(job.at("/root_folder").asText()).startsWith("/");
    assertThat(job.at("/quality_profile_id").asLong()).isPositive();
    var added = gateway.radarr().library().byTmdb(titles.get(0).id()).orElseThrow();
    assertThat(added.monitored()).isFalse();
    assertThat(added.tags()).containsExactly(1);
    assertThat(admin.get("/imports").at("/items/0/id").asLong()).isEqualTo(job.path("id").asLong());
    assertThat(admin.get("/imports/" + job.path("id").asLong() + "/details?outcome=failed&limit=2"))
        .satisfies(page -> assertThat(page.at("/total").asInt()).isEqualTo(4))
        .satisfies(page -> assertThat(page.at("/items").size()).isEqualTo(2));
    assertThat(types()).contains("import.started", "import.completed", "movie.added");
    JsonNode changes =
        admin.get("/outbox?correlation_id=" + job.path("correlation_id").asText()).json();
    assertThat(changes.path("total").asInt()).isEqualTo(2);
  }

  private static String row(Title title, String type) {
    return "\"%s\",%d,%d,%s,%s%n"
        .formatted(
            title.title().replace("\"", "\"\""), title.year(), title.id(), title.imdbId(), type);
  }

  @Test
  void textIsLookedUpByTitleIdAndAddress() {
    List<Title> plain =
        titles.stream().filter(title -> title.title().matches("[A-Za-z ]{12,}")).limit(3).toList();
    String text =
        plain.get(0).title()
            + " ("
            + plain.get(0).year()
            + ")\n"
            + plain.get(1).imdbId()
            + "\n"
            + "https://www.themoviedb.org/movie/"
            + plain.get(2).id()
            + "\n"
            + "https://thetvdb.com/?tab=series&id=81189\n";
    JsonNode job = done(content("text", text));
    counts(job, 3, 0, 0, 1);
    assertThat(plain).allMatch(this::held);
    assertThat(job.at("/details/1/title").asText()).isEqualTo(plain.get(1).title());
    assertThat(job.at("/details/2/title").asText()).isEqualTo(plain.get(2).title());
    assertThat(job.at("/details/0/tmdb_id").asInt()).isEqualTo(plain.get(0).id());
  }

  @Test
  void jsonLetterboxdAndImdbAreUnderstood() {
    Title one = titles.get(5);
    Title two =
        titles.stream().filter(t -> t.title().matches("[A-Za-z ]{12,}")).skip(4).findFirst().get();
    Title three = titles.get(7);
    counts(
        done(
            content("json", "[{\"movie\":{\"title\":\"x\",\"ids\":{\"tmdb\":" + one.id() + "}}}]")),
        1,
        0,
        0,
        0);
    counts(
        done(
            content(
                "letterboxd",
                "Date,Name,Year,Letterboxd URI\n2024-01-01,%s,%d,https://boxd.it/a\n"
                    .formatted(two.title(), two.year()))),
        1,
        0,
        0,
        0);
    counts(
        done(
            content(
                "imdb",
                "Const,Title,Title Type,Year\n%s,Any,Movie,%d\ntt0903747,X,TV Series,2008\n"
                    .formatted(three.imdbId(), three.year()))),
        1,
        0,
        0,
        1);
    assertThat(List.of(one, two, three)).allMatch(this::held);
  }

  @Test
  void aDryRunAddsNothingAndTellsWhatItWould() {
    Title there = gateway.radarr().library().list().get(0).title();
    int before = gateway.radarr().library().size();
    JsonNode job =
        done(
            content(
                "text",
                "tmdb:" + titles.get(0).id() + "\ntmdb:" + there.id() + "\ntmdb:999999999\n"),
            "dry_run",
            true);
    assertThat(job.path("would_import").asInt()).isEqualTo(1);
    counts(job, 0, 1, 0, 1);
    assertThat(gateway.radarr().library().size()).isEqualTo(before);
    assertThat(job.at("/details/0/outcome").asText()).isEqualTo("would_import");
    assertThat(job.at("/details/0/title").asText()).isEqualTo(titles.get(0).title());
  }

  @Test
  void whatTheInstanceExcludesIsNotAdded() {
    exclude(titles.get(1));
    JsonNode job =
        done(content("text", "tmdb:" + titles.get(0).id() + "\ntmdb:" + titles.get(1).id()));
    counts(job, 1, 0, 1, 0);
    assertThat(held(titles.get(1))).isFalse();
    assertThat(outcomes(job)).containsExactly("1 imported", "2 excluded");
  }

  private void exclude(Title title) {
    try {
      var response =
          java.net.http.HttpClient.newHttpClient()
              .send(
                  java.net.http.HttpRequest.newBuilder(
                          java.net.URI.create(
                              gateway.radarr().server().url() + "/api/v3/exclusions"))
                      .header("X-Api-Key", gateway.radarr().server().apiKey().reveal())
                      .header("Content-Type", "application/json")
                      .POST(
                          java.net.http.HttpRequest.BodyPublishers.ofString(
                              "{\"tmdbId\":%d,\"movieTitle\":\"x\",\"movieYear\":2000}"
                                  .formatted(title.id())))
                      .build(),
                  java.net.http.HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anotherInstancesLibraryIsCopied() {
    RadarrPair pair = new RadarrPair(gateway, admin);
    JsonNode job =
        ended(
            admin
                .post(
                    "/imports",
                    request(pair.small(), Map.of("type", "instance", "instance_id", radarr)))
                .id(),
            "completed");
    int all = gateway.radarr().library().size();
    assertThat(job.path("imported").asInt() + job.path("already_exists").asInt()).isEqualTo(all);
    assertThat(job.path("already_exists").asInt()).isEqualTo(RadarrPair.COMMON);
    assertThat(job.path("total").asInt()).isEqualTo(all);
    pair.close();
  }

  @Test
  void missingContentIsImportedSeriesOnce() {
    List<Title> plain =
        titles.stream().filter(t -> t.title().matches("[A-Za-z ]{12,}")).limit(2).toList();
    Title series =
        gateway.sonarr().library().catalogue().part(200, 200).stream()
            .filter(t -> t.title().matches("[A-Za-z ]{12,}"))
            .findFirst()
            .orElseThrow();
    long sonarr = gateway.addSonarr(admin, "Shows");
    admin.post("/radarr-sync");
    admin.post("/sonarr-sync");
    String list =
        "#EXTM3U\n"
            + plain.stream()
                .map(
                    t ->
                        "#EXTINF:-1,"
                            + t.title()
                            + " ("
                            + t.year()
                            + ")\nhttp://h/movie/u/p/"
                            + t.id()
                            + ".mkv\n")
                .collect(Collectors.joining())
            + "#EXTINF:-1,%1$s (%2$d) S01E01\nhttp://h/series/u/p/1.mkv\n"
                .formatted(series.title(), series.year())
            + "#EXTINF:-1,%1$s (%2$d) S01E02\nhttp://h/series/u/p/2.mkv\n"
                .formatted(series.title(), series.year());
    long playlist = admin.upload("/playlists", "List", list.getBytes()).id();
    gateway.awaitReady(admin, playlist);
    JsonNode missing = admin.get("/missing-content?type=movie").json();
    assertThat(missing.path("total").asInt()).isEqualTo(2);
    long entry = missing.at("/items/0/entry_id").asLong();

    JsonNode picked =
        done(Map.of("type", "missing_content", "entry_ids", List.of(entry, 999_999_999L)));
    counts(picked, 1, 0, 0, 1);
    assertThat(picked.at("/details/1/error").asText()).contains("999999999");
    JsonNode rest = done(Map.of("type", "missing_content", "playlist_id", playlist));
    assertThat(rest.path("failed").asInt()).as(rest.toString()).isZero();
    assertThat(plain).allMatch(this::held);

    JsonNode shows =
        ended(
            admin.post("/imports", request(sonarr, Map.of("type", "missing_content"))).id(),
            "completed");
    counts(shows, 1, 0, 0, 0);
    assertThat(gateway.sonarr().library().list().stream().map(s -> s.title().id()))
        .contains(series.id());
    assertThat(
            admin
                .post(
                    "/imports",
                    request(sonarr, Map.of("type", "missing_content", "media_type", "movie")))
                .status())
        .isEqualTo(422);
  }
}
