package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** When a server takes a quality profile and when it answers 400. */
public final class ProfileRules {
  private ProfileRules() {}

  static Shape shape() {
    var quality = new Shape().ints("id", "resolution").strings("name");
    var member =
        new Shape()
            .ints("id")
            .strings("name")
            .booleans("allowed")
            .object("quality", quality)
            .objectArrays("items");
    var item =
        new Shape()
            .ints("id")
            .strings("name")
            .booleans("allowed")
            .object("quality", quality)
            .arrayOf("items", member);
    return new Shape()
        .ints("id", "cutoff", "minFormatScore", "cutoffFormatScore", "minUpgradeFormatScore")
        .strings("name")
        .booleans("upgradeAllowed")
        .arrayOf("items", item)
        .arrayOf("formatItems", new Shape().ints("format", "score").strings("name"))
        .object("language", new Shape().ints("id").strings("name"));
  }

  /**
   * What is wrong with a profile; nothing when it is taken.
   *
   * @param formats ids of every custom format the server has
   */
  public static List<Failure> check(JsonObject profile, ArrVendor vendor, List<Integer> formats) {
    var failures = new ArrayList<Failure>();
    var name = Objects.requireNonNullElse(profile.getString("name"), "");
    if (name.isBlank()) {
      failures.add(new Failure("Name", "'Name' must not be empty.", name));
    }
    if (number(profile, "minUpgradeFormatScore") < 1) {
      failures.add(
          new Failure(
              "MinUpgradeFormatScore",
              "'Min Upgrade Format Score' must be greater than or equal to '1'.",
              number(profile, "minUpgradeFormatScore")));
    }
    var items = array(profile, "items");
    var cutoff = number(profile, "cutoff");
    if (!ProfileItemRules.allowsCutoff(items, cutoff)) {
      failures.add(new Failure("Cutoff", "Cutoff must be an allowed quality or group", cutoff));
    }
    failures.addAll(ProfileItemRules.check(items, vendor));
    failures.addAll(formats(array(profile, "formatItems"), formats));
    failures.addAll(reachable(array(profile, "formatItems"), number(profile, "minFormatScore")));
    if (vendor.profileLanguage()) {
      failures.addAll(language(profile.getJsonObject("language")));
    }
    return failures;
  }

  private static List<Failure> formats(JsonArray given, List<Integer> formats) {
    var ids = ProfileItemRules.objects(given).map(item -> number(item, "format")).toList();
    return new HashSet<>(ids).equals(new HashSet<>(formats)) && ids.size() == formats.size()
        ? List.of()
        : Failure.of(
            "FormatItems", "All Custom Formats and no extra ones need to be present.", null);
  }

  /** The servers name no property for this one. */
  private static List<Failure> reachable(JsonArray given, int minimum) {
    var most =
        ProfileItemRules.objects(given).mapToInt(item -> Math.max(0, number(item, "score"))).sum();
    return most < minimum
        ? Failure.of("", "Minimum Custom Format Score can never be satisfied", null)
        : List.of();
  }

  private static List<Failure> language(@org.jspecify.annotations.Nullable JsonObject language) {
    if (language == null) {
      return Failure.of("Language", "'Language' must not be empty.", null);
    }
    var id = language.getInteger("id");
    return id != null && Languages.known(id)
        ? List.of()
        : Failure.of("Language", "'Language' must be one that exists.", id);
  }

  private static int number(JsonObject object, String name) {
    return Objects.requireNonNullElse(object.getInteger(name), 0);
  }

  private static JsonArray array(JsonObject object, String name) {
    return Objects.requireNonNullElseGet(object.getJsonArray(name), JsonArray::new);
  }

  /** The id by which a cutoff names an item: its quality's, or the group's own. */
  static int idOf(JsonObject item) {
    var quality = item.getJsonObject("quality");
    return quality == null ? item.getInteger("id", 0) : quality.getInteger("id", -1);
  }
}
