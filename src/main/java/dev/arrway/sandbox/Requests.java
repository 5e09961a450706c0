package dev.arrway.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulated server has seen: how often each path was asked for, and the connections. Calls
 * to {@code /sandbox} are not counted. Safe to read from any thread.
 */
public final class Requests {
  private static final int PATHS_AT_MOST = 10_000;
  private static final int LAST_AT_MOST = 1_000;

  private final Map<String, Long> counts = new TreeMap<>();
  private final Deque<Seen> last = new ArrayDeque<>();
  private long total;
  private long connections;
  private long open;
  private long openAtMost;

  /**
   * One request.
   *
   * @param path without the query, since that may hold a key
   * @param keySent whether any API key came with it, right or wrong
   */
  public record Seen(Instant at, String method, String path, boolean keySent) {}

  synchronized void seen(Seen request) {
    total++;
    var key = request.method() + " " + request.path();
    counts.merge(
        counts.size() < PATHS_AT_MOST || counts.containsKey(key) ? key : "other", 1L, Long::sum);
    if (last.size() == LAST_AT_MOST) {
      last.removeFirst();
    }
    last.addLast(request);
  }

  synchronized void opened() {
    connections++;
    open++;
    openAtMost = Math.max(openAtMost, open);
  }

  synchronized void closed() {
    open--;
  }

  /** All requests since the start or the last {@link #reset()}. */
  public synchronized long total() {
    return total;
  }

  /** Requests for {@code method path}, both as sent: {@code count("GET", "/api/v3/movie")}. */
  public synchronized long count(String method, String path) {
    return counts.getOrDefault(method + " " + path, 0L);
  }

  /** Counts by {@code "METHOD /path"}. */
  public synchronized Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /** The last 1,000 requests, oldest first. */
  public synchronized List<Seen> last() {
    return List.copyOf(last);
  }

  /** Connections accepted since the start or the last {@link #reset()}. */
  public synchronized long connections() {
    return connections;
  }

  /** Connections that are open now. */
  public synchronized long open() {
    return open;
  }

  /** The most connections that were open at once. */
  public synchronized long openAtMost() {
    return openAtMost;
  }

  /** Begins counting anew; open connections stay counted as open. */
  public synchronized void reset() {
    counts.clear();
    last.clear();
    total = 0;
    connections = 0;
    openAtMost = open;
  }

  synchronized JsonObject json() {
    var paths = new JsonObject();
    counts.forEach(paths::put);
    var recent = new JsonArray();
    last.stream()
        .skip(Math.max(0, last.size() - 50))
        .map(
            seen ->
                new JsonObject()
                    .put("at", seen.at().toString())
                    .put("method", seen.method())
                    .put("path", seen.path())
                    .put("keySent", seen.keySent()))
        .forEach(recent::add);
    return new JsonObject()
        .put("total", total)
        .put("connections", connections)
        .put("open", open)
        .put("openAtMost", openAtMost)
        .put("paths", paths)
        .put("last", recent);
  }
}
