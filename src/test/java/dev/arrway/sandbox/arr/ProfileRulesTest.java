package dev.arrway.sandbox.arr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProfileRulesTest {
  private static final ArrVendor VENDOR =
      new ArrVendor(
          "Radarr",
          "5",
          "/movies",
          List.of(
              new Quality(1, "SDTV", "tv", 480, "none"),
              new Quality(3, "WEBDL-1080p", "webdl", 1080, "none"),
              new Quality(15, "WEBRip-1080p", "webrip", 1080, "none"),
              new Quality(7, "Bluray-1080p", "bluray", 1080, "none")),
          true,
          Set.of());

  private static List<String> wrong(Consumer<JsonObject> change) {
    return failures(change).stream().map(Failure::property).distinct().toList();
  }

  private static List<String> messages(Consumer<JsonObject> change) {
    return failures(change).stream().map(Failure::message).toList();
  }

  private static List<Failure> failures(Consumer<JsonObject> change) {
    var formats = new Shelf();
    formats.add(Wire.object("name", "Repack"));
    var profile =
        Profiles.make(VENDOR, "Mine", quality -> quality.resolution() == 1080, 7, formats);
    change.accept(profile);
    return ProfileRules.check(profile, VENDOR, List.of(1));
  }

  private static JsonObject item(JsonObject profile, int index) {
    return profile.getJsonArray("items").getJsonObject(index);
  }

  @Test
  void aCompleteProfileIsTaken() {
    assertThat(wrong(profile -> {})).isEmpty();
    assertThat(wrong(profile -> profile.put("cutoff", 1002))).isEmpty();
  }

  @Test
  void theNameIsNeeded() {
    assertThat(wrong(profile -> profile.put("name", " "))).containsExactly("Name");
    assertThat(wrong(profile -> profile.remove("name"))).containsExactly("Name");
  }

  @Test
  void everyQualityIsThereExactlyOnce() {
    assertThat(messages(profile -> profile.getJsonArray("items").remove(0)))
        .containsExactly("Must contain all qualities");
    assertThat(messages(p -> p.getJsonArray("items").add(item(p, 0).copy())))
        .containsExactly("Qualities can only be used once");
    assertThat(messages(p -> p.getJsonArray("items").add(Quality99.single())))
        .containsExactly("Must contain no qualities that do not exist");
    assertThat(wrong(p -> p.put("items", new JsonArray()))).containsExactly("Cutoff", "Items");
    assertThat(wrong(p -> p.remove("items"))).containsExactly("Cutoff", "Items");
  }

  /** A quality that no server has. */
  private static final class Quality99 {
    static JsonObject single() {
      return Wire.object(
          "quality", new Quality(99, "Hologram", "tv", 480, "none").json(), "allowed", false);
    }
  }

  @Test
  void aQualityInAGroupAndAloneIsThereTwice() {
    assertThat(
            messages(
                p ->
                    p.getJsonArray("items").add(item(p, 1).getJsonArray("items").getJsonObject(0))))
        .containsExactly("Qualities can only be used once");
  }

  @Test
  void groupsHaveANameAndMoreThanOneQuality() {
    assertThat(messages(p -> item(p, 1).put("name", "")))
        .containsExactly("Groups must have a name");
    assertThat(messages(p -> item(p, 1).getJsonArray("items").remove(0)))
        .containsExactly("Groups must contain multiple qualities", "Must contain all qualities");
    assertThat(messages(p -> item(p, 1).getJsonArray("items").add(item(p, 1).copy())))
        .contains("Groups must contain qualities only");
  }

  @Test
  void groupsHaveIdsOfTheirOwn() {
    assertThat(messages(p -> item(p, 1).remove("id"))).containsExactly("Groups must have an ID");
    assertThat(messages(p -> item(p, 1).put("id", 1)))
        .containsExactly("Groups must have a unique ID");
    assertThat(messages(ProfileRulesTest::splitIntoTwoGroupsOfOneId))
        .containsExactly(
            "Cutoff must be an allowed quality or group", "Groups must have a unique ID");
  }

  private static void splitIntoTwoGroupsOfOneId(JsonObject profile) {
    var items = profile.getJsonArray("items");
    var other =
        Wire.object(
            "id",
            1002,
            "name",
            "Other",
            "allowed",
            false,
            "items",
            new JsonArray().add(items.remove(2)).add(items.remove(0)));
    items.add(other);
    profile.put("cutoff", 1002);
  }

  @Test
  void singleQualitiesHaveNoNameAndNoIdOfTheirOwn() {
    assertThat(messages(p -> item(p, 0).put("name", "SDTV")))
        .containsExactly("Individual qualities should not be named");
    assertThat(messages(p -> item(p, 0).put("id", 5)))
        .containsExactly("Must contain all qualities");
  }

  @Test
  void theCutoffIsAllowed() {
    assertThat(wrong(profile -> profile.put("cutoff", 1))).containsExactly("Cutoff");
    assertThat(wrong(profile -> profile.put("cutoff", 3))).containsExactly("Cutoff");
    assertThat(wrong(profile -> profile.put("cutoff", 77))).containsExactly("Cutoff");
    assertThat(
            wrong(
                p -> {
                  for (var i = 0; i < 3; i++) {
                    item(p, i).put("allowed", false);
                  }
                }))
        .containsExactly("Cutoff", "Items");
  }

  @Test
  void everyCustomFormatIsListedOnceAndNoOther() {
    assertThat(wrong(p -> p.put("formatItems", new JsonArray()))).containsExactly("FormatItems");
    assertThat(wrong(p -> p.remove("formatItems"))).containsExactly("FormatItems");
    assertThat(wrong(p -> p.getJsonArray("formatItems").add(new JsonObject().put("format", 2))))
        .containsExactly("FormatItems");
    assertThat(wrong(p -> p.getJsonArray("formatItems").add(new JsonObject().put("format", 1))))
        .containsExactly("FormatItems");
  }

  @Test
  void scoresAreInRange() {
    assertThat(wrong(p -> p.put("minUpgradeFormatScore", 0)))
        .containsExactly("MinUpgradeFormatScore");
    assertThat(wrong(p -> p.remove("minUpgradeFormatScore")))
        .containsExactly("MinUpgradeFormatScore");
    assertThat(messages(p -> p.put("minFormatScore", 5)))
        .containsExactly("Minimum Custom Format Score can never be satisfied");
    assertThat(
            messages(
                p -> {
                  p.put("minFormatScore", 5);
                  p.getJsonArray("formatItems").getJsonObject(0).put("score", 5);
                }))
        .isEmpty();
  }

  @Test
  void radarrNeedsALanguageThatExists() {
    assertThat(wrong(profile -> profile.remove("language"))).containsExactly("Language");
    assertThat(wrong(profile -> profile.put("language", new JsonObject())))
        .containsExactly("Language");
    assertThat(wrong(profile -> profile.getJsonObject("language").put("id", 999)))
        .containsExactly("Language");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThat(
            wrong(
                p -> {
                  p.put("name", "").put("cutoff", 1).put("minUpgradeFormatScore", 0);
                  p.getJsonArray("items").remove(0);
                  p.remove("formatItems");
                  p.remove("language");
                }))
        .containsExactlyInAnyOrder(
            "Name", "Cutoff", "MinUpgradeFormatScore", "Items", "FormatItems", "Language");
  }

  @Test
  void valuesOfAnotherTypeDoNotReachTheRules() {
    var profile = Profiles.make(VENDOR, "Mine", quality -> true, 7, new Shelf());
    item(profile, 1).getJsonArray("items").getJsonObject(0).put("allowed", "yes");
    assertThatThrownBy(() -> ProfileRules.shape().check(profile))
        .isInstanceOf(Unbound.class)
        .extracting(wrong -> ((Unbound) wrong).reply().body().toString())
        .asString()
        .contains("$.items[1].items[0].allowed");
  }

  @Test
  void filesBelowTheCutoffGoOnBeingWanted() {
    var profile = Profiles.make(VENDOR, "Mine", quality -> true, 1002, new Shelf());
    assertThat(Profiles.belowCutoff(profile, VENDOR.quality("SDTV"))).isTrue();
    assertThat(Profiles.belowCutoff(profile, VENDOR.quality("WEBRip-1080p"))).isFalse();
    assertThat(Profiles.belowCutoff(profile, VENDOR.quality("Bluray-1080p"))).isFalse();
  }
}
