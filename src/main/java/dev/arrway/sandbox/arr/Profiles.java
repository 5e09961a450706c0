package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;

/** Makes quality profiles: the schema to start from, and the ones a new server has. */
public final class Profiles {
  private static final List<Integer> WEB_HEIGHTS = List.of(480, 720, 1080, 2160);
  private static final int FIRST_GROUP = 1_000;

  private Profiles() {}

  /** A profile of every quality, the web ones grouped by resolution. */
  static JsonObject make(
      ArrVendor vendor, String name, Predicate<Quality> allowed, int cutoff, Shelf formats) {
    var items = new JsonArray();
    for (var quality : vendor.qualities()) {
      var group = group(quality);
      if (group < 0) {
        items.add(single(quality, allowed.test(quality)));
      } else {
        addToGroup(items, group, quality, allowed.test(quality));
      }
    }
    return Wire.object(
        "name",
        name,
        "upgradeAllowed",
        true,
        "cutoff",
        cutoff,
        "items",
        items,
        "minFormatScore",
        0,
        "cutoffFormatScore",
        0,
        "minUpgradeFormatScore",
        1,
        "formatItems",
        formatItems(formats),
        "language",
        vendor.profileLanguage() ? Wire.english() : null);
  }

  private static JsonArray formatItems(Shelf formats) {
    var all = new JsonArray();
    formats.list().forEach(format -> all.add(formatItem(format)));
    return all;
  }

  static JsonObject formatItem(JsonObject format) {
    return Wire.object(
        "format", format.getInteger("id"), "name", format.getString("name"), "score", 0);
  }

  private static int group(Quality quality) {
    return quality.name().startsWith("WEB") ? WEB_HEIGHTS.indexOf(quality.resolution()) : -1;
  }

  private static JsonObject single(Quality quality, boolean allowed) {
    return Wire.object("quality", quality.json(), "items", new JsonArray(), "allowed", allowed);
  }

  private static void addToGroup(JsonArray items, int group, Quality quality, boolean allowed) {
    var id = FIRST_GROUP + group;
    for (var item : items) {
      if (item instanceof JsonObject known && Integer.valueOf(id).equals(known.getInteger("id"))) {
        known.getJsonArray("items").add(single(quality, allowed));
        return;
      }
    }
    items.add(
        Wire.object(
            "id",
            id,
            "name",
            "WEB " + WEB_HEIGHTS.get(group) + "p",
            "items",
            new JsonArray().add(single(quality, allowed)),
            "allowed",
            allowed));
  }

  /**
   * Whether a file of this quality is below the cutoff of a profile that upgrades, so that the
   * server goes on looking.
   */
  public static boolean belowCutoff(JsonObject profile, Quality quality) {
    if (!profile.getBoolean("upgradeAllowed", false)) {
      return false;
    }
    var items = profile.getJsonArray("items");
    return place(items, quality.id()) < place(items, profile.getInteger("cutoff"));
  }

  private static int place(JsonArray items, int id) {
    for (var i = 0; i < items.size(); i++) {
      var item = items.getJsonObject(i);
      if (ProfileRules.idOf(item) == id
          || item.getJsonArray("items", new JsonArray()).stream()
              .anyMatch(inner -> ProfileRules.idOf((JsonObject) inner) == id)) {
        return i;
      }
    }
    return -1;
  }
}
