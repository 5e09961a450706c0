package dev.arrway.sandbox.sabnzbd;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated SABnzbd has. Time passes when it is looked at: the first job that is not paused
 * gets all of the speed, is then unpacked in the history, and complete. Safe to use from any
 * thread.
 */
public final class SabnzbdState {
  static final int PAUSED_PRIORITY = -2;
  private static final String COMPLETE_FOLDER = "/downloads/complete";
  private static final long LINKED_SIZE = 700L << 20;

  private final List<NzbJob> queue = new ArrayList<>();
  private final List<NzbJob> history = new ArrayList<>();
  private final List<NzbJob> between = new ArrayList<>();
  private final List<String> categories =
      new ArrayList<>(List.of("*", "movies", "tv", "audio", "software"));
  private final SplittableRandom random;
  private final long stepMs;
  private final Clock clock;
  private long bytesPerSecond = 4 << 20;
  private long movedMs;
  private long historyUpdate = 1;
  private boolean paused;
  private boolean warnings = true;

  SabnzbdState(long seed, Duration step, Clock clock) {
    this.random = new SplittableRandom(seed);
    this.stepMs = step.toMillis();
    this.clock = clock;
    this.movedMs = clock.millis();
  }

  /** How fast it downloads from now on; 0 stalls it. */
  public synchronized void speed(long bytes) {
    move();
    bytesPerSecond = bytes;
  }

  /** Whether who may not ask is told why. */
  public synchronized void apiWarnings(boolean value) {
    warnings = value;
  }

  /** The ids in the queue, in its order. */
  public synchronized List<String> queued() {
    move();
    return queue.stream().map(job -> job.id).toList();
  }

  /** The ids in the history, newest first. */
  public synchronized List<String> past() {
    move();
    return history.stream().map(job -> job.id).toList();
  }

  /** Adds a job; a category that there is not becomes the default one. */
  @CanIgnoreReturnValue
  public synchronized String add(
      String name, @Nullable String category, int priority, boolean paused, long size) {
    NzbJob job = newJob(name, category, priority, paused);
    job.size = size;
    job.left = size;
    return job.id;
  }

  /** Adds a job by link, which is fetched first; one that ends in {@code missing.nzb} is not. */
  synchronized String grab(
      String url, @Nullable String name, @Nullable String category, int priority, boolean paused) {
    NzbJob job =
        newJob(name == null ? "Trying to fetch NZB from " + url : name, category, priority, paused);
    job.url = url;
    job.status = "Grabbing";
    return job.id;
  }

  private NzbJob newJob(String name, @Nullable String category, int priority, boolean paused) {
    move();
    NzbJob job = new NzbJob(newId(), name, clock.millis());
    job.category = categories.contains(category) ? String.valueOf(category) : "*";
    job.paused = paused;
    insert(job, priority);
    return job;
  }

  private String newId() {
    String letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
    StringBuilder id = new StringBuilder("SABnzbd_nzo_");
    for (int i = 0; i < 8; i++) {
      id.append(letters.charAt(random.nextInt(letters.length())));
    }
    return id.toString();
  }

  private void insert(NzbJob job, int priority) {
    job.priority = priority;
    int at = 0;
    while (at < queue.size() && queue.get(at).priority >= priority) {
      at++;
    }
    queue.add(at, job);
  }

  /** Lets a job be complete at once. */
  public synchronized void complete(String id) {
    take(id).ifPresent(job -> end(job, "Completed", ""));
  }

  /** Lets a job fail with a message. */
  public synchronized void fail(String id, String message) {
    take(id).ifPresent(job -> end(job, "Failed", message));
  }

  /** Pauses a job as SABnzbd does when an archive wants a password. */
  public synchronized void encrypt(String id) {
    inQueue(id)
        .ifPresent(
            job -> {
              job.encrypted = true;
              job.paused = true;
            });
  }

  /** Takes a job out of the queue; it is nowhere until {@link #surface}. */
  public synchronized void vanish(String id) {
    take(id).ifPresent(between::add);
  }

  /** Brings what vanished into the history, where it is being worked on. */
  public synchronized void surface() {
    between.forEach(this::unpack);
    between.clear();
  }

  private Optional<NzbJob> take(String id) {
    move();
    Optional<NzbJob> job = inQueue(id);
    job.ifPresent(queue::remove);
    return job;
  }

  private void end(NzbJob job, String status, String message) {
    history.remove(job);
    history.add(0, job);
    job.status = status;
    job.failMessage = message;
    job.endedMs = clock.millis();
    String folder = job.category.equals("*") ? "" : "/" + job.category;
    job.storage =
        status.equals("Completed")
            ? COMPLETE_FOLDER + folder + "/" + job.name
            : "/downloads/incomplete/" + job.name;
    historyUpdate++;
  }

  private void unpack(NzbJob job) {
    job.left = 0;
    job.status = "Extracting";
    job.endedMs = clock.millis() + stepMs;
    history.add(0, job);
    historyUpdate++;
  }

  /** Lets pass the time since the last look. */
  private void move() {
    long now = clock.millis();
    double bytes = (now - movedMs) / 1_000.0 * bytesPerSecond;
    movedMs = now;
    List.copyOf(queue).stream()
        .filter(job -> job.grabbing() && now - job.addedMs >= stepMs)
        .forEach(this::fetched);
    for (NzbJob job : List.copyOf(queue)) {
      if (!paused && !job.paused && !job.grabbing() && bytes > 0) {
        double got = Math.min(bytes, job.left);
        job.left -= got;
        bytes -= got;
        if (job.left <= 0) {
          queue.remove(job);
          unpack(job);
        }
      }
    }
    List.copyOf(history).stream()
        .filter(job -> !job.over() && now >= job.endedMs)
        .forEach(job -> end(job, "Completed", ""));
  }

  private void fetched(NzbJob job) {
    String url = String.valueOf(job.url);
    boolean named = !job.name.endsWith(url);
    if (url.endsWith("missing.nzb")) {
      queue.remove(job);
      job.name = named ? job.name + " - " + url : url;
      end(job, "Failed", "URL Fetching failed; Error 404");
      return;
    }
    job.status = "Downloading";
    job.size = LINKED_SIZE;
    job.left = LINKED_SIZE;
    if (!named) {
      String end = url.replaceFirst("[?#].*$", "");
      job.name = end.substring(end.lastIndexOf('/') + 1).replaceFirst("\\.nzb$", "");
    }
  }

  Optional<NzbJob> inQueue(String id) {
    return queue.stream().filter(job -> job.id.equals(id)).findFirst();
  }

  private Optional<NzbJob> inHistory(String id) {
    return history.stream().filter(job -> job.id.equals(id)).findFirst();
  }

  synchronized void pause(List<String> ids, boolean value) {
    move();
    ids.forEach(id -> inQueue(id).ifPresent(job -> job.paused = value));
  }

  /** Sets a priority, which begins a paused job. */
  synchronized int priority(String id, int value) {
    Optional<NzbJob> found = take(id);
    found.ifPresent(
        job -> {
          job.paused = false;
          insert(job, value);
        });
    return found.map(queue::indexOf).orElse(-1);
  }

  synchronized boolean category(String id, String category) {
    Optional<NzbJob> found = inQueue(id);
    found.ifPresent(job -> job.category = categories.contains(category) ? category : "*");
    return found.isPresent();
  }

  /** Removes from the queue; gives the ids that were there. */
  synchronized List<String> remove(List<String> ids) {
    return ids.stream().filter(id -> take(id).isPresent()).toList();
  }

  /** Removes from the history what is over; what is worked on stays. */
  synchronized void forget(List<String> ids) {
    move();
    history.removeIf(job -> ids.contains(job.id) && job.over());
    historyUpdate++;
  }

  /** Ends unpacking; whether there was such a job. */
  synchronized boolean abort(String id) {
    move();
    Optional<NzbJob> found = inHistory(id).filter(job -> !job.over());
    found.ifPresent(job -> end(job, "Failed", "Post-processing was aborted"));
    return found.isPresent();
  }

  /**
   * Tries again what has failed. As in SABnzbd, that does not count as a change of the history.
   *
   * @return the new id; empty when there is no such failed job
   */
  synchronized Optional<String> retry(String id) {
    move();
    Optional<NzbJob> failed = inHistory(id).filter(job -> job.status.equals("Failed"));
    return failed.map(
        job -> {
          history.remove(job);
          return add(job.name, job.category, 0, false, Math.max(1, job.size));
        });
  }

  synchronized void pauseAll(boolean value) {
    move();
    paused = value;
  }

  synchronized void addCategory(String name) {
    if (!categories.contains(name)) {
      categories.add(name);
    }
  }

  synchronized List<String> categories() {
    return List.copyOf(categories);
  }

  synchronized boolean warns() {
    return warnings;
  }

  /** Answers from one moment's state. */
  synchronized <T> T read(Reader<T> reader) {
    move();
    return reader.read(new View(queue, history, bytesPerSecond, paused, historyUpdate));
  }

  /** The state at one moment; not to be kept. */
  record View(
      List<NzbJob> queue,
      List<NzbJob> history,
      long bytesPerSecond,
      boolean paused,
      long historyUpdate) {}

  /** Makes something of the state. */
  interface Reader<T> {
    T read(View view);
  }

  static List<String> ids(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).filter(id -> !id.isEmpty()).toList();
  }
}
