package dev.arrway.sandbox.arr;

import static org.assertj.core.api.Assertions.assertThat;

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
    var formats = new Shelf();
    formats.add(Wire.object("name", "Repack"));
    var profile =
        Profiles.make(VENDOR, "Mine", quality -> quality.resolution() == 1080, 7, formats);
    change.accept(profile);
    return ProfileRules.check(profile, VENDOR, List.of(1)).stream()
        .map(Failure::property)
        .distinct()
        .toList();
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
  }

  @Test
  void everyQualityIsThereExactlyOnce() {
    assertThat(wrong(profile -> profile.getJsonArray("items").remove(0))).containsExactly("Items");
    assertThat(wrong(p -> p.getJsonArray("items").add(item(p, 0).copy()))).containsExactly("Items");
  }

  @Test
  void groupsHaveANameAnIdAndMoreThanOneQuality() {
    assertThat(wrong(p -> item(p, 1).put("name", ""))).containsExactly("Items");
    assertThat(wrong(p -> item(p, 1).remove("id"))).containsExactly("Items");
    assertThat(wrong(p -> item(p, 1).getJsonArray("items").remove(0))).containsExactly("Items");
  }

  @Test
  void singleQualitiesHaveNoNameOfTheirOwn() {
    assertThat(wrong(p -> item(p, 0).put("name", "SDTV"))).containsExactly("Items");
  }

  @Test
  void theCutoffIsAllowed() {
    assertThat(wrong(profile -> profile.put("cutoff", 1))).containsExactly("Cutoff");
    assertThat(wrong(profile -> profile.put("cutoff", 3))).containsExactly("Cutoff");
    assertThat(
            wrong(
                p -> {
                  for (var i = 0; i < 3; i++) {
                    item(p, i).put("allowed", false);
                  }
                }))
        .containsExactly("Items", "Cutoff");
  }

  @Test
  void everyCustomFormatIsListedAndScoresAreInRange() {
    assertThat(wrong(p -> p.put("formatItems", new JsonArray()))).containsExactly("FormatItems");
    assertThat(wrong(p -> p.put("minUpgradeFormatScore", 0)))
        .containsExactly("MinUpgradeFormatScore");
  }

  @Test
  void radarrNeedsALanguage() {
    assertThat(wrong(profile -> profile.remove("language"))).containsExactly("Language");
  }

  @Test
  void filesBelowTheCutoffGoOnBeingWanted() {
    var profile = Profiles.make(VENDOR, "Mine", quality -> true, 1002, new Shelf());
    assertThat(Profiles.belowCutoff(profile, VENDOR.quality("SDTV"))).isTrue();
    assertThat(Profiles.belowCutoff(profile, VENDOR.quality("WEBRip-1080p"))).isFalse();
    assertThat(Profiles.belowCutoff(profile, VENDOR.quality("Bluray-1080p"))).isFalse();
  }
}
