package dev.arrway.sandbox.qbittorrent;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A simulated torrent; it advances while it is neither stopped nor in trouble. */
final class SimTorrent {
  private static final long NO_ETA = 8_640_000;

  final String hash;
  final String name;
  final List<String> tags;
  final boolean isPrivate;
  final long size;
  private final Duration time;
  private final Instant addedAt;
  String category;
  boolean forced;
  private boolean stopped;
  private String trouble = "";
  private double before;
  private Instant since;
  private @Nullable Instant completedAt;

  SimTorrent(
      String hash, String name, List<String> tags, boolean isPrivate, long size, Duration time) {
    this.hash = hash;
    this.name = name;
    this.tags = tags;
    this.isPrivate = isPrivate;
    this.size = size;
    this.time = time;
    this.addedAt = Instant.now();
    this.since = addedAt;
    this.category = "";
  }

  boolean stopped() {
    return stopped;
  }

  /** Stops or goes on; going on ends an error, as in the real one. */
  void stop(boolean value) {
    before = progress();
    since = Instant.now();
    stopped = value;
    if (!value && trouble.equals("error")) {
      trouble = "";
    }
  }

  /** Puts it into a state such as {@code error} until the trouble is over. */
  void trouble(String state) {
    before = progress();
    since = Instant.now();
    trouble = state;
  }

  void finish() {
    before = 1;
    trouble = "";
    completedAt = Instant.now();
  }

  private double progress() {
    if (before >= 1 || stopped || !trouble.isEmpty()) {
      return before;
    }
    double passed = Duration.between(since, Instant.now()).toMillis();
    double now = Math.min(1, before + passed / Math.max(1, time.toMillis()));
    if (now >= 1 && completedAt == null) {
      completedAt = Instant.now();
    }
    return now;
  }

  private String state(Generation generation, double progress) {
    if (!trouble.isEmpty()) {
      return trouble;
    }
    boolean done = progress >= 1;
    if (stopped) {
      return (generation.stops() ? "stopped" : "paused") + (done ? "UP" : "DL");
    }
    if (forced) {
      return done ? "forcedUP" : "forcedDL";
    }
    return done ? "stalledUP" : "downloading";
  }

  /** As lists and deltas have it, without its hash. */
  JsonObject json(Generation generation) {
    double progress = progress();
    boolean advances = !stopped && trouble.isEmpty() && progress < 1;
    boolean unknown = trouble.equals("metaDL");
    long rate = advances ? size * 1_000 / Math.max(1, time.toMillis()) : 0;
    long left = Math.round(size * (1 - progress));
    Instant completed = completedAt;
    JsonObject json =
        new JsonObject()
            .put("name", name)
            .put("state", state(generation, progress))
            .put("progress", progress)
            .put("eta", advances && rate > 0 ? left / rate : NO_ETA)
            .put("size", unknown ? -1 : size)
            .put("amount_left", unknown ? 0 : left)
            .put("dlspeed", rate)
            .put("upspeed", 0)
            .put("num_seeds", advances ? 3 : 0)
            .put("num_leechs", advances ? 2 : 0)
            .put("ratio", 0.0)
            .put("availability", advances ? 3.5 : trouble.equals("stalledDL") ? 0.4 : -1)
            .put("category", category)
            .put("tags", String.join(", ", tags))
            .put("save_path", "/downloads")
            .put("content_path", unknown ? "" : "/downloads/" + name)
            .put("added_on", addedAt.getEpochSecond())
            .put("completion_on", completed == null ? -1 : completed.getEpochSecond())
            .put("force_start", forced)
            .put("priority", progress >= 1 ? 0 : 1);
    return generation.stops() ? json.put("private", unknown ? null : isPrivate) : json;
  }
}
