package dev.arrway.upstream.qbittorrent;

import dev.arrway.domain.download.Download;
import dev.arrway.http.HttpCall;
import dev.arrway.http.WireJson;
import dev.arrway.protocol.DownloadReply;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All torrents as the server last told: it is asked for what has changed since (by {@code rid}),
 * and that is put into what is known. Used from the actor's context alone.
 */
final class TorrentList {
  private final QbittorrentApi api;
  private final KnownTorrents known = new KnownTorrents(System::nanoTime);
  private @Nullable Future<Void> refreshing;
  private @Nullable Future<Void> next;
  private @Nullable Long freeSpace;

  /** The way in by which the server told; it remembers for each what it has told. */
  private long toldTo = -1;

  private long rid;

  TorrentList(QbittorrentApi api) {
    this.api = api;
  }

  /**
   * Asks for what has changed. The answers are a sequence, hence one is awaited at a time; all who
   * ask meanwhile share the next, as the one under way may not know what they have just done.
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
    Future<Void> started =
        api.send(
                access ->
                    HttpCall.get("sync.maindata", "/api/v2/sync/maindata")
                        .query("rid", access.number() == toldTo ? rid : 0),
                ask)
            .<Void>map(
                answered -> {
                  merge(
                      answered.access().number(),
                      WireJson.read(answered.answer(), QbittorrentWire.MainData.class));
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

  private void merge(long access, QbittorrentWire.MainData news) {
    boolean whole = access != toldTo || Boolean.TRUE.equals(news.fullUpdate());
    known.merge(whole, news);
    toldTo = access;
    rid = Objects.requireNonNullElse(news.rid(), 0L);
    QbittorrentWire.ServerState server = news.serverState();
    if (server != null && server.freeSpaceOnDisk() != null) {
      freeSpace = server.freeSpaceOnDisk();
    }
  }

  /** One is being removed. */
  void forget(String id) {
    known.forget(id);
  }

  /** A part by id; the server is asked for the first, or when nothing is known yet. */
  Future<DownloadReply.Downloads> part(@Nullable String after, int limit, Ask ask) {
    boolean ready = after != null && toldTo >= 0;
    return (ready ? Future.<Void>succeededFuture() : refresh(ask)).map(done -> part(after, limit));
  }

  private DownloadReply.Downloads part(@Nullable String after, int limit) {
    NavigableMap<String, QbittorrentWire.Torrent> rest = known.after(after);
    List<Download> downloads =
        rest.entrySet().stream()
            .limit(limit)
            .map(entry -> QbittorrentMapper.download(entry.getKey(), entry.getValue(), freeSpace))
            .toList();
    boolean more = rest.entrySet().stream().skip(limit).findAny().isPresent();
    return new DownloadReply.Downloads(downloads, more);
  }

  /** How many are on their way. */
  int active() {
    return (int)
        known.after(null).entrySet().stream()
            .map(entry -> QbittorrentMapper.download(entry.getKey(), entry.getValue(), freeSpace))
            .filter(download -> download.status().active())
            .count();
  }

  /** Bytes that were free where downloads go when it last told, or null when it never did. */
  @Nullable Long freeSpace() {
    return freeSpace;
  }
}
