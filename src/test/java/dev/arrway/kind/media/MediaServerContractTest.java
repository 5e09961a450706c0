package dev.arrway.kind.media;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.media.MediaEntry;
import dev.arrway.sandbox.media.MediaShelf;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every media server must do, asked of its actor over the bus against a real socket. */
public abstract class MediaServerContractTest {
  protected static final long ID = 7;

  /** More than a page of either vendor. */
  private static final int MOVIES = 450;

  protected static final SandboxSettings SETTINGS =
      SandboxSettings.of(MOVIES).withCommandTime(Duration.ofMillis(200));

  protected TestActors actors;
  protected Server server;

  /**
   * A simulated server.
   *
   * @param application the name that it gives itself
   */
  public record Server(SandboxServer socket, MediaShelf shelf, String application) {}

  protected abstract Upstream upstream();

  /** Starts the vendor's simulated server. */
  protected abstract Server start(Vertx vertx);

  /** Starts a simulated server of another vendor. */
  protected abstract Server startOther(Vertx vertx);

  @BeforeEach
  public void open() {
    actors = new TestActors(upstream());
    server = start(actors.vertx);
    deploy(Map.of());
  }

  @AfterEach
  public void close() {
    actors.close();
  }

  protected void deploy(Map<String, ?> settings) {
    deploy(server.socket().url(), server.socket().apiKey(), settings);
  }

  private void deploy(String url, Secret key, Map<String, ?> settings) {
    InstanceSpec spec = TestActors.spec(ID, upstream().type(), url, key);
    await(actors.fleet.deploy(TestActors.with(spec, Duration.ofSeconds(10), settings)));
  }

  protected List<MediaLibrary> libraries() {
    return actors.ask(ID, new MediaCommand.GetLibraries()).libraries();
  }

  protected MediaLibrary library(String title) {
    return libraries().stream().filter(it -> it.title().equals(title)).findFirst().orElseThrow();
  }

  protected MediaReply.MediaIs find(MediaWanted wanted) {
    return actors.ask(ID, new MediaCommand.FindMedia(wanted));
  }

  protected MediaReply.Scanning scan(String path) {
    return actors.ask(ID, new MediaCommand.ScanPath(path, false));
  }

  private static MediaWanted movie(MediaEntry entry) {
    return new MediaWanted(
        true, entry.title(), entry.year(), entry.tmdbId(), null, null, null, null);
  }

  private static MediaWanted episode(MediaEntry show, Integer season, Integer episode) {
    return new MediaWanted(
        false, show.title(), show.year(), null, show.tvdbId(), null, season, episode);
  }

  private List<MediaEntry> entries(MediaEntry.Kind kind) {
    return server.shelf().entries(entry -> entry.kind() == kind);
  }

  @Test
  void testFindsTheRightApplication() {
    var report = actors.ask(ID, new UpstreamCommand.TestConnection()).report();
    assertThat(report.application()).isEqualTo(server.application());
    assertThat(report.version()).matches("\\d+(\\.\\d+)+");
    assertThat(report.responseTimeMs()).isBetween(0L, 20_000L);
  }

  @Test
  void wrongKeyIsAnAuthFailureWithoutTheKey() {
    deploy(server.socket().url(), Secret.of("0123456789abcdef0123456789abcdef"), Map.of());
    for (Command<?> command :
        List.of(new UpstreamCommand.TestConnection(), new MediaCommand.GetLibraries())) {
      Failure failure = actors.refusal(ID, command);
      assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
      assertThat(failure.toString()).doesNotContain("0123456789");
    }
    assertThat(actors.memory.observed(FailureCode.UPSTREAM_AUTH_FAILED)).isTrue();
  }

  @Test
  void anotherApplicationIsNotTakenForIt() {
    Server other = startOther(actors.vertx);
    deploy(other.socket().url(), other.socket().apiKey(), Map.of());
    Failure failure = actors.refusal(ID, new UpstreamCommand.TestConnection());
    assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_UNEXPECTED);
    assertThat(failure.detail()).startsWith("No ").contains(upstream().title());
  }

  @Test
  void everyCommandOfItsKindIsAnswered() {
    MediaEntry some = entries(MediaEntry.Kind.MOVIE).get(0);
    List<Class<?>> asked = new ArrayList<>();
    Stream.of(
            new UpstreamCommand.TestConnection(),
            new UpstreamCommand.ProbeReachability(),
            new UpstreamCommand.GetVitals(),
            new UpstreamCommand.GetFingerprint(),
            new UpstreamCommand.GetGauges(),
            new MediaCommand.GetLibraries(),
            new MediaCommand.FindMedia(movie(some)),
            new MediaCommand.RefreshLibrary(library("Movies").id(), false),
            new MediaCommand.ScanPath(some.path(), false))
        .forEach(
            (Command<?> command) -> {
              assertThat(actors.ask(ID, command))
                  .as(command.getClass().getSimpleName())
                  .isNotNull();
              asked.add(command.getClass());
            });
    assertThat(asked)
        .containsAll(Arrays.asList(UpstreamCommand.class.getPermittedSubclasses()))
        .containsAll(leaves(MediaCommand.class).toList());
    assertThat(actors.memory.observed).allMatch("ok"::equals);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(MediaServerContractTest::leaves)
        : Stream.of(type);
  }

  @Test
  void librariesAreKnownWithKindsAndFolders() {
    assertThat(libraries())
        .extracting(MediaLibrary::title, MediaLibrary::kind, MediaLibrary::refreshing)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Movies", "movies", false),
            org.assertj.core.groups.Tuple.tuple("TV Shows", "series", false),
            org.assertj.core.groups.Tuple.tuple("Kids & Família", "movies", false),
            org.assertj.core.groups.Tuple.tuple("Music", "music", false));
    assertThat(library("Movies").locations()).containsExactly("/data/movies", "/data/more movies");
    assertThat(library("Movies").scannedAt()).isNotNull();
    assertThat(libraries()).extracting(MediaLibrary::id).doesNotHaveDuplicates();
  }

  @Test
  void aScanOfALibraryRunsEndsAndFindsWhatIsNew() {
    deploy(Map.of());
    MediaLibrary movies = library("Movies");
    server.shelf().put("/data/more movies/New One (2031)/New One (2031).mkv");
    MediaWanted wanted = new MediaWanted(true, "New One", 2031, 99, null, null, null, null);
    assertThat(find(wanted).item()).isNull();
    assertThat(actors.ask(ID, new MediaCommand.RefreshLibrary(movies.id(), false))).isNotNull();
    Awaitility.await()
        .untilAsserted(
            () -> {
              MediaLibrary now = library("Movies");
              assertThat(now.refreshing()).isFalse();
              assertThat(now.scannedAt()).isAfter(movies.scannedAt());
            });
    assertThat(find(wanted).item().path())
        .isEqualTo("/data/more movies/New One (2031)/New One (2031).mkv");
  }

  @Test
  void howFarAScanIsCanBeSeen() {
    Server slow = startWith(SETTINGS.withCommandTime(Duration.ofMinutes(5)));
    deploy(slow.socket().url(), slow.socket().apiKey(), Map.of());
    assertThat(libraries()).noneMatch(MediaLibrary::refreshing);
    assertThat(actors.ask(ID, new MediaCommand.RefreshLibrary(library("TV Shows").id(), false)))
        .isNotNull();
    assertThat(library("TV Shows").refreshing()).isTrue();
    assertThat(library("TV Shows").progress()).isBetween(0.0, 0.5);
    assertThat(library("Movies").refreshing()).isFalse();
    assertThat(library("Movies").progress()).isNull();
  }

  /** The vendor's simulated server with other settings. */
  protected abstract Server startWith(SandboxSettings settings);

  @Test
  void anUnknownLibraryIsNotFound() {
    for (String id : List.of("99", "../1", "no/such", "00000000000000000000000000000000")) {
      assertThat(actors.code(ID, new MediaCommand.RefreshLibrary(id, false)))
          .isEqualTo(FailureCode.UPSTREAM_NOT_FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data/movies/Kids & Família + friends/Ünïcode # 100% +1 & more? (2030)/a b+c.mkv",
        "/data/movies/日本 (2030)/日本 (2030).mkv",
        "/data/more movies/Plain (2030)/Plain (2030).mkv",
      })
  void whatLiesAtAnOddPathIsFoundByAScanOfIt(String file) {
    server.shelf().put(file);
    String folder = file.substring(0, file.lastIndexOf('/'));
    var scan = scan(folder).scan();
    assertThat(scan.path()).isEqualTo(folder);
    String expected = folder.contains("Kids") ? "Kids & Família" : "Movies";
    assertThat(scan.libraryId()).isEqualTo(library(expected).id());
    Awaitility.await()
        .until(() -> !server.shelf().entries(entry -> entry.path().equals(file)).isEmpty());
    MediaEntry entry = server.shelf().entries(it -> it.path().equals(file)).get(0);
    assertThat(find(movie(entry)).item().path()).isEqualTo(file);
    assertThat(find(movie(entry)).item().libraryId()).isEqualTo(scan.libraryId());
  }

  @Test
  void aScanFindsNothingElsewhere() {
    server.shelf().put("/data/movies/Here (2030)/a.mkv");
    server.shelf().put("/data/movies/There (2030)/a.mkv");
    assertThat(scan("/data/movies/Here (2030)/")).isNotNull();
    Awaitility.await()
        .until(() -> !server.shelf().entries(it -> it.title().equals("Here")).isEmpty());
    assertThat(server.shelf().entries(it -> it.title().equals("There"))).isEmpty();
  }

  @Test
  void pathsOfOtherServersAreTranslated() {
    deploy(Map.of("path_mappings", Map.of("/movies", "/data/movies", "C:\\tv", "/data/tv/")));
    assertThat(scan("/movies/A (2001)").scan().path()).isEqualTo("/data/movies/A (2001)");
    assertThat(scan("c:\\TV\\Show (2001)\\Season 01").scan().path())
        .isEqualTo("/data/tv/Show (2001)/Season 01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/movies2/A (2001)", "/movies/A (2001)", "/data", "E:\\Media"})
  void aPathOutsideOfAllLibrariesIsRefusedWithWhatThereIs(String path) {
    Failure failure = actors.refusal(ID, new MediaCommand.ScanPath(path, false));
    assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_REJECTED);
    assertThat(failure.detail()).contains(path).contains("/data/movies").contains("/data/tv");
  }

  @Test
  void aRelativePathIsInvalid() {
    assertThat(actors.code(ID, new MediaCommand.ScanPath("movies/A", false)))
        .isEqualTo(FailureCode.INVALID);
  }

  @Test
  void titlesAreFoundByTheirIdsWhateverTheirName() {
    List<MediaEntry> movies = entries(MediaEntry.Kind.MOVIE);
    assertThat(movies).hasSize(MOVIES);
    for (MediaEntry entry : List.of(movies.get(0), movies.get(MOVIES - 1))) {
      var item = find(movie(entry)).item();
      assertThat(item.path()).isEqualTo(entry.path());
      assertThat(item.title()).isEqualTo(entry.title());
      assertThat(item.year()).isEqualTo(entry.year());
      assertThat(item.libraryId()).isEqualTo(library("Movies").id());
      assertThat(item.addedAt()).isNotNull();
      var renamed =
          new MediaWanted(true, "zzz", null, entry.tmdbId(), null, entry.imdbId(), null, null);
      assertThat(find(renamed).item()).isEqualTo(item);
    }
  }

  @Test
  void whatIsNotThereIsNotFound() {
    MediaEntry some = entries(MediaEntry.Kind.MOVIE).get(0);
    assertThat(
            find(new MediaWanted(
                    true, some.title(), some.year(), 999_999_999, null, null, null, null))
                .item())
        .isNull();
    assertThat(find(new MediaWanted(false, some.title(), null, null, 7, null, null, null)).item())
        .isNull();
  }

  @Test
  void episodesAreFoundWithinTheirShow() {
    List<MediaEntry> shows = entries(MediaEntry.Kind.SHOW);
    MediaEntry show = shows.get(shows.size() / 2);
    assertThat(find(episode(show, null, null)).item().title()).isEqualTo(show.title());
    var item = find(episode(show, 2, 3)).item();
    assertThat(item.path()).contains("/Season 2/").endsWith("S02E03.mkv");
    assertThat(item.libraryId()).isEqualTo(library("TV Shows").id());
    assertThat(find(episode(show, 2, 4)).item()).isNull();
    assertThat(find(episode(show, 3, 1)).item()).isNull();
    assertThat(find(episode(show, 2, null)).item().path()).contains("/Season 2/");
  }

  @Test
  void theFingerprintHoldsLibrariesAndStaysWhileNothingChanges() {
    Fingerprint first = actors.ask(ID, new UpstreamCommand.GetFingerprint()).fingerprint();
    assertThat(first.version()).matches("\\d+(\\.\\d+)+");
    assertThat(first.counts()).containsEntry("libraries", 4);
    assertThat(first.facts())
        .containsEntry("libraries.Movies.kind", "movies")
        .containsEntry("libraries.Movies.folders./data/more movies", "present");
    assertThat(scan("/data/movies/A (2001)")).isNotNull();
    assertThat(actors.ask(ID, new UpstreamCommand.GetFingerprint()).fingerprint()).isEqualTo(first);
  }

  @Test
  void gaugesSayThatItIsThere() {
    var gauges = actors.ask(ID, new UpstreamCommand.GetGauges()).gauges();
    assertThat(gauges.version()).matches("\\d+(\\.\\d+)+");
    assertThat(gauges.complete()).isTrue();
    assertThat(gauges.queueSize()).isNull();
  }

  @Test
  void faultsHaveTheirCodes() {
    Map<Fault, FailureCode> faults =
        Map.of(
            Fault.of(FaultKind.LOGIN_PAGE), FailureCode.UPSTREAM_HTML,
            Fault.of(FaultKind.BROKEN_JSON), FailureCode.UPSTREAM_BAD_JSON,
            Fault.body("{}"), FailureCode.UPSTREAM_UNEXPECTED,
            Fault.body("null"), FailureCode.UPSTREAM_UNEXPECTED,
            Fault.of(FaultKind.TRUNCATE), FailureCode.UPSTREAM_TRUNCATED,
            Fault.status(500), FailureCode.UPSTREAM_ERROR,
            Fault.status(503), FailureCode.UPSTREAM_ERROR,
            Fault.status(403), FailureCode.UPSTREAM_AUTH_FAILED);
    faults.forEach(
        (fault, code) -> {
          deploy(Map.of());
          server.socket().faults().replace(List.of(fault));
          assertThat(actors.code(ID, new MediaCommand.GetLibraries()))
              .as("%s", fault)
              .isEqualTo(code);
        });
    server.socket().faults().clear();
    assertThat(libraries()).hasSize(4);
  }

  @Test
  void aServerThatIsDownIsRefusedAndComesBack() {
    await(server.socket().close());
    assertThat(actors.code(ID, new MediaCommand.ScanPath("/data/movies/A", false)))
        .isEqualTo(FailureCode.UPSTREAM_REFUSED);
    await(server.socket().reopen());
    assertThat(scan("/data/movies/A")).isNotNull();
  }

  @Test
  void mappingsOfRelativePathsAreRefusedBeforeTheyAreStored() {
    Settings settings =
        Settings.of(
            upstream().allSettingFields(), Map.of("path_mappings", Map.of("movies", "/data")));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> upstream().check(settings))
        .hasMessageContaining("path_mappings");
  }
}
