package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.sandbox.Title;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AvailableContentIT {
  private static final int MOVIES = 40;
  private static final int SERIES = 15;

  private static TestGateway gateway;
  private static Api admin;
  private static long films;
  private static long more;
  private static long shows;
  private static Set<Long> wantedMovies;
  private static Set<Long> wantedSeries;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
    admin = gateway.admin();
    films = gateway.addRadarr(admin, "Films");
    more = gateway.addRadarr(admin, "Films again");
    shows = gateway.addSonarr(admin, "Shows");
    assertThat(admin.post("/radarr-sync").status()).isEqualTo(200);
    assertThat(admin.post("/sonarr-sync").status()).isEqualTo(200);
    List<String> names = new ArrayList<>();
    names.add("Zzyzx Qwortle Unheard (1987)");
    gateway.radarr().library().list().stream()
        .limit(MOVIES)
        .map(movie -> movie.title())
        .forEach(
            title -> {
              names.add(named(title));
              names.add("FR - " + named(title) + " 4K");
            });
    gateway.sonarr().library().list().stream()
        .limit(SERIES)
        .map(one -> one.title())
        .forEach(
            title -> {
              names.add(named(title) + " S01E01");
              names.add(named(title) + " S01E02");
            });
    long playlist = admin.upload("/playlists", "List", Provider.list(names).getBytes()).id();
    gateway.awaitReady(admin, playlist);
    wantedMovies = wanted(playlist, films, "movie");
    wantedSeries = wanted(playlist, shows, "series");
    assertThat(wantedMovies).hasSizeGreaterThan(4);
    assertThat(wantedSeries).hasSizeGreaterThan(2);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String named(Title title) {
    return title.title() + " (" + title.year() + ")";
  }

  /** What a playlist's entries are matched to, of that what the library wants. */
  private static Set<Long> wanted(long playlist, long instance, String kind) {
    Set<Long> offered = new HashSet<>();
    for (JsonNode entry : Provider.entries(admin, playlist)) {
      if (entry.path("kind").asText().equals(kind) && !entry.path("missing").asBoolean()) {
        offered.add(entry.at("/match/library_id").asLong());
      }
    }
    Set<Long> wanted = new TreeSet<>();
    for (JsonNode item : admin.get("/instances/" + instance + "/library?limit=500").at("/items")) {
      boolean whole =
          kind.equals("movie")
              ? item.path("has_file").asBoolean()
              : item.path("episode_file_count").asInt() >= item.path("episode_count").asInt();
      long id = item.path("library_id").asLong();
      if (item.path("monitored").asBoolean() && !whole && offered.contains(id)) {
        wanted.add(id);
      }
    }
    return wanted;
  }

  private static JsonNode available(String query) {
    Api.Reply reply = admin.get("/available-content" + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static Set<Long> ids(JsonNode page) {
    Set<Long> ids = new TreeSet<>();
    for (JsonNode item : page.path("items")) {
      assertThat(ids.add(item.path("library_id").asLong())).isTrue();
    }
    return ids;
  }

  @Test
  void whatLibrariesWantAndPlaylistsOfferIsShownForEachInstance() {
    JsonNode of = available("?instance_id=" + films + "&limit=500");
    assertThat(ids(of)).isEqualTo(wantedMovies);
    assertThat(of.path("total").asInt()).isEqualTo(wantedMovies.size());
    assertThat(ids(available("?instance_id=" + more + "&limit=500"))).isEqualTo(wantedMovies);
    JsonNode series = available("?instance_id=" + shows + "&limit=500");
    assertThat(ids(series)).isEqualTo(wantedSeries);
    assertThat(series.at("/items/0/missing_episodes").asInt()).isPositive();
    assertThat(series.at("/items/0/entries/0/season").asInt()).isEqualTo(1);
    assertThat(available("").path("total").asInt())
        .isEqualTo(2 * wantedMovies.size() + wantedSeries.size());
    JsonNode item = of.at("/items/0");
    assertThat(item.path("entries_total").asInt()).isEqualTo(2);
    assertThat(item.path("entries")).hasSize(2);
    assertThat(item.at("/entries/0/playlist").asText()).isEqualTo("List");
    assertThat(item.at("/entries/0/confidence").asInt()).isGreaterThanOrEqualTo(85);
    assertThat(item.path("missing_episodes").isNull()).isTrue();
  }

  @Test
  void kindsAndTitlesFilter() {
    assertThat(available("?type=series").path("total").asInt()).isEqualTo(wantedSeries.size());
    assertThat(available("?type=movie").path("total").asInt()).isEqualTo(2 * wantedMovies.size());
    assertThat(available("?type=series&instance_id=" + films).path("total").asInt()).isZero();
    String title = available("?instance_id=" + films).at("/items/0/title").asText();
    JsonNode found =
        available(
            "?instance_id="
                + films
                + "&q="
                + java.net.URLEncoder.encode(
                        title.toUpperCase(java.util.Locale.ROOT),
                        java.nio.charset.StandardCharsets.UTF_8)
                    .replace("+", "%20"));
    assertThat(found.path("items").findValuesAsText("title")).contains(title);
    assertThat(found.path("total").asInt()).isEqualTo(found.path("items").size()).isLessThan(5);
    assertThat(available("?q=zzyzx").path("total").asInt()).isZero();
  }

  @Test
  void pagesFitTogetherAndEachTellsTheWholeTotal() {
    int total = 2 * wantedMovies.size() + wantedSeries.size();
    List<String> whole = keys(available("?limit=500"));
    assertThat(whole).hasSize(total).doesNotHaveDuplicates();
    List<String> paged = new ArrayList<>();
    for (int offset = 0; offset < total; offset += 3) {
      JsonNode page = available("?limit=3&offset=" + offset);
      assertThat(page.path("total").asInt()).isEqualTo(total);
      paged.addAll(keys(page));
    }
    assertThat(paged).isEqualTo(whole);
    JsonNode behind = available("?limit=3&offset=10000");
    assertThat(behind.path("items")).isEmpty();
    assertThat(behind.path("total").asInt()).isEqualTo(total);
  }

  private static List<String> keys(JsonNode page) {
    List<String> keys = new ArrayList<>();
    for (JsonNode item : page.path("items")) {
      keys.add(item.path("instance_id") + "/" + item.path("library_id"));
    }
    return keys;
  }

  @Test
  void othersSeeNothingOfIt() {
    gateway.newUser("stranger", "user");
    Api stranger = gateway.login("stranger");
    assertThat(stranger.get("/available-content").at("/total").asInt()).isZero();
    assertThat(stranger.get("/available-content?instance_id=" + films).status()).isEqualTo(404);
    assertThat(gateway.api().get("/available-content").status()).isEqualTo(401);
  }
}
