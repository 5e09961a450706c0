package dev.arrway.upstream.transmission;

import dev.arrway.domain.download.Download;
import dev.arrway.kind.download.DownloadReply;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.RowReader;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All torrents of a server as it last listed them. Used from the actor's context alone.
 *
 * <p>The server's own list of changes ({@code ids: recently-active}) is not used: it covers the
 * last minute only, names removed torrents by numbers that change with each start, and does not
 * count every change as activity.
 */
final class TransmissionList {
  /** The time from the start of a session in which a server may not have read its torrents yet. */
  static final Duration READING_TIME = Duration.ofSeconds(10);

  private final TransmissionRpc rpc;
  private final LongSupplier nanoTime;
  private NavigableMap<String, Download> known = new TreeMap<>();
  private int skipped;
  private long listedIn = -1;
  private long readUntil;
  private @Nullable Future<Void> refreshing;
  private @Nullable Future<Void> next;

  TransmissionList(TransmissionRpc rpc, LongSupplier nanoTime) {
    this.rpc = rpc;
    this.nanoTime = nanoTime;
  }

  /**
   * Asks for all torrents. One answer is awaited at a time; all who ask meanwhile share the next,
   * as the one under way may not show what they have just changed.
   */
  Future<Void> refresh(Ask ask) {
    Future<Void> running = refreshing;
    if (running == null) {
      return start(ask);
    }
    Future<Void> waiting = next;
    if (waiting == null) {
      waiting =
          running.transform(
              (done, cause) -> {
                next = null;
                return start(ask);
              });
      next = waiting;
    }
    return waiting;
  }

  private Future<Void> start(Ask ask) {
    RpcRequest request = RpcRequest.allTorrents(TransmissionWire.Torrent.FIELDS);
    Future<Void> started =
        rpc.read("torrents.list", request, CallLimits.LONG_LIST, ask)
            .<Void>map(
                answered -> {
                  merge(answered, ask);
                  return null;
                })
            .eventually(
                () -> {
                  refreshing = null;
                  return Future.succeededFuture();
                });
    refreshing = started.isComplete() ? null : started;
    return started;
  }

  private void merge(TransmissionRpc.SessionAnswer answered, Ask ask) {
    RowReader<TransmissionWire.Torrent, Download> rows =
        new RowReader<>(
            "torrents.list",
            TransmissionWire.Torrent.class,
            TransmissionMapper::download,
            ask.skipped());
    List<Download> listed = rows.all(answered.torrents());
    replace(answered.access().number(), listed, rows.skipped());
  }

  /**
   * Takes a list as the server's torrents. A server that was just started accepts calls before it
   * has read its torrents, and then has an empty list: what was known before is kept for a while.
   *
   * @param session the number of the session that the list came in
   * @param unreadable rows that are not among the list
   */
  void replace(long session, List<Download> listed, int unreadable) {
    if (session != listedIn) {
      listedIn = session;
      readUntil = nanoTime.getAsLong() + READING_TIME.toNanos();
    }
    if (listed.isEmpty() && nanoTime.getAsLong() - readUntil < 0) {
      return;
    }
    NavigableMap<String, Download> now = new TreeMap<>();
    listed.forEach(download -> now.put(download.id(), download));
    known = now;
    skipped = unreadable;
  }

  /** Forgets a torrent that the server has just removed. */
  void forget(String id) {
    known.remove(id);
  }

  /** Returns a torrent as it is in the list; null when it is not. */
  @Nullable Download find(String id) {
    return known.get(id);
  }

  /** Returns a part by id; the server is asked for the first, or when nothing is known yet. */
  Future<DownloadReply.Downloads> part(@Nullable String after, int limit, Ask ask) {
    boolean ready = after != null && listedIn >= 0;
    return (ready ? Future.<Void>succeededFuture() : refresh(ask)).map(done -> part(after, limit));
  }

  private DownloadReply.Downloads part(@Nullable String after, int limit) {
    var rest = after == null ? known : known.tailMap(after, false);
    List<Download> downloads = rest.values().stream().limit(limit + 1L).toList();
    boolean more = downloads.size() > limit;
    return new DownloadReply.Downloads(
        more ? downloads.subList(0, limit) : downloads, more, after == null ? skipped : 0);
  }

  /** Returns the number of torrents that are not complete and have not failed. */
  int active() {
    return (int) known.values().stream().filter(each -> each.status().active()).count();
  }

  /** Returns all labels in alphabetical order: each could be the category of a torrent. */
  List<String> labels() {
    TreeSet<String> labels = new TreeSet<>();
    for (Download each : known.values()) {
      String first = each.category();
      if (first != null) {
        labels.add(first);
      }
      labels.addAll(each.tags());
    }
    return List.copyOf(labels);
  }
}
