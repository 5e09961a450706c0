package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.quality.ProfileTemplate;
import dev.arrway.feature.quality.ProfileTemplates;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.arr.ArrState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Quality profiles over the public API, against servers that enforce the real rules. */
class QualityProfilesIT {
  private static final String SCHEMA = "/api/v3/qualityprofile/schema";
  private static TestGateway gateway;
  private static Api admin;
  private static long radarr;
  private static long sonarr;
  private static int names;

  enum Vendor {
    RADARR,
    SONARR;

    String path() {
      return "/instances/" + (this == RADARR ? radarr : sonarr) + "/quality-profiles";
    }

    ArrState state() {
      return this == RADARR ? gateway.radarr().state() : gateway.sonarr().state();
    }

    SandboxServer server() {
      return this == RADARR ? gateway.radarr().server() : gateway.sonarr().server();
    }

    JsonObject stored(long id) {
      return state().profiles().get((int) id).orElseThrow();
    }
  }

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
    admin = gateway.admin();
    radarr = gateway.addRadarr(admin, "Films");
    sonarr = gateway.addSonarr(admin, "Shows");
  }

  @AfterEach
  void healthy() {
    gateway.radarr().server().faults().replace(List.of());
    gateway.sonarr().server().faults().replace(List.of());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String unused() {
    return "Profile " + names++;
  }

  private static Map<String, Object> body(String template, String name, Object... more) {
    Map<String, Object> body = new HashMap<>(Map.of("template", template, "name", name));
    for (int i = 0; i < more.length; i += 2) {
      body.put((String) more[i], more[i + 1]);
    }
    return body;
  }

  private static List<String> allowed(JsonNode profile) {
    return StreamSupport.stream(profile.path("qualities").spliterator(), false)
        .filter(quality -> quality.path("allowed").asBoolean())
        .map(quality -> quality.path("name").asText())
        .toList();
  }

  static Stream<Arguments> everyTemplateOnEveryVendor() {
    return ProfileTemplates.all().stream()
        .flatMap(it -> Stream.of(Vendor.values()).map(vendor -> Arguments.of(it.name(), vendor)));
  }

  @ParameterizedTest
  @MethodSource("everyTemplateOnEveryVendor")
  void everyTemplateMakesAProfileThatTheServerTakes(String template, Vendor vendor) {
    JsonNode templates = admin.get("/quality-profile-templates").at("/items");
    JsonNode wanted =
        StreamSupport.stream(templates.spliterator(), false)
            .filter(it -> it.path("name").asText().equals(template))
            .findFirst()
            .orElseThrow();
    JsonNode choice = wanted.path(vendor == Vendor.RADARR ? "movies" : "series");
    Api.Reply made = admin.post(vendor.path(), body(template, template + " by name"));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.at("/skipped")).isEmpty();
    List<String> names = new ArrayList<>();
    choice.path("qualities").forEach(name -> names.add(name.asText()));
    assertThat(allowed(made.json())).containsExactlyInAnyOrderElementsOf(names);
    assertThat(made.at("/upgrade_allowed").asBoolean())
        .isEqualTo(wanted.path("upgrade_allowed").asBoolean());
    JsonNode listed = listed(vendor, made.id());
    assertThat(listed.path("cutoff")).isEqualTo(made.at("/cutoff"));
    assertThat(allowed(listed)).isEqualTo(allowed(made.json()));
    String language =
        vendor == Vendor.SONARR ? null : template.equals("anime") ? "Original" : "English";
    assertThat(listed.path("language").textValue()).isEqualTo(language);
    assertThat(vendor.stored(made.id()).getString("name")).isEqualTo(template + " by name");
  }

  private static JsonNode listed(Vendor vendor, long id) {
    JsonNode items = admin.get(vendor.path() + "?limit=500").at("/items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(it -> it.path("id").asLong() == id)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void profilesAreReadable() {
    Api.Reply page = admin.get(Vendor.RADARR.path() + "?limit=2&offset=1");
    assertThat(page.at("/total").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(page.at("/items")).hasSize(2);
    JsonNode hd = listed(Vendor.RADARR, 2);
    assertThat(hd.path("name").asText()).isEqualTo("HD-1080p");
    assertThat(hd.path("cutoff").asText()).isEqualTo("Bluray-1080p");
    assertThat(allowed(hd))
        .containsExactly("Bluray-1080p", "WEBRip-1080p", "WEBDL-1080p", "HDTV-1080p");
    assertThat(hd.at("/format_scores/0/name").asText()).isEqualTo("Surround Sound");
    assertThat(hd.at("/qualities").findValuesAsText("group")).contains("WEB 1080p", "null");
    assertThat(ProfileTemplates.all()).extracting(ProfileTemplate::name).contains("standard");
  }

  @Test
  void overridesAreTakenAndADryRunSendsNothing() {
    long before = Vendor.RADARR.server().requests().count("POST", "/api/v3/qualityprofile");
    Map<String, Object> body =
        body(
            "standard",
            "Own choice",
            "qualities",
            List.of("web-dl 1080p", "REMUX 1080p", "dvd"),
            "cutoff",
            "webdl1080p",
            "language",
            "german",
            "upgrade_allowed",
            false,
            "format_scores",
            Map.of("Repack", 25),
            "min_format_score",
            20,
            "dry_run",
            true);
    Api.Reply draft = admin.post(Vendor.RADARR.path(), body);
    assertThat(draft.status()).as(draft.text()).isEqualTo(200);
    assertThat(allowed(draft.at("/profile"))).containsExactly("Remux-1080p", "WEBDL-1080p", "DVD");
    assertThat(draft.at("/document/minUpgradeFormatScore").asInt()).isEqualTo(1);
    assertThat(draft.at("/profile/id").isNull()).isTrue();
    assertThat(Vendor.RADARR.server().requests().count("POST", "/api/v3/qualityprofile"))
        .isEqualTo(before);
    body.put("dry_run", false);
    Api.Reply made = admin.post(Vendor.RADARR.path(), body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.at("/cutoff").asText()).isEqualTo("WEBDL-1080p");
    assertThat(made.at("/language").asText()).isEqualTo("German");
    assertThat(made.at("/min_format_score").asInt()).isEqualTo(20);
    assertThat(Vendor.RADARR.stored(made.id()).getJsonObject("language").getInteger("id"))
        .isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void aNameThatIsTakenIsAConflict(Vendor vendor) {
    Api.Reply taken = admin.post(vendor.path(), body("any", "hd-1080P"));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.at("/code").asText()).isEqualTo("conflict");
  }

  @Test
  void aRequestOfOneNameMakesOneProfile() {
    Map<String, Object> body = body("small", unused());
    Api.Reply first = admin.named("profile-1", Vendor.SONARR.path(), body);
    Api.Reply second = admin.named("profile-1", Vendor.SONARR.path(), body);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(second.json()).isEqualTo(first.json());
    Api.Reply other = admin.named("profile-2", Vendor.SONARR.path(), body);
    assertThat(other.status()).as(other.text()).isEqualTo(409);
  }

  @Test
  void unknownNamesAreRefusedWithWhatTheInstanceHas() {
    Api.Reply refused =
        admin.post(
            Vendor.SONARR.path(),
            body("any", unused(), "qualities", List.of("DVD", "Laserdisc"), "language", "English"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/code").asText()).isEqualTo("invalid");
    assertThat(refused.at("/errors").findValuesAsText("field"))
        .containsExactly("qualities.1", "language");
    assertThat(refused.at("/errors/0/message").asText())
        .contains("Laserdisc")
        .contains("Bluray-2160p Remux");
    Api.Reply unknown = admin.post(Vendor.SONARR.path(), body("best", " "));
    assertThat(unknown.at("/errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("template", "name");
  }

  /** What a server would have to send for its own rules to refuse what is made of it. */
  static Stream<Arguments> brokenSchemas() {
    Consumer<JsonObject> dropped = s -> s.getJsonArray("items").remove(0);
    Consumer<JsonObject> doubled = s -> s.getJsonArray("items").add(item(s, 0).copy());
    Consumer<JsonObject> unnamed = s -> group(s).put("name", "");
    Consumer<JsonObject> lonely = s -> group(s).getJsonArray("items").remove(0);
    Consumer<JsonObject> formatless = s -> s.getJsonArray("formatItems").remove(0);
    Consumer<JsonObject> mute = s -> s.remove("language");
    Consumer<JsonObject> strict = s -> s.put("minFormatScore", 99);
    Consumer<JsonObject> all =
        s -> List.of(dropped, doubled, formatless, mute).forEach(it -> it.accept(s));
    return Stream.of(
        Arguments.of("a quality less", dropped, List.of("items")),
        Arguments.of("a quality twice", doubled, List.of("items")),
        Arguments.of("a group without a name", unnamed, List.of("items")),
        Arguments.of("a group of one", lonely, List.of("items", "items")),
        Arguments.of("a custom format less", formatless, List.of("format_items")),
        Arguments.of("no language", mute, List.of("language")),
        Arguments.of("a score out of reach", strict, List.of("request")),
        Arguments.of("all at once", all, List.of("items", "items", "format_items", "language")));
  }

  private static JsonObject item(JsonObject schema, int index) {
    return schema.getJsonArray("items").getJsonObject(index);
  }

  private static JsonObject group(JsonObject schema) {
    return schema.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getJsonObject("quality") == null)
        .skip(2)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenSchemas")
  void whatTheServerRefusesArrivesFieldByField(
      String what, Consumer<JsonObject> broken, List<String> fields) {
    int before = Vendor.RADARR.state().profiles().size();
    JsonObject schema = schema();
    broken.accept(schema);
    Vendor.RADARR.server().faults().replace(List.of(Fault.body(schema.encode()).on(SCHEMA)));
    Api.Reply refused = admin.post(Vendor.RADARR.path(), body("high_quality", unused()));
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.at("/code").asText()).isEqualTo("upstream_rejected");
    assertThat(refused.at("/errors").findValuesAsText("field"))
        .containsExactlyInAnyOrderElementsOf(fields);
    assertThat(refused.at("/errors").findValuesAsText("message")).noneMatch(String::isBlank);
    assertThat(Vendor.RADARR.state().profiles().size()).isEqualTo(before);
  }

  private static JsonObject schema() {
    Api.Reply draft = admin.post(Vendor.RADARR.path(), body("any", unused(), "dry_run", true));
    return new JsonObject(draft.at("/document").toString());
  }

  @Test
  void whatTheInstanceLacksIsSkippedAndSaid() {
    JsonObject poor = schema();
    JsonArray items = poor.getJsonArray("items");
    JsonArray few = new JsonArray();
    for (int i = 0; i < 9; i++) {
      few.add(items.getJsonObject(i));
    }
    Fault fault = Fault.body(poor.put("items", few).encode()).on(SCHEMA);
    Vendor.RADARR.server().faults().replace(List.of(fault));
    Api.Reply draft = admin.post(Vendor.RADARR.path(), body("small", unused(), "dry_run", true));
    assertThat(draft.status()).as(draft.text()).isEqualTo(200);
    assertThat(draft.at("/skipped").toString()).contains("WEBDL-720p");
    Api.Reply none = admin.post(Vendor.RADARR.path(), body("uhd_4k", unused()));
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.at("/errors/0/field").asText()).isEqualTo("template");
    assertThat(none.at("/errors/0/message").asText()).contains("WORKPRINT");
  }

  @Test
  void aProfileWhoseAnswerWasLostIsMadeOnce() {
    String name = unused();
    Fault lost =
        Fault.of(FaultKind.LOSE_ANSWER).on("/api/v3/qualityprofile").method("POST").times(1);
    Vendor.SONARR.server().faults().replace(List.of(lost));
    Api.Reply queued = admin.post(Vendor.SONARR.path(), body("standard", name));
    assertThat(queued.status()).as(queued.text()).isEqualTo(202);
    String change = "/outbox/" + queued.at("/outbox_id").asLong();
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> admin.get(change).at("/state").asText().equals("confirmed"));
    assertThat(Vendor.SONARR.state().profiles().where(it -> name.equals(it.getString("name"))))
        .hasSize(1);
  }

  @Test
  void everythingThatAServerMaySendInsteadIsAProblem() {
    for (Fault fault :
        List.of(Fault.body("[]"), Fault.body("{}"), Fault.body("[3]"), Fault.status(404))) {
      Vendor.RADARR.server().faults().replace(List.of(fault.on("/api/v3/qualityprofile*")));
      assertThat(admin.get(Vendor.RADARR.path()).status()).isIn(200, 404, 502);
      Api.Reply made = admin.post(Vendor.RADARR.path(), body("any", unused()));
      assertThat(made.status()).as(fault.body() + made.text()).isIn(404, 502);
    }
  }
}
