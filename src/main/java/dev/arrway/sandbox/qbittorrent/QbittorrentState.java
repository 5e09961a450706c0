package dev.arrway.sandbox.qbittorrent;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.SandboxSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a simulated qBittorrent remembers, and the switches of tests. Safe from any thread. */
public final class QbittorrentState {
  /** The name of its one user. */
  public static final String USERNAME = Bouncer.USERNAME;

  private static final Duration DOWNLOAD_TIME = Duration.ofMinutes(1);

  private final Generation generation;
  private final Bouncer bouncer;
  private final Map<String, SimTorrent> torrents = new TreeMap<>();
  private final Map<String, Buffer> files = new TreeMap<>();
  private final Map<String, String> categories = new TreeMap<>();
  private Duration downloadTime = DOWNLOAD_TIME;
  private long freeSpace = 500L << 30;
  private int forAll;
  private boolean starting;

  QbittorrentState(SandboxSettings settings) {
    this.generation = Generation.of(settings.version());
    this.bouncer = new Bouncer(generation, settings.apiKey());
  }

  Generation generation() {
    return generation;
  }

  Bouncer bouncer() {
    return bouncer;
  }

  /** The key that version 5.2 takes in place of a login. */
  public Secret key() {
    return bouncer.key();
  }

  /** Logins that were tried. */
  public int logins() {
    return bouncer.logins();
  }

  /** Wrong logins since the last right one; at five the address is banned. */
  public int failedLogins() {
    return bouncer.failures();
  }

  /** Forgets all sessions, as after their time or a restart. */
  public void expireSessions() {
    bouncer.expireSessions();
  }

  /** Lets everybody in without a session, as the real one can let local addresses. */
  public void bypass(boolean value) {
    bouncer.bypass(value);
  }

  /** Ends a ban. */
  public void unban() {
    bouncer.unban();
  }

  /** How long later torrents take. */
  public synchronized void downloadTime(Duration value) {
    downloadTime = value;
  }

  /** Bytes that are free from now on. */
  public synchronized void freeSpace(long bytes) {
    freeSpace = bytes;
  }

  /** Whether it is as one that was just started and has not read its torrents yet. */
  public synchronized void starting(boolean value) {
    starting = value;
  }

  /** How often a change of all torrents was asked for. */
  public synchronized int forAll() {
    return forAll;
  }

  /** Whether it has a torrent. */
  public synchronized boolean has(String hash) {
    return torrents.containsKey(hash);
  }

  /** Completes a torrent, if there is one. */
  public void finish(String hash) {
    change(hash, SimTorrent::finish);
  }

  /**
   * Puts a torrent, if there is one, into a state that it does not leave by itself.
   *
   * @param state as the real one calls it: {@code error}, {@code missingFiles}, {@code stalledDL},
   *     {@code metaDL}
   */
  public void trouble(String hash, String state) {
    change(hash, torrent -> torrent.trouble(state));
  }

  /** Changes torrents by their hashes as requests write them: joined by bars, or {@code all}. */
  synchronized void change(String hashes, Consumer<SimTorrent> change) {
    if (starting) {
      return;
    }
    if (hashes.equals("all")) {
      forAll++;
      torrents.values().forEach(change);
      return;
    }
    for (String hash : hashes.split("\\|")) {
      SimTorrent torrent = torrents.get(hash.toLowerCase(java.util.Locale.ROOT));
      if (torrent != null) {
        change.accept(torrent);
      }
    }
  }

  /** Adds one; false when it is there already. */
  synchronized boolean add(Wanted wanted) {
    if (torrents.containsKey(wanted.hash())) {
      return false;
    }
    long size = 1_000_000L + Math.floorMod(wanted.hash().hashCode(), 4_000_000_000L);
    SimTorrent torrent =
        new SimTorrent(
            wanted.hash(), wanted.name(), wanted.tags(), wanted.isPrivate(), size, downloadTime);
    torrent.category = wanted.category();
    torrent.stop(wanted.stopped());
    torrents.put(wanted.hash(), torrent);
    return true;
  }

  /** Keeps the file that a torrent was added by. */
  synchronized void keep(String hash, Buffer file) {
    files.put(hash, file);
  }

  /** The file that a torrent was added by; empty when it was no file, or the torrent is gone. */
  synchronized Optional<Buffer> file(String hash) {
    return torrents.containsKey(hash) ? Optional.ofNullable(files.get(hash)) : Optional.empty();
  }

  /** A torrent that is to be added. */
  record Wanted(
      String hash,
      String name,
      String category,
      List<String> tags,
      boolean stopped,
      boolean isPrivate) {}

  synchronized void remove(String hashes) {
    List<String> gone = new ArrayList<>();
    change(hashes, torrent -> gone.add(torrent.hash));
    gone.forEach(torrents::remove);
  }

  /** False when it is there already. */
  synchronized boolean addCategory(String name, String savePath) {
    return categories.putIfAbsent(name, savePath) == null;
  }

  synchronized JsonObject categories() {
    JsonObject json = new JsonObject();
    categories.forEach(
        (name, path) -> json.put(name, new JsonObject().put("name", name).put("savePath", path)));
    return json;
  }

  synchronized JsonObject serverState() {
    return new JsonObject().put("free_space_on_disk", freeSpace).put("refresh_interval", 1_500);
  }

  /** By hash. */
  synchronized Map<String, JsonObject> list() {
    Map<String, JsonObject> list = new TreeMap<>();
    if (!starting) {
      torrents.forEach((hash, torrent) -> list.put(hash, torrent.json(generation)));
    }
    return list;
  }
}
