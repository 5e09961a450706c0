package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When a server takes the list of qualities and groups of a profile. */
final class ProfileItemRules {
  private static final String ITEMS = "Items";

  private final List<JsonObject> items;
  private final List<Failure> failures = new ArrayList<>();

  private ProfileItemRules(JsonArray items) {
    this.items = objects(items).toList();
  }

  static List<Failure> check(JsonArray items, ArrVendor vendor) {
    var rules = new ProfileItemRules(items);
    rules.refuse(rules.items.isEmpty(), "'Items' must not be empty.");
    rules.refuse(
        rules.items.stream().noneMatch(ProfileItemRules::allowed),
        "Must contain at least one allowed quality");
    rules.singles();
    rules.groups();
    rules.groupIds(vendor);
    rules.qualities(vendor);
    return List.copyOf(rules.failures);
  }

  /** Exactly one item has this id, and it is allowed. */
  static boolean allowsCutoff(JsonArray items, int cutoff) {
    var named = objects(items).filter(item -> ProfileRules.idOf(item) == cutoff).toList();
    return named.size() == 1 && allowed(named.get(0));
  }

  private void refuse(boolean wrong, String message) {
    if (wrong) {
      failures.add(new Failure(ITEMS, message, null));
    }
  }

  private boolean any(Predicate<JsonObject> holds) {
    return items.stream().anyMatch(holds);
  }

  private void singles() {
    refuse(any(item -> !isGroup(item) && named(item)), "Individual qualities should not be named");
    // With an id the server takes a quality for a group, and looks for its members.
    refuse(any(item -> !isGroup(item) && groupId(item) > 0), "Must contain all qualities");
  }

  private void groups() {
    refuse(any(item -> isGroup(item) && !named(item)), "Groups must have a name");
    refuse(
        any(item -> isGroup(item) && members(item).count() < 2),
        "Groups must contain multiple qualities");
    refuse(
        any(item -> isGroup(item) && members(item).anyMatch(ProfileItemRules::isGroup)),
        "Groups must contain qualities only");
  }

  private void groupIds(ArrVendor vendor) {
    var ids = items.stream().filter(ProfileItemRules::isGroup).map(ProfileItemRules::groupId);
    var seen = new HashSet<Integer>();
    vendor.qualities().forEach(quality -> seen.add(quality.id()));
    var all = ids.toList();
    refuse(all.stream().anyMatch(id -> id <= 0), "Groups must have an ID");
    refuse(
        all.stream().filter(id -> id > 0).anyMatch(id -> !seen.add(id)),
        "Groups must have a unique ID");
  }

  private void qualities(ArrVendor vendor) {
    var given =
        items.stream()
            .flatMap(item -> isGroup(item) ? members(item) : Stream.of(item))
            .map(ProfileItemRules::qualityId)
            .toList();
    Set<Integer> known =
        vendor.qualities().stream().map(Quality::id).collect(Collectors.toUnmodifiableSet());
    refuse(new HashSet<>(given).size() != given.size(), "Qualities can only be used once");
    refuse(!given.containsAll(known), "Must contain all qualities");
    refuse(!known.containsAll(given), "Must contain no qualities that do not exist");
  }

  static boolean isGroup(JsonObject item) {
    return item.getJsonObject("quality") == null;
  }

  private static boolean allowed(JsonObject item) {
    return item.getBoolean("allowed", false);
  }

  private static boolean named(JsonObject item) {
    return !Objects.requireNonNullElse(item.getString("name"), "").isBlank();
  }

  private static int groupId(JsonObject item) {
    return item.getInteger("id", 0);
  }

  private static int qualityId(JsonObject item) {
    return isGroup(item) ? -1 : item.getJsonObject("quality").getInteger("id", -1);
  }

  private static Stream<JsonObject> members(JsonObject item) {
    return objects(item.getJsonArray("items", new JsonArray()));
  }

  static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
