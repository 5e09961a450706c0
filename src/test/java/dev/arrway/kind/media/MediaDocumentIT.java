package dev.arrway.kind.media;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.jellyfin.JellyfinSandbox;
import dev.arrway.sandbox.media.MediaEntry;
import dev.arrway.sandbox.media.MediaShelf;
import dev.arrway.sandbox.plex.PlexSandbox;
import dev.arrway.upstream.DocumentedServer;
import dev.arrway.upstream.PublishedApi;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamCommand;
import dev.arrway.upstream.jellyfin.JellyfinUpstream;
import dev.arrway.upstream.plex.PlexUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the clients of media servers ask, and what the simulated servers answer, is what the
 * published documents describe; and what those describe can be read.
 */
class MediaDocumentIT {
  private static final long ID = 3;
  private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
  private static final SandboxSettings SETTINGS =
      SandboxSettings.of(40).withApiKey(KEY).withCommandTime(Duration.ofMinutes(1));

  /** What every Plex takes and every client sends, and what the document calls it. */
  private static final Map<String, String> PLEX =
      Map.of(
          "GET /library/sections", "GET /library/sections/all",
          "GET (/library/sections/[^/]+/refresh)", "POST $1");

  private static final Set<String> PLEX_OPERATIONS =
      Set.of(
          "GET /identity",
          "GET /library/sections/all",
          "GET /library/sections/{sectionId}/all",
          "GET /library/metadata/{ids}/allLeaves",
          "POST /library/sections/{sectionId}/refresh");

  private static final Set<String> JELLYFIN_OPERATIONS =
      Set.of(
          "GET /System/Info",
          "GET /Library/VirtualFolders",
          "GET /ScheduledTasks",
          "GET /Items",
          "GET /Shows/{seriesId}/Episodes",
          "POST /Items/{itemId}/Refresh",
          "POST /Library/Media/Updated");

  private TestActors actors;

  @AfterEach
  void close() {
    if (actors != null) {
      actors.close();
    }
  }

  private static PublishedApi document(String name) throws IOException {
    Optional<PublishedApi> api = PublishedApi.read(name);
    if (api.isEmpty()) {
      System.out.println("skipped: the published API document " + name + " is not here");
    }
    assumeTrue(api.isPresent());
    return api.get();
  }

  private void deploy(Upstream upstream, String url) {
    await(actors.fleet.deploy(TestActors.spec(ID, upstream.type(), url, KEY)));
  }

  private static Set<String> with(Set<String> operations, String another) {
    Set<String> all = new TreeSet<>(operations);
    all.add(another);
    return all;
  }

  @Test
  void plexIsAskedAsPublishedAndTheSimulatorAnswersSo() throws IOException {
    PublishedApi api = document("plex.yaml");
    actors = new TestActors(new PlexUpstream());
    PlexSandbox sandbox = await(PlexSandbox.start(actors.vertx, SETTINGS));
    var server =
        new DocumentedServer(
            actors.vertx, api, PLEX, Map.of(), Optional.of(sandbox.server().url()));
    deploy(new PlexUpstream(), server.url());
    everything(sandbox.shelf());
    assertThat(server.problems).isEmpty();
    assertThat(server.seen).isEqualTo(with(PLEX_OPERATIONS, "GET /activities"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jellyfin-10.11.11.json", "jellyfin-12.0.0.json"})
  void jellyfinIsAskedAsPublishedAndTheSimulatorAnswersSo(String name) throws IOException {
    PublishedApi api = document(name);
    actors = new TestActors(new JellyfinUpstream());
    String version = name.replaceAll("jellyfin-|\\.json", "");
    JellyfinSandbox sandbox =
        await(JellyfinSandbox.start(actors.vertx, SETTINGS.withVersion(version)));
    var server =
        new DocumentedServer(
            actors.vertx, api, Map.of(), Map.of(), Optional.of(sandbox.server().url()));
    deploy(new JellyfinUpstream(), server.url());
    everything(sandbox.shelf());
    assertThat(server.problems).isEmpty();
    assertThat(server.seen).isEqualTo(JELLYFIN_OPERATIONS);
  }

  /** Every command, with odd paths and titles. */
  private void everything(MediaShelf shelf) {
    assertThat(actors.ask(ID, new UpstreamCommand.TestConnection())).isNotNull();
    assertThat(actors.ask(ID, new UpstreamCommand.GetFingerprint())).isNotNull();
    assertThat(actors.ask(ID, new UpstreamCommand.GetGauges())).isNotNull();
    List<MediaLibrary> libraries = actors.ask(ID, new MediaCommand.GetLibraries()).libraries();
    assertThat(libraries).hasSize(4);
    for (String path :
        List.of(
            "/data/movies/A Film (2001)",
            "/data/movies/Kids & Família + friends/Ünïcode # 100% ?x=1&y=2; ‰ 日本 (2030)",
            "/data/tv/Plus+Minus & Co/Season 01/file with blanks.mkv")) {
      assertThat(actors.ask(ID, new MediaCommand.ScanPath(path, false)).scan().path())
          .isIn(path, path.substring(0, path.lastIndexOf('/')));
    }
    assertThat(actors.ask(ID, new MediaCommand.RefreshLibrary(libraries.get(0).id(), false)))
        .isNotNull();
    assertThat(actors.ask(ID, new MediaCommand.GetLibraries()).libraries())
        .anyMatch(library -> library.refreshing() && library.progress() != null);
    MediaEntry movie = shelf.entries(it -> it.kind() == MediaEntry.Kind.MOVIE).get(0);
    MediaEntry show = shelf.entries(it -> it.kind() == MediaEntry.Kind.SHOW).get(0);
    assertThat(found(true, movie.title(), movie.tmdbId(), null, null)).isTrue();
    assertThat(found(true, "Ünïcode & more + ‰", 7, null, null)).isFalse();
    assertThat(found(false, show.title(), show.tvdbId(), 1, 2)).isTrue();
  }

  private boolean found(boolean movie, String title, int id, Integer season, Integer episode) {
    MediaWanted wanted =
        new MediaWanted(
            movie, title, null, movie ? id : null, movie ? null : id, null, season, episode);
    return actors.ask(ID, new MediaCommand.FindMedia(wanted)).item() != null;
  }

  /** A server that does what its document says and nothing else; it knows the POST alone. */
  @Test
  void plexAsItsDocumentDescribesItIsUnderstood() throws IOException {
    PublishedApi api = document("plex.yaml");
    actors = new TestActors(new PlexUpstream());
    var server =
        new DocumentedServer(
            actors.vertx,
            api,
            Map.of("GET /library/sections", "GET /library/sections/all"),
            Map.of("version", "1.42.2.10156-f737b826c"),
            Optional.empty());
    deploy(new PlexUpstream(), server.url());
    examples("1.42.2.10156-f737b826c");
    assertThat(server.problems).isEmpty();
    assertThat(server.seen)
        .contains("POST /library/sections/{sectionId}/refresh", "GET /activities");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jellyfin-10.11.11.json", "jellyfin-12.0.0.json"})
  void jellyfinAsItsDocumentDescribesItIsUnderstood(String name) throws IOException {
    PublishedApi api = document(name);
    actors = new TestActors(new JellyfinUpstream());
    Map<String, String> known =
        Map.of(
            "ProductName", "Jellyfin Server",
            "Version", "10.11.11",
            "ItemId", "0f0e0d0c0b0a09080706050403020100",
            "Path", "/data/movies/A (2001)/a.mkv");
    var server = new DocumentedServer(actors.vertx, api, Map.of(), known, Optional.empty());
    deploy(new JellyfinUpstream(), server.url());
    // No folder of the document's example is absolute.
    examples("10.11.11");
    assertThat(server.problems).isEmpty();
    assertThat(server.seen).contains("POST /Items/{itemId}/Refresh", "GET /ScheduledTasks");
  }

  private void examples(String version) {
    assertThat(actors.ask(ID, new UpstreamCommand.TestConnection()).report().version())
        .isEqualTo(version);
    assertThat(actors.ask(ID, new UpstreamCommand.GetFingerprint()).fingerprint().counts())
        .containsEntry("libraries", 1);
    MediaLibrary library = actors.ask(ID, new MediaCommand.GetLibraries()).libraries().get(0);
    assertThat(library.kind()).isEqualTo("movies");
    assertThat(library.refreshing()).isTrue();
    assertThat(library.locations()).isNotEmpty();
    assertThat(actors.ask(ID, new MediaCommand.RefreshLibrary(library.id(), false))).isNotNull();
    for (MediaWanted wanted :
        List.of(
            new MediaWanted(true, "1", 1, 7, null, null, null, null),
            new MediaWanted(false, "1", 1, null, 7, null, 1, 1))) {
      assertThat(actors.ask(ID, new MediaCommand.FindMedia(wanted))).isNotNull();
    }
  }
}
