package dev.arrway.feature.quality;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.sandbox.arr.ArrVendor;
import dev.arrway.sandbox.arr.Failure;
import dev.arrway.sandbox.arr.ProfileRules;
import dev.arrway.sandbox.arr.Quality;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Schemas of profiles as instances send them, made from a few names. */
final class Schemas {
  static final List<ObjectNode> LANGUAGES =
      List.of(language(-2, "Original"), language(1, "English"), language(4, "German"));

  private Schemas() {}

  /**
   * A schema.
   *
   * @param items a name for a quality; {@code "Group: one, two"} for a group; worst first
   * @param formats names of custom formats
   */
  static ProfileDocument schema(boolean language, List<String> items, List<String> formats) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", "").put("upgradeAllowed", true).put("cutoff", 0);
    json.put("minFormatScore", 0).put("cutoffFormatScore", 0).put("minUpgradeFormatScore", 1);
    var array = json.putArray("items");
    int group = 1_000;
    int quality = 0;
    for (String item : items) {
      int colon = item.indexOf(": ");
      if (colon < 0) {
        array.add(single(quality++, item));
      } else {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        made.put("id", group++).put("name", item.substring(0, colon)).put("allowed", false);
        var members = made.putArray("items");
        for (String member : item.substring(colon + 2).split(", ")) {
          members.add(single(quality++, member));
        }
        array.add(made);
      }
    }
    var scores = json.putArray("formatItems");
    for (int i = 0; i < formats.size(); i++) {
      scores.addObject().put("format", i + 1).put("name", formats.get(i)).put("score", 0);
    }
    if (language) {
      json.set("language", language(1, "English"));
    }
    return new ProfileDocument(json);
  }

  private static ObjectNode single(int id, String name) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("quality").put("id", id).put("name", name).put("resolution", 0);
    json.putArray("items");
    return json.put("allowed", false);
  }

  private static ObjectNode language(int id, String name) {
    return JsonNodeFactory.instance.objectNode().put("id", id).put("name", name);
  }

  /** What a server that has such a schema says to a profile. */
  static List<Failure> refusals(ProfileDocument schema, ProfileDocument profile) {
    List<Quality> qualities = new ArrayList<>();
    schema.qualities().forEach(it -> qualities.add(new Quality(it.id(), it.name(), "x", 0, null)));
    List<Integer> formats =
        schema.formats().stream().map(format -> format.path("format").asInt()).toList();
    ArrVendor vendor =
        new ArrVendor("Radarr", "5", "/movies", qualities, schema.hasLanguage(), Set.of());
    return ProfileRules.check(new JsonObject(profile.text()), vendor, formats);
  }
}
