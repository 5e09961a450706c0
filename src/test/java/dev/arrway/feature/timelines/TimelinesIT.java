package dev.arrway.feature.timelines;

import static dev.arrway.feature.timelines.TimelineRig.CLIENT;
import static dev.arrway.feature.timelines.TimelineRig.OTHER;
import static dev.arrway.feature.timelines.TimelineRig.OWNER;
import static dev.arrway.feature.timelines.TimelineRig.RADARR;
import static dev.arrway.feature.timelines.TimelineRig.SCREEN;
import static dev.arrway.feature.timelines.TimelineRig.SONARR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.domain.timeline.TimelineState;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.PostgresExtension;
import dev.arrway.platform.store.TestDatabase;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From what the log says to what people read. */
@ExtendWith(PostgresExtension.class)
class TimelinesIT {
  private static final String HASH = "C9A5F1B2D3E4F5061728394A5B6C7D8E9F001122";
  private static final String LOWER = HASH.toLowerCase(java.util.Locale.ROOT);
  private TimelineRig rig;

  @BeforeEach
  void start(TestDatabase database) {
    rig = new TimelineRig(database);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private record Event(Long instance, String type, Map<String, Object> data) {}

  private static Map<String, Object> movie(Object... more) {
    Map<String, Object> data =
        new HashMap<>(
            Map.of("library_id", 17, "title", "The Matrix", "year", 1999, "tmdb_id", 603));
    for (int i = 0; i < more.length; i += 2) {
      data.put((String) more[i], more[i + 1]);
    }
    return data;
  }

  private static Event outbox(String state, String correlation, int tmdb, int id) {
    return new Event(
        RADARR,
        "outbox." + state,
        Map.of(
            "outbox_id",
            id,
            "operation",
            "add_title",
            "state",
            state,
            "correlation_id",
            correlation,
            "tmdb_id",
            tmdb,
            "search",
            true));
  }

  private static Event download(String verb, Object... more) {
    Map<String, Object> data =
        new HashMap<>(
            Map.of("client_id", CLIENT, "id", LOWER, "name", "The.Matrix.1999", "kind", "torrent"));
    for (int i = 0; i < more.length; i += 2) {
      data.put((String) more[i], more[i + 1]);
    }
    return new Event(CLIENT, "download." + verb, data);
  }

  private static Event grabbed() {
    return new Event(
        RADARR,
        "release.grabbed",
        movie(
            "download_id",
            HASH,
            "correlation_id",
            "download-" + LOWER,
            "release",
            "The.Matrix.1999.1080p",
            "indexer",
            "Finder"));
  }

  private static Event imported() {
    return new Event(
        RADARR,
        "import.imported",
        movie(
            "download_id",
            HASH,
            "correlation_id",
            "download-" + LOWER,
            "files",
            List.of(Map.of("file_id", 4, "path", "/films/The Matrix (1999)/matrix.mkv"))));
  }

  private static Event added() {
    return new Event(RADARR, "movie.added", movie("correlation_id", "ask"));
  }

  private void happen(Event... events) {
    for (Event event : events) {
      rig.happen(event.instance(), event.type(), event.data());
    }
  }

  @Test
  void oneCorrelationIdLeadsFromTheRequestToTheScreen() {
    happen(
        outbox("queued", "ask", 603, 1),
        outbox("sent", "ask", 603, 1),
        added(),
        outbox("confirmed", "ask", 603, 1));
    assertThat(rig.story("ask").why().code()).isEqualTo("instance_unreachable");
    happen(grabbed(), download("added"), download("stalled", "reason", "no_peers"));
    assertThat(rig.story("ask").timeline().state()).isEqualTo(TimelineState.STALLED);
    assertThat(rig.story("ask").why().code()).isEqualTo("stalled_no_peers");
    happen(download("recovered"), download("completed"), imported(), download("removed"));
    assertThat(rig.story("ask").why().code()).isEqualTo("waiting_for_media_server");
    happen(
        new Event(
            SCREEN,
            "outbox.confirmed",
            Map.of(
                "outbox_id",
                9,
                "operation",
                "scan_path",
                "correlation_id",
                "scan",
                "path",
                "/films/The Matrix (1999)")));
    rig.screen.add(603);
    rig.pass(Duration.ofSeconds(3));
    assertThat(rig.steps("ask"))
        .containsExactlyInAnyOrder(
            "requested",
            "added",
            "grabbed",
            "downloading",
            "download_stalled",
            "download_recovered",
            "downloaded",
            "imported",
            "download_removed",
            "scan_requested",
            "playable");
    Timelines.Story story = rig.story("ask");
    assertThat(story.timeline().state()).isEqualTo(TimelineState.PLAYABLE);
    assertThat(story.why().text()).isEqualTo("It can be played on screen6.");
    assertThat(story.timeline().title().title()).isEqualTo("The Matrix");
    assertThat(story.timeline().title().libraryId()).isEqualTo(17);
    assertThat(rig.all(OWNER)).hasSize(1);
    assertThat(rig.told("media.available")).hasSize(1);
    assertThat(rig.told("media.available").get(0).data()).contains("\"correlation_id\": \"ask\"");
  }

  @RepeatedTest(8)
  void theOrderDoesNotMatterAndNeitherDoesTellingTwice(RepetitionInfo run) {
    List<Event> events =
        new ArrayList<>(
            List.of(
                grabbed(),
                download("added"),
                download("started"),
                download("completed"),
                imported(),
                grabbed(),
                download("completed"),
                imported()));
    Collections.shuffle(events, new Random(run.getCurrentRepetition()));
    happen(outbox("queued", "ask", 603, 1), added());
    events.forEach(this::happen);
    assertThat(rig.all(OWNER)).hasSize(1);
    assertThat(rig.steps("ask"))
        .containsExactlyInAnyOrder(
            "requested", "added", "grabbed", "downloading", "downloaded", "imported");
    assertThat(rig.story("ask").timeline().state()).isEqualTo(TimelineState.IMPORTED);
  }

  @Test
  void aGrabWithoutARequestBeginsATimelineAndTakesWhatItsClientSaidBefore() {
    happen(download("added"), download("completed"));
    assertThat(rig.all(OWNER)).isEmpty();
    happen(grabbed());
    assertThat(rig.steps("download-" + LOWER))
        .containsExactlyInAnyOrder("grabbed", "downloading", "downloaded");
    assertThat(rig.story("download-" + LOWER).timeline().title().kind()).isEqualTo("movie");
  }

  @Test
  void anUpgradeIsAWayOfItsOwn() {
    happen(outbox("queued", "ask", 603, 1), added(), grabbed(), imported());
    Map<String, Object> again = movie("download_id", "SABnzbd_nzo_Abc", "release", "Better");
    happen(new Event(RADARR, "release.grabbed", again));
    Map<String, Object> file =
        movie(
            "download_id",
            "SABnzbd_nzo_Abc",
            "is_upgrade",
            true,
            "files",
            List.of(Map.of("file_id", 5, "path", "/films/The Matrix (1999)/better.mkv")));
    happen(
        new Event(RADARR, "movie.file_deleted", movie("reason", "upgrade")),
        new Event(RADARR, "import.imported", file));
    assertThat(rig.all(OWNER)).hasSize(2);
    String newest = rig.all(OWNER).get(0).timeline().correlationId();
    assertThat(rig.steps(newest)).containsExactlyInAnyOrder("grabbed", "upgraded");
    assertThat(rig.steps("ask")).doesNotContain("upgraded", "file_deleted");
  }

  @Test
  void oneRequestForManyTitlesHasATimelineForEach() {
    happen(outbox("queued", "import-1", 603, 1), outbox("queued", "import-1", 604, 2));
    Map<String, Object> second = movie("correlation_id", "import-1");
    second.putAll(Map.of("library_id", 18, "tmdb_id", 604, "title", "Reloaded"));
    happen(new Event(RADARR, "movie.added", second));
    happen(outbox("failed", "import-1", 603, 1));
    assertThat(rig.all(OWNER)).hasSize(2);
    assertThat(rig.story("import-1").timeline().state()).isEqualTo(TimelineState.REQUEST_FAILED);
    Timelines.Story other = rig.story("import-1.604");
    assertThat(other.timeline().state()).isEqualTo(TimelineState.ADDED);
    assertThat(other.timeline().requestId()).isEqualTo("import-1");
    assertThat(
            Futures.await(
                    rig.timelines.list(
                        OWNER, new Timelines.Wanted(null, null, null, null, "import-1"), 10, 0))
                .total())
        .isEqualTo(2);
  }

  @Test
  void episodesOfAPackAreOneWay() {
    Map<String, Object> pack =
        new HashMap<>(
            Map.of(
                "library_id",
                8,
                "title",
                "A Show",
                "tvdb_id",
                99,
                "download_id",
                HASH,
                "episodes",
                List.of(
                    Map.of("episode_id", 81, "season", 1, "episode", 1),
                    Map.of("episode_id", 82, "season", 1, "episode", 2))));
    happen(new Event(SONARR, "release.grabbed", pack));
    for (int n = 1; n <= 2; n++) {
      happen(
          new Event(
              SONARR,
              "import.imported",
              Map.of(
                  "library_id",
                  8,
                  "download_id",
                  HASH,
                  "files",
                  List.of(Map.of("file_id", n)),
                  "episodes",
                  List.of(Map.of("episode_id", 80 + n, "season", 1, "episode", n)))));
    }
    happen(
        new Event(
            SONARR,
            "outbox.confirmed",
            Map.of(
                "outbox_id",
                7,
                "operation",
                "start_search",
                "correlation_id",
                "run",
                "episode_ids",
                List.of(83))));
    rig.pass(Duration.ofSeconds(3));
    assertThat(rig.all(OWNER)).hasSize(1);
    assertThat(rig.all(OWNER).get(0).timeline().title().kind()).isEqualTo("series");
    assertThat(rig.screen.asked()).hasSize(1);
    assertThat(rig.screen.asked().get(0).episode()).isEqualTo(2);
    assertThat(rig.screen.asked().get(0).tvdbId()).isEqualTo(99);
  }

  @Test
  void severalNodesReadEachEventOnce() {
    Timelines second = rig.node();
    happen(outbox("queued", "ask", 603, 1), added());
    for (int n = 0; n < 300; n++) {
      rig.append(
          OWNER,
          CLIENT,
          n % 2 == 0 ? "download.stalled" : "download.recovered",
          download("x").data());
    }
    rig.append(OWNER, RADARR, "release.grabbed", grabbed().data());
    List<Future<Boolean>> all = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      all.add(rig.timelines.follow());
      all.add(second.follow());
    }
    Futures.await(Future.join(all));
    rig.follow();
    assertThat(rig.steps("ask")).hasSize(303);
    rig.sql("UPDATE timeline_cursor SET cursor = 0");
    rig.follow();
    assertThat(rig.steps("ask")).as("told again after a restore").hasSize(303);
  }

  @Test
  void mediaServersAreAskedEverLessOftenUntilOneHasIt() {
    Timelines second = rig.node();
    happen(grabbed(), imported());
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.screen.asked()).isEmpty();
    rig.pass(Duration.ofSeconds(1));
    rig.pass(Duration.ofSeconds(9));
    assertThat(rig.screen.asked()).hasSize(1);
    rig.pass(Duration.ofSeconds(1));
    rig.pass(Duration.ofSeconds(29));
    assertThat(rig.screen.asked()).hasSize(2);
    rig.screen.add(603);
    rig.pass(Duration.ZERO);
    Future<?> both =
        Future.join(rig.timelines.watch(), second.watch()).compose(done -> rig.timelines.watch());
    Futures.await(both);
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.told("media.available")).hasSize(1);
    rig.pass(Duration.ofDays(1));
    assertThat(rig.screen.asked()).hasSize(3);
    assertThat(rig.told("media.available")).hasSize(1);
  }

  @Test
  void afterADayItIsGivenUpWithAReason() {
    happen(grabbed(), imported());
    for (int n = 0; n < 20; n++) {
      rig.pass(Duration.ofHours(8));
    }
    assertThat(rig.steps("download-" + LOWER)).contains("not_playable_yet");
    Timelines.Story story = rig.story("download-" + LOWER);
    assertThat(story.timeline().state()).isEqualTo(TimelineState.NOT_PLAYABLE_YET);
    assertThat(story.steps().get(story.steps().size() - 1).data())
        .containsEntry("reason", "screen6 does not have it.");
    int asked = rig.screen.asked().size();
    assertThat(asked).isEqualTo(13);
    rig.pass(Duration.ofDays(1));
    assertThat(rig.screen.asked()).hasSize(asked);
  }

  @Test
  void whatOthersHaveIsNotThere() {
    happen(grabbed());
    rig.append(OTHER, RADARR, "release.grabbed", grabbed().data());
    rig.follow();
    assertThat(rig.all(OTHER)).hasSize(1);
    assertThat(rig.all(OWNER)).hasSize(1);
    assertThatThrownBy(() -> Futures.await(rig.timelines.why(OTHER, RADARR, 17, "trace")))
        .hasMessageContaining("instance");
  }

  @Test
  void whatCannotBeUnderstoodIsPassedOver() {
    happen(
        new Event(RADARR, "import.completed", Map.of("import_id", 3, "status", "completed")),
        new Event(RADARR, "release.grabbed", Map.of("library_id", "x", "episodes", "y")),
        new Event(null, "download.added", Map.of("client_id", "?", "id", "")),
        new Event(RADARR, "outbox.confirmed", Map.of("operation", "start_search")),
        new Event(null, "movie.added", Map.of("library_id", 3)),
        grabbed());
    assertThat(rig.all(OWNER)).hasSize(2);
  }
}
