package dev.arrway.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.playlist.PlaylistHarness.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UploadIT {
  private static final long MOST = 30_000_000;
  private static final String SMALL =
      """
      #EXTM3U
      #EXTINF:-1 group-title="Movies | EN",EN - The Matrix (1999) 4K
      http://tv.example.com/movie/canaryuser/canarypass/77.mkv
      #EXTINF:-1 group-title="Series",Lost S01E04
      http://tv.example.com/series/canaryuser/canarypass/78.mkv
      #EXTINF:-1 group-title="News",News 24
      http://tv.example.com/live/canaryuser/canarypass/79.ts
      """;

  private static PlaylistHarness harness;

  @BeforeAll
  static void start() {
    harness = new PlaylistHarness(MOST);
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  @Test
  void anUploadBecomesEntries() {
    Reply reply = harness.upload("Provider", SMALL);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().path("status").asText()).isEqualTo("importing");
    assertThat(reply.json().path("source").asText()).isEqualTo("file");
    JsonNode ready = harness.settled(reply.id());
    assertThat(ready.path("status").asText()).isEqualTo("ready");
    assertThat(ready.path("entries").asLong()).isEqualTo(3);
    assertThat(ready.path("movies").asLong()).isEqualTo(1);
    assertThat(ready.path("series").asLong()).isEqualTo(1);
    assertThat(ready.path("live").asLong()).isEqualTo(1);
    JsonNode page = harness.entries(reply.id(), Map.of());
    assertThat(page.path("total").asLong()).isEqualTo(3);
    JsonNode movie = page.at("/items/0");
    assertThat(movie.path("line").asLong()).isEqualTo(2);
    assertThat(movie.path("title").asText()).isEqualTo("The Matrix");
    assertThat(movie.path("year").asInt()).isEqualTo(1999);
    assertThat(movie.path("quality").asText()).isEqualTo("2160p");
    assertThat(movie.path("url").asText())
        .isEqualTo("http://tv.example.com/movie/********/********/77.mkv");
    assertThat(movie.path("missing").isNull()).isTrue();
    assertThat(page.at("/items/1/episode").asInt()).isEqualTo(4);
  }
}
