package dev.arrway.sandbox.transmission;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A simulated torrent; it advances while it is neither stopped nor in trouble. */
final class TransmissionTorrent {
  private static final int DOWNLOADING = 4;
  private static final int SEEDING = 6;
  private static final int TRACKER_ERROR = 2;
  private static final int LOCAL_ERROR = 3;

  final String hash;
  private final boolean isPrivate;
  private final long size;
  private final Duration time;
  private final Instant addedAt = Instant.now();
  private int id;
  private String name;
  private List<String> labels = List.of();
  private int bandwidthPriority;
  private boolean sequential;
  private boolean stopped;
  private boolean stalled;
  private boolean hasMetadata = true;
  private int error;
  private String errorText = "";
  private double before;
  private Instant since = addedAt;
  private @Nullable Instant completedAt;

  /** The data of a torrent that is to be added. */
  record Wanted(String hash, String name, boolean isPrivate, boolean hasMetadata) {}

  TransmissionTorrent(int id, Wanted wanted, Duration time) {
    this.id = id;
    this.hash = wanted.hash();
    this.name = wanted.name();
    this.isPrivate = wanted.isPrivate();
    this.hasMetadata = wanted.hasMetadata();
    this.size = 1_000_000L + Math.floorMod(hash.hashCode(), 4_000_000_000L);
    this.time = time;
  }

  int id() {
    return id;
  }

  void renumber(int value) {
    id = value;
  }

  String name() {
    return name;
  }

  boolean hasMetadata() {
    return hasMetadata;
  }

  void rename(String value) {
    name = value;
  }

  void label(List<String> values) {
    labels = List.copyOf(values);
  }

  void prioritize(int value) {
    bandwidthPriority = value;
  }

  boolean sequential() {
    return sequential;
  }

  void order(boolean value) {
    sequential = value;
  }

  /** Stops it or lets it go on; a start ends an error, as in the real one. */
  void stop(boolean value) {
    settle();
    stopped = value;
    if (!value) {
      error = 0;
      errorText = "";
    }
  }

  /** Stops it for an error of its own machine. */
  void fail(String text) {
    settle();
    error = LOCAL_ERROR;
    errorText = text;
    stopped = true;
  }

  /** Lets its tracker report an error, which does not stop it. */
  void warn(String text) {
    error = TRACKER_ERROR;
    errorText = text;
  }

  void stall(boolean value) {
    settle();
    stalled = value;
  }

  void setMetadata(boolean value) {
    settle();
    hasMetadata = value;
  }

  void finish() {
    before = 1;
    hasMetadata = true;
    completedAt = Instant.now();
  }

  private void settle() {
    before = progress();
    since = Instant.now();
  }

  private double progress() {
    if (before >= 1 || stopped || stalled || !hasMetadata) {
      return before;
    }
    double passed = Duration.between(since, Instant.now()).toMillis();
    double now = Math.min(1, before + passed / Math.max(1, time.toMillis()));
    if (now >= 1 && completedAt == null) {
      completedAt = Instant.now();
    }
    return now;
  }

  private int status(double progress) {
    if (stopped) {
      return 0;
    }
    return progress >= 1 ? SEEDING : DOWNLOADING;
  }

  /** Returns all fields by their names in snake_case. */
  JsonObject fields() {
    double progress = progress();
    boolean advances = status(progress) == DOWNLOADING && hasMetadata && !stalled;
    long left = hasMetadata ? Math.round(size * (1 - progress)) : 0;
    long rate = advances ? size * 1_000 / Math.max(1, time.toMillis()) : 0;
    Instant completed = completedAt;
    return new JsonObject()
        .put("id", id)
        .put("hash_string", hash)
        .put("name", name)
        .put("status", status(progress))
        .put("error", error)
        .put("error_string", errorText)
        .put("is_stalled", stalled)
        .put("is_finished", false)
        .put("is_private", isPrivate)
        .put("metadata_percent_complete", hasMetadata ? 1 : 0)
        .put("percent_done", hasMetadata ? progress : 0)
        .put("size_when_done", hasMetadata ? size : 0)
        .put("total_size", hasMetadata ? size : 0)
        .put("left_until_done", left)
        .put("desired_available", stalled ? 0 : left)
        .put("rate_download", rate)
        .put("rate_upload", 0)
        .put("eta", rate > 0 ? left / rate : -1)
        .put("upload_ratio", progress > 0 ? 0.0 : -1)
        .put("peers_connected", advances ? 5 : 0)
        .put("webseeds_sending_to_us", 0)
        .put("bandwidth_priority", bandwidthPriority)
        .put("sequential_download", sequential)
        .put("labels", new JsonArray(labels))
        .put("download_dir", "/downloads")
        .put("added_date", addedAt.getEpochSecond())
        .put("done_date", completed == null ? 0 : completed.getEpochSecond())
        .put("files", files());
  }

  /** A torrent is a folder with one file. */
  private JsonArray files() {
    JsonObject file = new JsonObject().put("name", name + "/content.bin").put("length", size);
    return hasMetadata ? new JsonArray().add(file) : new JsonArray();
  }
}
