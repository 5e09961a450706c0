package dev.arrway.upstream.shared.arr;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.FailureCode;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.radarr.RadarrUpstream;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArrRestoreIT {
  private static final long ID = 7;

  private TestActors actors;
  private SandboxServer server;
  private ArrState state;

  @BeforeEach
  void open() {
    actors = new TestActors(new RadarrUpstream());
    RadarrSandbox radarr = await(RadarrSandbox.start(actors.vertx, SandboxSettings.of(5)));
    server = radarr.server();
    state = radarr.state();
    await(actors.fleet.deploy(TestActors.spec(ID, "radarr", server.url(), server.apiKey())));
  }

  @AfterEach
  void close() {
    actors.close();
  }

  private JsonObject profile(String name) {
    return state.profiles().where(p -> name.equals(p.getString("name"))).findFirst().orElseThrow();
  }

  private JsonObject restore(
      ArrObject kind, Long id, JsonObject was, List<String> fields, boolean unsure) {
    return new JsonObject(
        actors
            .ask(ID, new ArrCommand.RestoreObject(kind, id, was.encode(), fields, unsure))
            .document());
  }

  private static int score(JsonObject profile, String format) {
    return profile.getJsonArray("formatItems").stream()
        .map(JsonObject.class::cast)
        .filter(item -> format.equals(item.getString("name")))
        .findFirst()
        .orElseThrow()
        .getInteger("score");
  }

  @Test
  void aProfileIsMadeAgainWithTheFormatsThatThereAreNow() {
    JsonObject was = profile("HD-1080p");
    ((JsonObject) was.getJsonArray("formatItems").getValue(0)).put("score", 40);
    String scored = was.getJsonArray("formatItems").getJsonObject(0).getString("name");
    state.profiles().remove(was.getInteger("id"));
    JsonObject format = state.formats().list().get(0);
    state.removeFormat(format.getInteger("id"));
    state.addFormat(scored);
    state.addFormat("Later");
    JsonObject made = restore(ArrObject.QUALITY_PROFILE, null, was, List.of(), false);
    assertThat(made.getInteger("id")).isNotEqualTo(was.getInteger("id"));
    assertThat(score(made, scored)).isEqualTo(40);
    assertThat(score(made, "Later")).isZero();
    assertThat(restore(ArrObject.QUALITY_PROFILE, null, was, List.of(), true)).isEqualTo(made);
    assertThat(state.profiles().where(p -> "HD-1080p".equals(p.getString("name")))).hasSize(1);
  }

  @Test
  void aGroupAsCutoffIsFoundByItsName() {
    JsonObject was = profile("HD-1080p");
    int id = was.getInteger("id");
    JsonObject group =
        was.getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .filter(i -> "WEB 1080p".equals(i.getString("name")))
            .findFirst()
            .orElseThrow();
    was.put("cutoff", group.getInteger("id"));
    state
        .profiles()
        .change(
            id,
            now -> {
              now.getJsonArray("items").stream()
                  .map(JsonObject.class::cast)
                  .filter(i -> "WEB 1080p".equals(i.getString("name")))
                  .forEach(i -> i.put("id", 4_711));
              return now;
            });
    JsonObject back = restore(ArrObject.QUALITY_PROFILE, (long) id, was, List.of("cutoff"), false);
    assertThat(back.getInteger("cutoff")).isEqualTo(4_711);
    JsonObject whole = restore(ArrObject.QUALITY_PROFILE, (long) id, was, List.of(), false);
    assertThat(whole.getInteger("cutoff")).isEqualTo(group.getInteger("id"));
  }

  @Test
  void whatIsThereAfterAllIsPutBackInsteadOfMade() {
    JsonObject was = state.formats().list().get(0).put("includeCustomFormatWhenRenaming", true);
    int before = state.formats().list().size();
    JsonObject back = restore(ArrObject.CUSTOM_FORMAT, null, was, List.of(), false);
    assertThat(back.getBoolean("includeCustomFormatWhenRenaming")).isTrue();
    assertThat(state.formats().list()).hasSize(before);
  }

  @Test
  void anIdThatIsAnothersNowIsNotBelieved() {
    JsonObject first = state.formats().list().get(0);
    JsonObject second = state.formats().list().get(1);
    JsonObject was = first.copy().put("includeCustomFormatWhenRenaming", true);
    JsonObject back =
        restore(
            ArrObject.CUSTOM_FORMAT,
            second.getInteger("id").longValue(),
            was,
            List.of("includeCustomFormatWhenRenaming"),
            false);
    assertThat(back.getInteger("id")).isEqualTo(first.getInteger("id"));
    assertThat(state.formats().get(second.getInteger("id")).orElseThrow()).isEqualTo(second);
  }

  @Test
  void settingsAreOneObjectAndOnlyNamedFieldsChange() {
    JsonObject was = state.naming().list().get(0);
    state.naming().change(1, n -> n.put("renameMovies", false).put("movieFolderFormat", "other"));
    JsonObject back = restore(ArrObject.NAMING, 1L, was, List.of("renameMovies"), false);
    assertThat(back.getBoolean("renameMovies")).isTrue();
    assertThat(back.getString("movieFolderFormat")).isEqualTo("other");
  }

  @Test
  void aMakingWhoseAnswerWasLostIsNotRepeated() {
    JsonObject was = new JsonObject().put("id", 900).put("label", "again");
    server
        .faults()
        .replace(
            List.of(Fault.of(FaultKind.LOSE_ANSWER).on("/api/v3/tag").method("POST").times(1)));
    var change = new ArrCommand.RestoreObject(ArrObject.TAG, null, was.encode(), List.of(), false);
    assertThat(actors.refusal(ID, change).code())
        .isIn(FailureCode.UPSTREAM_RESET, FailureCode.UPSTREAM_TRUNCATED);
    actors.ask(ID, change.asUnsure());
    assertThat(state.tags().where(tag -> "again".equals(tag.getString("label")))).hasSize(1);
    assertThat(server.requests().count("POST", "/api/v3/tag")).isEqualTo(1);
  }

  @Test
  void longListsComeInParts() {
    String filler = "\"".repeat(3_000);
    for (int i = 0; i < 300; i++) {
      state.addFormat(new JsonObject().put("name", "Format " + i).put("filler", filler));
    }
    List<String> all = new ArrayList<>();
    int parts = 0;
    ArrReply.DocumentPart part;
    do {
      part = actors.ask(ID, new ArrCommand.GetObjectPart(ArrObject.CUSTOM_FORMAT, all.size()));
      all.addAll(part.documents());
      parts++;
    } while (all.size() < part.total());
    assertThat(all).hasSize(302).doesNotHaveDuplicates();
    assertThat(parts).isGreaterThan(3);
    assertThat(
            actors.ask(ID, new ArrCommand.GetObjectPart(ArrObject.CUSTOM_FORMAT, 400)).documents())
        .isEmpty();
  }
}
