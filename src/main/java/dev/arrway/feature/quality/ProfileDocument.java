package dev.arrway.feature.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A quality profile in the instance's own words. What is not touched here is sent back as it came.
 *
 * @param json the profile
 */
record ProfileDocument(ObjectNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ITEMS = "items";
  private static final String FORMATS = "formatItems";
  private static final String LANGUAGE = "language";

  /** Throws {@code upstream_unexpected} for what is no profile. */
  static ProfileDocument parse(String document) {
    if (tree(document) instanceof ObjectNode object && object.path(ITEMS).isArray()) {
      return new ProfileDocument(object);
    }
    throw FailureException.of(
        FailureCode.UPSTREAM_UNEXPECTED, "The upstream sent something else than a profile.");
  }

  static @Nullable JsonNode tree(String document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  ProfileDocument copy() {
    return new ProfileDocument(json.deepCopy());
  }

  String text() {
    return json.toString();
  }

  long id() {
    return json.path("id").asLong();
  }

  String name() {
    return json.path("name").asText("");
  }

  /** Worst first, as the instances have them. */
  List<ProfileItem> items() {
    return ProfileItem.of(json.path(ITEMS));
  }

  List<ProfileItem> qualities() {
    return items().stream().flatMap(item -> item.qualities().stream()).toList();
  }

  void items(List<ProfileItem> items) {
    ArrayNode array = json.putArray(ITEMS);
    items.forEach(item -> array.add(item.json()));
  }

  boolean upgradeAllowed() {
    return json.path("upgradeAllowed").asBoolean();
  }

  /** The item that the cutoff names; empty when there is none. */
  Optional<ProfileItem> cutoff() {
    int cutoff = json.path("cutoff").asInt();
    return items().stream().filter(item -> item.id() == cutoff).findFirst();
  }

  void cutoff(ProfileItem item) {
    json.put("cutoff", item.id());
  }

  /** Every custom format with its score. */
  List<ObjectNode> formats() {
    List<ObjectNode> formats = new ArrayList<>();
    for (JsonNode one : json.path(FORMATS)) {
      if (one instanceof ObjectNode object) {
        formats.add(object);
      }
    }
    return List.copyOf(formats);
  }

  /** Radarr's profiles have one, Sonarr's do not. */
  boolean hasLanguage() {
    return json.path(LANGUAGE).isObject();
  }

  /** How people read it. */
  QualityProfile profile() {
    return new QualityProfile(
        json.hasNonNull("id") ? id() : null,
        name(),
        upgradeAllowed(),
        cutoff().map(ProfileItem::name).orElse(null),
        readable(),
        formats().stream().map(ProfileDocument::score).toList(),
        json.path("minFormatScore").asInt(),
        json.path("cutoffFormatScore").asInt(),
        json.path("minUpgradeFormatScore").asInt(),
        hasLanguage() ? json.path(LANGUAGE).path("name").asText() : null);
  }

  private List<QualityProfile.Quality> readable() {
    List<QualityProfile.Quality> all = new ArrayList<>();
    for (ProfileItem item : items()) {
      for (ProfileItem quality : item.qualities()) {
        all.add(
            new QualityProfile.Quality(
                quality.name(), item.allowed(), item.group() ? item.name() : null));
      }
    }
    Collections.reverse(all);
    return List.copyOf(all);
  }

  private static QualityProfile.FormatScore score(ObjectNode format) {
    return new QualityProfile.FormatScore(
        format.path("name").asText(""), format.path("score").asInt());
  }
}
