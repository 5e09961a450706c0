package dev.arrway.upstream.shared.arr;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FieldError;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.radarr.RadarrUpstream;
import dev.arrway.upstream.sonarr.SonarrUpstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Profiles that are wrong on purpose are refused, and every field that is wrong is named. */
class ProfileRefusalsIT {
  private static final long ID = 7;

  private TestActors actors;
  private ArrState state;

  private void open(Upstream upstream) {
    actors = new TestActors(upstream);
    SandboxServer server;
    if (upstream instanceof RadarrUpstream) {
      var radarr = await(RadarrSandbox.start(actors.vertx, SandboxSettings.of(5)));
      server = radarr.server();
      state = radarr.state();
    } else {
      var sonarr = await(SonarrSandbox.start(actors.vertx, SandboxSettings.of(5)));
      server = sonarr.server();
      state = sonarr.state();
    }
    await(actors.fleet.deploy(TestActors.spec(ID, upstream.type(), server.url(), server.apiKey())));
  }

  @AfterEach
  void close() {
    actors.close();
  }

  private static JsonObject item(JsonObject profile, int index) {
    return profile.getJsonArray("items").getJsonObject(index);
  }

  private static JsonObject group(JsonObject profile, int index) {
    return profile.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getJsonObject("quality") == null)
        .skip(index)
        .findFirst()
        .orElseThrow();
  }

  private static Map<Consumer<JsonObject>, List<String>> broken(boolean language) {
    Map<Consumer<JsonObject>, List<String>> all = new LinkedHashMap<>();
    all.put(p -> p.getJsonArray("items").remove(0), List.of("items"));
    all.put(p -> p.getJsonArray("items").add(item(p, 0).copy()), List.of("items"));
    all.put(p -> p.put("items", new JsonArray()), List.of("cutoff", "items"));
    all.put(
        p -> p.getJsonArray("items").forEach(ProfileRefusalsIT::forbid),
        List.of("cutoff", "items"));
    all.put(p -> p.put("cutoff", 0), List.of("cutoff"));
    all.put(p -> p.put("cutoff", 4_711), List.of("cutoff"));
    all.put(p -> p.getJsonArray("formatItems").remove(0), List.of("format_items"));
    all.put(p -> p.put("minUpgradeFormatScore", 0), List.of("min_upgrade_format_score"));
    all.put(p -> p.put("minFormatScore", 1), List.of("request"));
    all.put(p -> p.put("name", ""), List.of("name"));
    all.put(p -> group(p, 0).getJsonArray("items").remove(0), List.of("items"));
    all.put(p -> group(p, 0).put("name", " "), List.of("items"));
    all.put(p -> group(p, 0).remove("id"), List.of("items"));
    all.put(p -> group(p, 0).put("id", group(p, 1).getInteger("id")), List.of("items"));
    all.put(p -> item(p, 0).put("name", "Own"), List.of("items"));
    all.put(p -> item(p, 0).put("allowed", "yes"), List.of("items[0].allowed"));
    if (language) {
      all.put(p -> p.remove("language"), List.of("language"));
      all.put(p -> p.put("language", new JsonObject().put("id", 999)), List.of("language"));
    }
    return all;
  }

  private static void forbid(Object item) {
    ((JsonObject) item).put("allowed", false);
  }

  private Failure refusal(Consumer<JsonObject> change) {
    JsonObject profile =
        state.profiles().where(it -> it.getString("name").equals("HD-1080p")).findFirst().get();
    profile.remove("id");
    profile.put("name", "Broken");
    change.accept(profile);
    return actors.refusal(
        ID, new ArrCommand.SaveObject(ArrObject.QUALITY_PROFILE, null, profile.encode(), false));
  }

  private void refusesAll(boolean language) {
    int before = state.profiles().size();
    broken(language)
        .forEach(
            (change, fields) -> {
              Failure failure = refusal(change);
              assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_REJECTED);
              assertThat(failure.errors())
                  .as(failure.detail())
                  .extracting(FieldError::field)
                  .containsOnly(fields.toArray(String[]::new));
              assertThat(failure.errors())
                  .extracting(FieldError::message)
                  .noneMatch(String::isBlank);
            });
    assertThat(state.profiles().size()).isEqualTo(before);
  }

  @Test
  void radarrRefusesEachAndNamesTheFields() {
    open(new RadarrUpstream());
    refusesAll(true);
  }

  @Test
  void sonarrRefusesEachAndNamesTheFields() {
    open(new SonarrUpstream());
    refusesAll(false);
  }

  @Test
  void aSecondProfileOfOneNameIsRefused() {
    open(new RadarrUpstream());
    assertThat(refusal(profile -> profile.put("name", "Any")).code())
        .isEqualTo(FailureCode.CONFLICT);
  }
}
