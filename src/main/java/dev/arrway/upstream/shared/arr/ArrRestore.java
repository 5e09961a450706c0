package dev.arrway.upstream.shared.arr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.domain.arr.ArrObject;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Puts objects back as they were. What the server calls by ids is found by name at that moment: the
 * object itself, the formats that a profile scores, and the group that its cutoff is.
 */
final class ArrRestore {
  private static final String ID = "id";
  private static final String NAME = "name";
  private static final String ITEMS = "items";
  private static final String CUTOFF = "cutoff";
  private static final String FORMAT_ITEMS = "formatItems";

  private final ArrEdits edits;

  ArrRestore(ArrEdits edits) {
    this.edits = edits;
  }

  Future<String> restore(ArrCommand.RestoreObject change, ObjectNode was, Ask ask) {
    Future<List<JsonNode>> formats =
        change.kind() == ArrObject.QUALITY_PROFILE
            ? edits.trees(ArrObject.CUSTOM_FORMAT, ask)
            : Future.succeededFuture(List.of());
    return formats.compose(
        known ->
            change.id() == null && !change.unsure() && named(was)
                ? create(change, was, known, ask)
                    .recover(
                        refusal ->
                            is(refusal, FailureCode.UPSTREAM_REJECTED)
                                    || is(refusal, FailureCode.CONFLICT)
                                ? instead(change, was, known, ask, refusal)
                                : Future.failedFuture(refusal))
                : find(change, was, ask)
                    .compose(
                        now ->
                            now.isPresent()
                                ? update(change, was, now.get(), known, ask)
                                : create(change, was, known, ask)));
  }

  private Future<String> create(
      ArrCommand.RestoreObject change, ObjectNode was, List<JsonNode> formats, Ask ask) {
    ObjectNode made = was.deepCopy();
    made.remove(ID);
    boolean profile = change.kind() == ArrObject.QUALITY_PROFILE;
    return edits.write(change.kind(), null, profile ? scored(made, formats) : made, ask);
  }

  /** What cannot be made because it is there is put back; else the refusal stands. */
  private Future<String> instead(
      ArrCommand.RestoreObject change,
      ObjectNode was,
      List<JsonNode> formats,
      Ask ask,
      Throwable refusal) {
    return find(change, was, ask)
        .compose(
            now ->
                now.isPresent()
                    ? update(change, was, now.get(), formats, ask)
                    : Future.failedFuture(refusal));
  }

  /** The object of that name: mostly the one of that id, and then the others need not be read. */
  private Future<Optional<JsonNode>> find(
      ArrCommand.RestoreObject change, ObjectNode was, Ask ask) {
    Long id = change.id();
    Future<Optional<JsonNode>> guess =
        id == null || !named(was)
            ? Future.succeededFuture(Optional.empty())
            : edits
                .tree(change.kind(), id, ask)
                .map(one -> Optional.of(one).filter(there -> same(there, was)))
                .recover(
                    cause ->
                        is(cause, FailureCode.UPSTREAM_NOT_FOUND)
                            ? Future.succeededFuture(Optional.empty())
                            : Future.failedFuture(cause));
    return guess.compose(
        found ->
            found.isPresent()
                ? Future.succeededFuture(found)
                : edits
                    .trees(change.kind(), ask)
                    .map(all -> all.stream().filter(one -> same(one, was)).findFirst()));
  }

  private static boolean is(Throwable cause, FailureCode code) {
    return cause instanceof FailureException known && known.failure().code() == code;
  }

  private Future<String> update(
      ArrCommand.RestoreObject change,
      ObjectNode was,
      JsonNode now,
      List<JsonNode> formats,
      Ask ask) {
    ObjectNode merged = (ObjectNode) now.deepCopy();
    List<String> fields = change.fields();
    was.properties().stream()
        .filter(field -> !field.getKey().equals(ID))
        .filter(field -> fields.isEmpty() || fields.contains(field.getKey()))
        .forEach(field -> merged.set(field.getKey(), field.getValue()));
    if (change.kind() == ArrObject.QUALITY_PROFILE) {
      boolean cutoff = fields.isEmpty() || fields.contains(CUTOFF);
      label(cutoff ? was : now)
          .flatMap(name -> id(merged, name))
          .ifPresent(id -> merged.set(CUTOFF, id));
      if (fields.isEmpty() || fields.contains(FORMAT_ITEMS)) {
        var ignored = scored(merged, formats);
      }
    }
    boolean fixed = change.kind() == ArrObject.TAG || change.kind() == ArrObject.ROOT_FOLDER;
    return fixed || merged.equals(now)
        ? Future.succeededFuture(now.toString())
        : edits.write(change.kind(), now.path(ID).asLong(), merged, ask);
  }

  /** Settings have no name: there is one object of them. */
  private static boolean named(JsonNode document) {
    return ArrEdits.KEYS.stream().anyMatch(document::hasNonNull);
  }

  private static boolean same(JsonNode there, JsonNode wanted) {
    return ArrEdits.KEYS.stream()
        .filter(wanted::hasNonNull)
        .findFirst()
        .map(key -> there.path(key).asText().equals(wanted.path(key).asText()))
        .orElse(true);
  }

  /** With every format that there is now, each with the score that its name had. */
  private static ObjectNode scored(ObjectNode profile, List<JsonNode> formats) {
    Map<String, JsonNode> scores = new HashMap<>();
    profile
        .path(FORMAT_ITEMS)
        .forEach(item -> scores.put(item.path(NAME).asText(), item.path("score")));
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    for (JsonNode format : formats) {
      String name = format.path(NAME).asText();
      ObjectNode item = items.addObject();
      item.set("format", format.path(ID));
      item.put(NAME, name);
      item.put("score", scores.containsKey(name) ? scores.get(name).asInt() : 0);
    }
    profile.set(FORMAT_ITEMS, items);
    return profile;
  }

  /** The name of a profile's cutoff. */
  private static Optional<String> label(JsonNode profile) {
    return items(profile)
        .filter(item -> idOf(item).asLong() == profile.path(CUTOFF).asLong())
        .map(ArrRestore::nameOf)
        .findFirst();
  }

  private static Optional<JsonNode> id(JsonNode profile, String name) {
    return items(profile)
        .filter(item -> nameOf(item).equals(name))
        .map(ArrRestore::idOf)
        .findFirst();
  }

  private static Stream<JsonNode> items(JsonNode profile) {
    return StreamSupport.stream(profile.path(ITEMS).spliterator(), false);
  }

  private static JsonNode idOf(JsonNode item) {
    return item.hasNonNull("quality") ? item.path("quality").path(ID) : item.path(ID);
  }

  private static String nameOf(JsonNode item) {
    JsonNode named = item.hasNonNull("quality") ? item.path("quality") : item;
    return named.path(NAME).asText();
  }
}
