package dev.arrway.feature.webhooks;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.feature.libraries.LibraryHarness;
import dev.arrway.feature.libraries.LibraryQuery;
import dev.arrway.feature.outbox.ChangePreparation;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.platform.bus.StoredMessages;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import dev.arrway.upstream.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of every type, three times each and in any order: one effect each. */
class NewsReplayIT {
  private static final Duration NEVER = Duration.ZERO;

  private LibraryHarness library;
  private News news;

  @BeforeEach
  void open() {
    library = LibraryHarness.open();
    news = news();
    await(news.start());
  }

  private News news() {
    Outbox outbox =
        new Outbox(
            new Outbox.Parts(
                library.vertx(),
                library.database().database(),
                library.events(),
                library.instances().directory(),
                library.instances().client(),
                ChangePreparation.NONE,
                new StoredMessages(UpstreamCatalog.standard().messages()),
                UpstreamCatalog.standard().changes(),
                1_000,
                library.clock()));
    return new News(
        new NewsParts(
            library.vertx(),
            library.database().database(),
            library.events(),
            library.instances().directory(),
            library.instances().client(),
            UpstreamCatalog.standard()::get,
            library.wired().edits(),
            outbox,
            id -> true,
            NEVER,
            NEVER,
            library.clock()));
  }

  @AfterEach
  void close() {
    news.stop();
    library.close();
  }

  private void receive(Instance instance, Collection<String> payloads) {
    for (String payload : payloads) {
      await(
          library
              .database()
              .database()
              .asSystem(
                  c ->
                      InboxRows.add(c, instance.id(), instance.ownerId(), payload, Instant.now())));
    }
    news.stop();
    news = news();
    await(news.start());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> await(library.database().database().asSystem(InboxRows::waiting)).isEmpty());
  }

  private static List<String> thriceAndShuffled(Collection<String> payloads, long seed) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.addAll(payloads);
    }
    Collections.shuffle(all, new Random(seed));
    return all;
  }

  private Optional<LibraryItem> item(Instance instance, long id) {
    return await(
            library
                .library()
                .page(
                    library.ada(),
                    instance.id(),
                    new LibraryQuery(null, null, null, 500, 0),
                    "test"))
        .items()
        .stream()
        .filter(one -> one.id() == id)
        .findFirst();
  }

  private int told(String type) {
    List<EventDraft> all = library.events().of(type);
    return all.size();
  }

  private Instance radarr(boolean reachable, RadarrSandbox sandbox) {
    Instance instance = library.add("radarr", sandbox.server());
    await(library.library().refreshed(library.ada(), instance.id(), "test"));
    closeUnless(reachable, sandbox.server());
    return instance;
  }

  private static void closeUnless(boolean reachable, SandboxServer server) {
    if (!reachable) {
      await(server.close());
    }
  }

  @Test
  void moviesInAnyOrderWithTheServerGone() {
    RadarrSandbox sandbox =
        await(RadarrSandbox.start(library.vertx(), SandboxSettings.of(20).withPort(0)));
    Instance instance = radarr(false, sandbox);
    for (int round = 0; round < 3; round++) {
      long id = sandbox.library().list().get(round).id();
      Map<String, String> payloads = Payloads.of("radarr", id);
      // The snapshot is told of files by what came and went, until the movie itself goes.
      String deleted = payloads.remove("deleted");
      receive(instance, thriceAndShuffled(payloads.values(), 40 + round));
      assertThat(item(instance, id)).hasValueSatisfying(m -> assertThat(m.hasFile()).isTrue());
      receive(instance, List.of(deleted, deleted, payloads.get("added"), deleted));
      assertThat(item(instance, id)).isEmpty();
      assertThat(told("movie.deleted")).isEqualTo(round + 1);
      assertThat(told("movie.added")).isEqualTo(round + 1);
      assertThat(told("release.grabbed")).isEqualTo(round + 1);
      assertThat(told("import.imported")).isEqualTo(2 * (round + 1));
      assertThat(told("movie.file_deleted")).isEqualTo(2 * (round + 1));
      assertThat(told("movie.renamed")).isEqualTo(round + 1);
      assertThat(told("import.interaction_required")).isEqualTo(round + 1);
      assertThat(told("health.reported")).as("about no movie").isEqualTo(1);
      assertThat(told("health.restored")).isEqualTo(1);
      assertThat(told("instance.upgraded")).isEqualTo(1);
    }
    List<WebhookState.Count> counts =
        await(
            library
                .database()
                .database()
                .asSystem(c -> InboxRows.counts(c, instance.id(), library.ada())));
    assertThat(counts)
        .contains(
            new WebhookState.Count("Test", 9, 0),
            new WebhookState.Count("unknown", 9, 0),
            new WebhookState.Count("Grab", 9, 6),
            new WebhookState.Count("MovieDelete", 9, 6),
            new WebhookState.Count("Health", 9, 8));
  }

  @Test
  void aFileThatWentAfterItCameIsGoneInWhicheverOrderThatIsHeard() {
    RadarrSandbox sandbox =
        await(RadarrSandbox.start(library.vertx(), SandboxSettings.of(5).withPort(0)));
    Instance instance = radarr(false, sandbox);
    long id = sandbox.library().list().get(0).id();
    Map<String, String> payloads = Payloads.of("radarr", id);
    String gone = payloads.get("file-deleted").replace("7000", "7001");
    receive(instance, List.of(gone, payloads.get("download"), gone));
    assertThat(item(instance, id)).hasValueSatisfying(m -> assertThat(m.hasFile()).isFalse());
    receive(instance, List.of(payloads.get("upgrade")));
    assertThat(item(instance, id)).hasValueSatisfying(m -> assertThat(m.hasFile()).isTrue());
  }

  @Test
  void seriesInAnyOrderEndAsTheirServerHasThem() {
    SonarrSandbox sandbox =
        await(SonarrSandbox.start(library.vertx(), SandboxSettings.of(8).withPort(0)));
    Instance instance = library.add("sonarr", sandbox.server());
    await(library.library().refreshed(library.ada(), instance.id(), "test"));
    long kept = sandbox.library().list().get(0).id();
    long gone = sandbox.library().list().get(1).id();
    int episode =
        sandbox.library().episodes((int) kept).stream()
            .filter(one -> one.file() == null)
            .findFirst()
            .orElseThrow()
            .id();
    int before = item(instance, kept).orElseThrow().episodeFileCount();
    assertThat(sandbox.library().importFile(episode, "WEBDL-1080p")).isPresent();
    sandbox.library().remove((int) gone);
    List<String> all = new ArrayList<>(Payloads.of("sonarr", gone).values());
    Map<String, String> ofKept = Payloads.of("sonarr", kept);
    ofKept.remove("deleted");
    all.addAll(ofKept.values());
    receive(instance, thriceAndShuffled(all, 7));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(item(instance, kept).orElseThrow().episodeFileCount())
                    .isEqualTo(before + 1));
    assertThat(item(instance, gone)).isEmpty();
    assertThat(told("series.deleted")).isEqualTo(1);
    assertThat(told("series.added")).isEqualTo(2);
    assertThat(told("release.grabbed")).isEqualTo(2);
    assertThat(told("import.imported")).as("two files of two series").isEqualTo(4);
    assertThat(told("import.completed")).isEqualTo(2);
    assertThat(told("series.file_deleted")).isEqualTo(2);
    assertThat(told("series.renamed")).isEqualTo(2);
  }

  @Test
  void whatCannotBeReadIsKeptAndHoldsNothingUp() {
    RadarrSandbox sandbox =
        await(RadarrSandbox.start(library.vertx(), SandboxSettings.of(5).withPort(0)));
    Instance instance = radarr(false, sandbox);
    String grab = Payloads.of("radarr", 1).get("grab");
    receive(
        instance,
        List.of(
            "{",
            "[]",
            "{\"eventType\":\"Grab\",\"movie\":{\"id\":-4}}",
            "{\"eventType\":\"Grab\",\"movie\":{\"id\":1,\"title\":\"a\\u0000b\\ud800\"},"
                + "\"downloadId\":\"x\"}",
            grab));
    assertThat(told("release.grabbed")).isEqualTo(2);
    String unmapped =
        "{\"eventType\":\"ManualInteractionRequired\",\"movie\":null,\"downloadId\":\"y\","
            + "\"downloadInfo\":{\"title\":\"Some.Unknown\"}}";
    receive(instance, List.of(unmapped, unmapped));
    assertThat(told("import.interaction_required")).isEqualTo(1);
    List<WebhookState.Count> counts =
        await(
            library
                .database()
                .database()
                .asSystem(c -> InboxRows.counts(c, instance.id(), library.ada())));
    assertThat(counts).contains(new WebhookState.Count("unreadable", 3, 0));
  }
}
