package dev.arrway.upstream.shared.arr;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.NewTitle;
import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FieldError;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.radarr.RadarrUpstream;
import dev.arrway.upstream.sonarr.SonarrUpstream;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrChangesIT {
  private static final long ID = 7;
  private static final int LIBRARY = 40;

  private TestActors actors;
  private SandboxServer server;
  private ArrState state;
  private IntSupplier size;
  private NewTitle title;

  enum Vendor {
    RADARR,
    SONARR
  }

  private void open(Vendor vendor) {
    Upstream upstream = vendor == Vendor.RADARR ? new RadarrUpstream() : new SonarrUpstream();
    actors = new TestActors(upstream);
    Integer tmdbId = null;
    Integer tvdbId = null;
    if (vendor == Vendor.RADARR) {
      var radarr = await(RadarrSandbox.start(actors.vertx, SandboxSettings.of(LIBRARY)));
      server = radarr.server();
      state = radarr.state();
      size = () -> radarr.library().list().size();
      tmdbId = radarr.library().catalogue().part(LIBRARY, 1).get(0).id();
    } else {
      var sonarr = await(SonarrSandbox.start(actors.vertx, SandboxSettings.of(LIBRARY)));
      server = sonarr.server();
      state = sonarr.state();
      size = () -> sonarr.library().list().size();
      tvdbId = sonarr.library().catalogue().part(LIBRARY, 1).get(0).id();
    }
    long profile = state.profiles().list().get(0).getInteger("id");
    String folder = state.rootFolders().list().get(0).getString("path");
    title =
        new NewTitle(
            tmdbId, tvdbId, profile, folder, true, null, null, true, null, null, List.of(), null);
    await(actors.fleet.deploy(TestActors.spec(ID, upstream.type(), server.url(), server.apiKey())));
  }

  @AfterEach
  void close() {
    actors.close();
  }

  private LibraryItem add(boolean unsure) {
    return actors.ask(ID, new ArrCommand.AddTitle(title, unsure)).item();
  }

  @ParameterizedTest
  @EnumSource
  void aTitleIsAddedOnceHoweverOftenItIsAskedInDoubt(Vendor vendor) {
    open(vendor);
    LibraryItem first = add(true);
    assertThat(first.monitored()).isTrue();
    assertThat(first.rootFolder()).isEqualTo(title.rootFolder());
    assertThat(first.qualityProfileId()).isEqualTo(title.qualityProfileId());
    assertThat(add(true).id()).isEqualTo(first.id());
    assertThat(size.getAsInt()).isEqualTo(LIBRARY + 1);
    assertThat(state.commands().count(vendor == Vendor.RADARR ? "MoviesSearch" : "SeriesSearch"))
        .isEqualTo(1);
    assertThat(actors.refusal(ID, new ArrCommand.AddTitle(title, false)).code())
        .isEqualTo(FailureCode.CONFLICT);
  }

  @ParameterizedTest
  @EnumSource
  void anotherTitleThanTheOneAskedForConfirmsNothing(Vendor vendor) {
    open(vendor);
    String path = vendor == Vendor.RADARR ? "/api/v3/movie" : "/api/v3/series";
    String other = "{\"id\":1,\"title\":\"Other\",\"tmdbId\":5,\"tvdbId\":5}";
    server.faults().replace(List.of(Fault.body("[" + other + "]").on(path).method("GET")));
    LibraryItem added = add(true);
    assertThat(List.of(title.tmdbId() == null ? added.tvdbId() : added.tmdbId()))
        .containsExactly(title.tmdbId() == null ? title.tvdbId() : title.tmdbId());
    assertThat(size.getAsInt()).isEqualTo(LIBRARY + 1);

    server.faults().replace(List.of(Fault.body(other).on(path).method("POST")));
    assertThat(actors.refusal(ID, new ArrCommand.AddTitle(title, false)).code())
        .isEqualTo(FailureCode.UPSTREAM_UNEXPECTED);
  }

  @ParameterizedTest
  @EnumSource
  void anAddWhoseAnswerWasLostIsFoundByTheNextTry(Vendor vendor) {
    open(vendor);
    String path = vendor == Vendor.RADARR ? "/api/v3/movie" : "/api/v3/series";
    server
        .faults()
        .replace(List.of(Fault.of(FaultKind.LOSE_ANSWER).on(path).method("POST").times(1)));
    assertThat(actors.refusal(ID, new ArrCommand.AddTitle(title, false)).code())
        .isIn(FailureCode.UPSTREAM_RESET, FailureCode.UPSTREAM_TRUNCATED);
    assertThat(size.getAsInt()).isEqualTo(LIBRARY + 1);
    assertThat(add(true).id()).isPositive();
    assertThat(size.getAsInt()).isEqualTo(LIBRARY + 1);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalNamesTheFields(Vendor vendor) {
    open(vendor);
    title =
        new NewTitle(
            title.tmdbId(),
            title.tvdbId(),
            999L,
            "/nowhere",
            true,
            null,
            null,
            false,
            null,
            null,
            List.of(),
            null);
    Failure failure = actors.refusal(ID, new ArrCommand.AddTitle(title, false));
    assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_REJECTED);
    assertThat(failure.errors())
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder("quality_profile_id", "root_folder");
    assertThat(size.getAsInt()).isEqualTo(LIBRARY);
  }

  @ParameterizedTest
  @EnumSource
  void aSearchInDoubtIsTheOneThatRuns(Vendor vendor) {
    open(vendor);
    SearchTarget target =
        vendor == Vendor.RADARR ? SearchTarget.movies(List.of(1L, 2L)) : SearchTarget.series(1, 1);
    Instant asked = Instant.now();
    CommandState started =
        actors.ask(ID, new ArrCommand.StartSearch(target, asked, false)).command();
    CommandState again = actors.ask(ID, new ArrCommand.StartSearch(target, asked, true)).command();
    assertThat(again.id()).isEqualTo(started.id());
    assertThat(
            actors
                .ask(ID, new ArrCommand.StartSearch(target, asked.plusSeconds(600), true))
                .command()
                .id())
        .isNotEqualTo(started.id());
    assertThat(actors.ask(ID, new ArrCommand.GetCommand(started.id())).command().name())
        .isEqualTo(vendor == Vendor.RADARR ? "MoviesSearch" : "SeasonSearch");
    assertThat(actors.ask(ID, new ArrCommand.GetCommand(9_999)).command().status())
        .isEqualTo("gone");
  }

  @ParameterizedTest
  @EnumSource
  void aQueueItemThatIsGoneIsRemovedForThoseInDoubt(Vendor vendor) {
    open(vendor);
    long id = actors.ask(ID, new ArrCommand.GetQueue(0, 1)).slice().items().get(0).id();
    actors.ask(ID, new ArrCommand.RemoveFromQueue(id, true, true, false, false));
    assertThat(state.queue().has((int) id)).isFalse();
    actors.ask(ID, new ArrCommand.RemoveFromQueue(id, true, true, false, true));
    assertThat(
            actors.refusal(ID, new ArrCommand.RemoveFromQueue(id, true, true, false, false)).code())
        .isEqualTo(FailureCode.UPSTREAM_NOT_FOUND);
  }

  @ParameterizedTest
  @EnumSource
  void objectsAreSavedOnceAndDeleted(Vendor vendor) {
    open(vendor);
    int before = state.formats().list().size();
    var save = new ArrCommand.SaveObject(ArrObject.CUSTOM_FORMAT, null, "{\"name\":\"X\"}", true);
    String saved = actors.ask(ID, save).document();
    assertThat(actors.ask(ID, save).document()).isEqualTo(saved);
    assertThat(state.formats().list()).hasSize(before + 1);
    assertThat(actors.ask(ID, new ArrCommand.GetObjects(ArrObject.CUSTOM_FORMAT)).documents())
        .hasSize(before + 1)
        .contains(saved);
    assertThat(actors.ask(ID, new ArrCommand.GetObjects(ArrObject.EXCLUSION)).documents())
        .isEmpty();
    int tag = state.addTag("temporary");
    actors.ask(ID, new ArrCommand.DeleteObject(ArrObject.TAG, tag, false));
    actors.ask(ID, new ArrCommand.DeleteObject(ArrObject.TAG, tag, true));
    assertThat(state.tags().has(tag)).isFalse();
  }
}
