package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When a server takes a quality profile and when it answers 400. */
public final class ProfileRules {
  private ProfileRules() {}

  static Shape shape() {
    return new Shape()
        .ints("cutoff", "minFormatScore", "cutoffFormatScore", "minUpgradeFormatScore")
        .strings("name")
        .booleans("upgradeAllowed")
        .objectArrays("items", "formatItems")
        .object("language", new Shape().ints("id").strings("name"));
  }

  /**
   * What is wrong with a profile; nothing when it is taken.
   *
   * @param formats ids of every custom format the server has
   */
  public static List<Failure> check(JsonObject profile, ArrVendor vendor, List<Integer> formats) {
    var failures = new ArrayList<Failure>();
    var name = profile.getString("name", "");
    if (name.isBlank()) {
      failures.add(new Failure("Name", "'Name' must not be empty.", name));
    }
    if (profile.getInteger("minUpgradeFormatScore", 0) < 1) {
      failures.add(
          new Failure(
              "MinUpgradeFormatScore",
              "'Min Upgrade Format Score' must be greater than or equal to '1'.",
              profile.getInteger("minUpgradeFormatScore", 0)));
    }
    var items = profile.getJsonArray("items", new JsonArray());
    failures.addAll(items(items, vendor));
    failures.addAll(cutoff(items, profile.getInteger("cutoff", 0)));
    failures.addAll(formats(profile.getJsonArray("formatItems", new JsonArray()), formats));
    if (vendor.profileLanguage() && profile.getJsonObject("language") == null) {
      failures.add(new Failure("Language", "'Language' must not be empty.", null));
    }
    return failures;
  }

  private static List<Failure> items(JsonArray items, ArrVendor vendor) {
    var failures = new ArrayList<Failure>();
    if (objects(items).noneMatch(item -> item.getBoolean("allowed", false))) {
      failures.add(new Failure("Items", "Must contain at least one allowed quality.", null));
    }
    var ids = objects(items).flatMap(ProfileRules::qualities).map(ProfileRules::idOf).toList();
    var all = vendor.qualities().stream().map(Quality::id).collect(Collectors.toSet());
    if (ids.size() != new HashSet<>(ids).size()) {
      failures.add(new Failure("Items", "Must not contain a quality twice.", null));
    }
    if (!new HashSet<>(ids).equals(all)) {
      failures.add(new Failure("Items", "Must contain all qualities.", null));
    }
    failures.addAll(groups(items));
    return failures;
  }

  private static List<Failure> groups(JsonArray items) {
    var failures = new ArrayList<Failure>();
    var ids = new HashSet<Integer>();
    objects(items)
        .filter(ProfileRules::isGroup)
        .forEach(
            group -> {
              if (group.getString("name", "").isBlank()) {
                failures.add(new Failure("Items", "Groups must have a name.", null));
              }
              if (idOf(group) <= 0 || !ids.add(idOf(group))) {
                failures.add(new Failure("Items", "Groups must have unique ids.", idOf(group)));
              }
              if (group.getJsonArray("items", new JsonArray()).size() < 2) {
                failures.add(
                    new Failure("Items", "Groups must contain more than one quality.", null));
              }
            });
    if (objects(items).filter(item -> !isGroup(item)).anyMatch(i -> i.getString("name") != null)) {
      failures.add(new Failure("Items", "Qualities must not have a name of their own.", null));
    }
    return failures;
  }

  private static List<Failure> cutoff(JsonArray items, int cutoff) {
    var allowed =
        objects(items)
            .filter(item -> item.getBoolean("allowed", false))
            .anyMatch(item -> idOf(item) == cutoff);
    return allowed
        ? List.of()
        : Failure.of("Cutoff", "Cutoff must be an allowed quality or group.", cutoff);
  }

  private static List<Failure> formats(JsonArray given, List<Integer> formats) {
    var ids = objects(given).map(item -> item.getInteger("format", 0)).collect(Collectors.toList());
    return new HashSet<>(ids).equals(new HashSet<>(formats)) && ids.size() == formats.size()
        ? List.of()
        : Failure.of(
            "FormatItems", "All Custom Formats and no extra ones need to be present.", null);
  }

  private static boolean isGroup(JsonObject item) {
    return item.getJsonObject("quality") == null;
  }

  private static Stream<JsonObject> qualities(JsonObject item) {
    return isGroup(item) ? objects(item.getJsonArray("items", new JsonArray())) : Stream.of(item);
  }

  /** The id by which a cutoff names an item: its quality's, or the group's own. */
  static int idOf(JsonObject item) {
    var quality = item.getJsonObject("quality");
    return quality == null ? item.getInteger("id", 0) : quality.getInteger("id", -1);
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
