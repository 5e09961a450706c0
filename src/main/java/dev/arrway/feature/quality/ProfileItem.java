package dev.arrway.feature.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A quality of a profile, or a group of qualities that are as good as each other.
 *
 * @param json the item as the instance has it
 */
record ProfileItem(ObjectNode json) {
  private static final String ITEMS = "items";
  private static final String ALLOWED = "allowed";
  private static final String QUALITY = "quality";

  static List<ProfileItem> of(JsonNode array) {
    List<ProfileItem> items = new ArrayList<>();
    for (JsonNode one : array) {
      if (one instanceof ObjectNode object) {
        items.add(new ProfileItem(object));
      }
    }
    return List.copyOf(items);
  }

  boolean group() {
    return !json.hasNonNull(QUALITY);
  }

  /** The id by which a cutoff names it: the quality's, or the group's own. */
  int id() {
    return group() ? json.path("id").asInt() : json.path(QUALITY).path("id").asInt();
  }

  String name() {
    return group() ? json.path("name").asText("") : json.path(QUALITY).path("name").asText("");
  }

  boolean allowed() {
    return json.path(ALLOWED).asBoolean();
  }

  /** The members of a group; a quality is its own only one. */
  List<ProfileItem> qualities() {
    return group() ? of(json.path(ITEMS)) : List.of(this);
  }

  /** A group's word holds for all of its members. */
  @CanIgnoreReturnValue
  ProfileItem allow(boolean allowed) {
    json.put(ALLOWED, allowed);
    if (group()) {
      qualities().forEach(member -> member.json().put(ALLOWED, allowed));
    }
    return this;
  }
}
