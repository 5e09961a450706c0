package dev.arrway.sandbox.transmission;

import dev.arrway.sandbox.SandboxSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The torrents of a simulated Transmission, and the switches of tests. Safe from any thread. */
public final class TransmissionState {
  /** The name of its one user. */
  public static final String USERNAME = "transmission";

  private static final Set<Object> MANY = Set.of("recently-active", "recently_active");
  private static final Duration DOWNLOAD_TIME = Duration.ofMinutes(1);

  private final TransmissionVersion version;
  private final TransmissionAccess access = new TransmissionAccess();
  private final Map<String, TransmissionTorrent> torrents = new LinkedHashMap<>();
  private Duration downloadTime = DOWNLOAD_TIME;
  private int lastId;
  private int forAll;
  private boolean reading;
  private boolean denyNext;

  TransmissionState(SandboxSettings settings) {
    this.version = TransmissionVersion.of(settings.version());
  }

  TransmissionVersion version() {
    return version;
  }

  /** Returns the rules for who may call. */
  public TransmissionAccess access() {
    return access;
  }

  /** Sets how long later torrents take. */
  public synchronized void downloadTime(Duration value) {
    downloadTime = value;
  }

  /** Switches whether it is like one that was just started and has not read its torrents yet. */
  public synchronized void reading(boolean value) {
    reading = value;
  }

  /**
   * Gives new numbers to all torrents and a new session id, and forgets failed logins, as a start
   * of the real one does.
   */
  public synchronized void restart() {
    access.restart();
    List<TransmissionTorrent> all = new ArrayList<>(torrents.values());
    for (int i = 0; i < all.size(); i++) {
      all.get(i).renumber(all.size() - i);
    }
  }

  /**
   * Denies all addresses as soon as the next torrent is added: the client gets that answer only.
   */
  public synchronized void denyAfterNextAddition() {
    denyNext = true;
  }

  /** Returns how often a change of all torrents, or of all recently active ones, was asked for. */
  public synchronized int forAll() {
    return forAll;
  }

  /** Returns whether it has a torrent. */
  public synchronized boolean has(String hash) {
    return torrents.containsKey(hash);
  }

  /** Returns whether the pieces of a torrent are downloaded in order. */
  public synchronized boolean isSequential(String hash) {
    TransmissionTorrent torrent = torrents.get(hash);
    return torrent != null && torrent.sequential();
  }

  /** Completes a torrent, if there is one. */
  public void finish(String hash) {
    change(hash, TransmissionTorrent::finish);
  }

  /** Stops a torrent, if there is one, with an error such as {@code No data found!…}. */
  public void fail(String hash, String text) {
    change(hash, torrent -> torrent.fail(text));
  }

  /** Lets the tracker of a torrent report an error. */
  public void warn(String hash, String text) {
    change(hash, torrent -> torrent.warn(text));
  }

  /** Switches whether nothing of a torrent arrives. */
  public void stall(String hash, boolean value) {
    change(hash, torrent -> torrent.stall(value));
  }

  /** Switches whether the metadata of a torrent is there. */
  public void setMetadata(String hash, boolean value) {
    change(hash, torrent -> torrent.setMetadata(value));
  }

  private synchronized void change(String hash, Consumer<TransmissionTorrent> change) {
    TransmissionTorrent torrent = torrents.get(hash);
    if (torrent != null) {
      change.accept(torrent);
    }
  }

  /** Returns the torrents that {@code ids} names; all when it is absent. */
  synchronized List<TransmissionTorrent> select(@Nullable Object ids) {
    if (reading) {
      return List.of();
    }
    if (ids == null || namesMany(ids)) {
      return List.copyOf(torrents.values());
    }
    List<Object> wanted = listed(ids);
    return torrents.values().stream()
        .filter(torrent -> wanted.stream().anyMatch(each -> isId(torrent, each)))
        .toList();
  }

  /** Returns whether these stand for torrents that they do not name, alone or within a list. */
  private static boolean namesMany(Object ids) {
    return listed(ids).stream().anyMatch(MANY::contains);
  }

  private static List<Object> listed(Object ids) {
    if (!(ids instanceof Iterable<?> several)) {
      return List.of(ids);
    }
    List<Object> all = new ArrayList<>();
    several.forEach(all::add);
    return all;
  }

  private static boolean isId(TransmissionTorrent torrent, Object id) {
    return id instanceof Number number
        ? number.intValue() == torrent.id()
        : id.toString().toLowerCase(Locale.ROOT).equals(torrent.hash);
  }

  /** Changes the torrents that {@code ids} names. */
  synchronized void change(@Nullable Object ids, Consumer<TransmissionTorrent> change) {
    if (ids == null || namesMany(ids)) {
      forAll++;
    }
    select(ids).forEach(change);
  }

  synchronized void remove(@Nullable Object ids) {
    if (ids == null || namesMany(ids)) {
      forAll++;
    }
    select(ids).forEach(torrent -> torrents.remove(torrent.hash));
  }

  /** Returns the torrent of a hash; empty when there is none. */
  synchronized Optional<TransmissionTorrent> find(String hash) {
    return Optional.ofNullable(torrents.get(hash));
  }

  /** Adds a torrent that is not there yet. */
  synchronized TransmissionTorrent add(TransmissionTorrent.Wanted wanted) {
    TransmissionTorrent torrent = new TransmissionTorrent(++lastId, wanted, downloadTime);
    torrents.put(wanted.hash(), torrent);
    if (denyNext) {
      denyNext = false;
      access.denyAddresses(true);
    }
    return torrent;
  }
}
