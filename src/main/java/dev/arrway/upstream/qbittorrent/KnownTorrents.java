package dev.arrway.upstream.qbittorrent;

import dev.arrway.domain.download.InfoHash;
import dev.arrway.platform.http.RowReader;
import dev.arrway.platform.http.WireRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a server has told of its torrents, put together. A server that was just started tells of
 * them before it has read them all, one by one: what was known before is therefore kept for a while
 * after everything was told anew.
 */
final class KnownTorrents {
  /** How long what is not told of again is kept after the last that was. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How a server calls the state of what it has not read yet. */
  private static final String UNREAD = "checkingResumeData";

  private final LongSupplier nanoTime;
  private final NavigableMap<String, QbittorrentWire.Torrent> told = new TreeMap<>();
  private final NavigableMap<String, QbittorrentWire.Torrent> kept = new TreeMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private long keptUntil;

  KnownTorrents(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Applies an update of the list. A torrent whose update cannot be read keeps its last known
   * state.
   *
   * @param whole whether the update contains all torrents, not only changes
   * @param rows reads the torrents
   * @throws dev.arrway.protocol.FailureException when none of all torrents can be read
   */
  void merge(
      boolean whole,
      QbittorrentWire.MainData news,
      RowReader<QbittorrentWire.Torrent, QbittorrentWire.Torrent> rows) {
    Map<String, QbittorrentWire.Torrent> readable = new HashMap<>();
    Set<String> bad = new HashSet<>();
    Objects.requireNonNullElse(news.torrents(), Map.<String, WireRow<QbittorrentWire.Torrent>>of())
        .forEach(
            (hash, row) -> {
              QbittorrentWire.Torrent torrent = rows.read(row);
              if (torrent == null) {
                bad.add(hash);
              } else {
                readable.put(hash, torrent);
              }
            });
    rows.end(whole);
    if (whole) {
      Map<String, QbittorrentWire.Torrent> before = new HashMap<>(told);
      told.forEach(kept::putIfAbsent);
      told.clear();
      before.keySet().retainAll(bad);
      told.putAll(before);
      unreadable.clear();
      keptUntil = nanoTime.getAsLong() + PATIENCE.toNanos();
    }
    readable.forEach(this::put);
    unreadable.removeAll(readable.keySet());
    unreadable.addAll(bad);
    for (String gone : Objects.requireNonNullElse(news.torrentsRemoved(), List.<String>of())) {
      told.remove(gone);
      kept.remove(gone);
      unreadable.remove(gone);
    }
    if (!kept.isEmpty()) {
      settle();
    }
  }

  private void put(String hash, QbittorrentWire.Torrent torrent) {
    InfoHash.of(hash)
        .ifPresent(id -> told.merge(id.hex(), torrent, QbittorrentWire.Torrent::changedBy));
  }

  private void settle() {
    if (kept.keySet().removeIf(this::read)) {
      keptUntil = nanoTime.getAsLong() + PATIENCE.toNanos();
    } else if (nanoTime.getAsLong() - keptUntil > 0) {
      kept.clear();
    }
  }

  private boolean read(String hash) {
    QbittorrentWire.Torrent torrent = told.get(hash);
    return torrent != null && !UNREAD.equals(torrent.state());
  }

  /** Believes the server's word alone on one that it has just changed. */
  void forget(String hash) {
    kept.remove(hash);
  }

  /** Returns the number of torrents whose last update could not be read. */
  int skipped() {
    return unreadable.size();
  }

  /** One as it was last told, or kept; null when there is none. */
  QbittorrentWire.@Nullable Torrent find(String hash) {
    QbittorrentWire.Torrent before = kept.get(hash);
    return before == null ? told.get(hash) : before;
  }

  /** All after this one by hash, or all. */
  NavigableMap<String, QbittorrentWire.Torrent> after(@Nullable String hash) {
    NavigableMap<String, QbittorrentWire.Torrent> all = told;
    if (!kept.isEmpty()) {
      all = new TreeMap<>(told);
      all.putAll(kept);
    }
    return hash == null ? all : all.tailMap(hash, false);
  }
}
