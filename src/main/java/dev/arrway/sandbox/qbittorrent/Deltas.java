package dev.arrway.sandbox.qbittorrent;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What one session has been told: the basis of {@code sync/maindata}. */
final class Deltas {
  /** An answer that was sent; the client has it when it asks with its number. */
  private record Told(long rid, Map<String, JsonObject> torrents) {}

  private Told accepted = new Told(0, Map.of());
  private Told sent = accepted;
  private long lastRid;

  /** What has changed since the answer of this number; all when that is not known. */
  synchronized JsonObject since(long rid, Map<String, JsonObject> now) {
    if (rid != 0 && rid == sent.rid()) {
      accepted = sent;
    }
    boolean full = rid == 0 || rid != accepted.rid();
    if (full) {
      accepted = new Told(rid, Map.of());
    }
    sent = new Told(++lastRid, copy(now));
    JsonObject answer = new JsonObject().put("rid", sent.rid());
    JsonObject torrents = new JsonObject();
    JsonArray removed = new JsonArray();
    sent.torrents()
        .forEach((hash, json) -> put(torrents, hash, json, accepted.torrents().get(hash)));
    accepted.torrents().keySet().stream()
        .filter(hash -> !sent.torrents().containsKey(hash))
        .forEach(removed::add);
    if (full) {
      answer.put("full_update", true);
    }
    if (!torrents.isEmpty()) {
      answer.put("torrents", torrents);
    }
    return removed.isEmpty() ? answer : answer.put("torrents_removed", removed);
  }

  synchronized void forget() {
    accepted = new Told(0, Map.of());
    sent = accepted;
  }

  private static Map<String, JsonObject> copy(Map<String, JsonObject> now) {
    Map<String, JsonObject> copy = new TreeMap<>();
    now.forEach((hash, json) -> copy.put(hash, json.copy()));
    return copy;
  }

  private static void put(
      JsonObject torrents,
      String hash,
      JsonObject now,
      @org.jspecify.annotations.Nullable JsonObject before) {
    JsonObject changed = new JsonObject();
    now.forEach(
        field -> {
          if (before == null
              || !Objects.equals(before.getValue(field.getKey()), field.getValue())) {
            changed.put(field.getKey(), field.getValue());
          }
        });
    if (!changed.isEmpty()) {
      torrents.put(hash, changed);
    }
  }
}
