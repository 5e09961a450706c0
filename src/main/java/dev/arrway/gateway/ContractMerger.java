package dev.arrway.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A merger of contract fragments into one document.
 *
 * <p>Tags, paths and components are collected in the order of the fragments; two fragments may
 * define different methods of one path. Every other member of the document is defined by one
 * fragment.
 */
final class ContractMerger {
  /** The members of the document, in their order. */
  private static final List<String> MEMBERS =
      List.of("openapi", "info", "servers", "tags", "security", "paths", "components");

  /** Fragments by what they define, such as {@code components.schemas.User}. */
  private final Map<String, ContractFragment> definedBy = new HashMap<>();

  private final JsonObject merged =
      new JsonObject()
          .put("tags", new JsonArray())
          .put("paths", new JsonObject())
          .put("components", new JsonObject());

  private ContractMerger() {}

  /**
   * Returns the merged document; the fragments' own documents become parts of it.
   *
   * @param values JSON values of the placeholders, by name
   * @throws IllegalArgumentException when two fragments define the same member, method of a path,
   *     tag or component; a fragment refers to a component that is missing or belongs to a fragment
   *     that is not of a lower tier; or a placeholder has no value. The message names file and key
   */
  static JsonObject merge(List<FragmentContent> contents, Map<String, ?> values) {
    ContractMerger merger = new ContractMerger();
    contents.forEach(merger::add);
    List<FragmentWalk.TextRule> rules =
        List.of(new ReferenceRule(merger.definedBy), new PlaceholderRule(values));
    contents.forEach(content -> FragmentWalk.run(content, rules));
    JsonObject ordered = new JsonObject();
    for (String member : MEMBERS) {
      if (merger.merged.containsKey(member)) {
        ordered.put(member, merger.merged.getValue(member));
      }
    }
    return ordered;
  }

  private void add(FragmentContent content) {
    for (String member : content.document().fieldNames()) {
      switch (member) {
        case "tags" -> addTags(content);
        case "paths", "components" -> addGroups(content, member);
        default -> addMember(content, member);
      }
    }
  }

  private void addMember(FragmentContent content, String member) {
    ContractFragment fragment = content.fragment();
    if (!MEMBERS.contains(member)) {
      throw new IllegalArgumentException(
          fragment.file() + " has the unknown member '" + member + "'; known are " + MEMBERS);
    }
    define(fragment, member);
    merged.put(member, content.document().getValue(member));
  }

  private void addTags(FragmentContent content) {
    JsonArray tags = merged.getJsonArray("tags");
    for (Object tag : content.document().getJsonArray("tags")) {
      define(content.fragment(), "tags." + ((JsonObject) tag).getString("name"));
      tags.add(tag);
    }
  }

  /** Adds methods by path, or components by their type. */
  private void addGroups(FragmentContent content, String member) {
    JsonObject groups = content.document().getJsonObject(member);
    JsonObject known = merged.getJsonObject(member);
    for (String group : groups.fieldNames()) {
      JsonObject target = known.getJsonObject(group, new JsonObject());
      for (Map.Entry<String, Object> part : groups.getJsonObject(group)) {
        define(content.fragment(), member + "." + group + "." + part.getKey());
        target.put(part.getKey(), part.getValue());
      }
      known.put(group, target);
    }
  }

  private void define(ContractFragment fragment, String key) {
    ContractFragment other = definedBy.put(key, fragment);
    if (other != null) {
      throw new IllegalArgumentException(
          other.file() + " and " + fragment.file() + " both define '" + key + "'");
    }
  }
}
