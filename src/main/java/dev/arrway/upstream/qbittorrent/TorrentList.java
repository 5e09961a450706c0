package dev.arrway.upstream.qbittorrent;

import dev.arrway.domain.download.Download;
import dev.arrway.kind.download.DownloadReply;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.RowReader;
import dev.arrway.platform.http.WireJson;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All torrents as the server last told: it is asked for what has changed since (by {@code rid}),
 * and that is put into what is known. Used from the actor's context alone.
 */
final class TorrentList {
  private final QbittorrentApi api;
  private final KnownTorrents known = new KnownTorrents(System::nanoTime);
  private final Privacy privacy;
  private @Nullable Future<Void> refreshing;
  private @Nullable Future<Void> next;
  private @Nullable Long freeSpace;

  /** The way in by which the server told; it remembers for each what it has told. */
  private long toldTo = -1;

  private long rid;

  TorrentList(QbittorrentApi api) {
    this.api = api;
    this.privacy = new Privacy(api);
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
                        .limits(CallLimits.LONG_LIST)
                        .query("rid", access.number() == toldTo ? rid : 0),
                ask)
            .compose(
                answered -> {
                  merge(
                      answered.access().number(),
                      WireJson.read(answered.answer(), QbittorrentWire.MainData.class),
                      Torrents.rows("sync.maindata", ask));
                  return privacy.learn(mapped(null), answered.access().dialect(), ask);
                })
            .eventually(
                () -> {
                  refreshing = null;
                  return Future.succeededFuture();
                });
    refreshing = started.isComplete() ? null : started;
    return started;
  }

  private void merge(
      long access,
      QbittorrentWire.MainData news,
      RowReader<QbittorrentWire.Torrent, QbittorrentWire.Torrent> rows) {
    boolean whole = access != toldTo || Boolean.TRUE.equals(news.fullUpdate());
    known.merge(whole, news, rows);
    if (whole) {
      privacy.retain(known.after(null).keySet());
    }
    toldTo = access;
    rid = Objects.requireNonNullElse(news.rid(), 0L);
    QbittorrentWire.ServerState server = news.serverState();
    if (server != null && server.freeSpaceOnDisk() != null) {
      freeSpace = server.freeSpaceOnDisk();
    }
  }

  /** One has just been changed. */
  void forget(String id) {
    known.forget(id);
  }

  /** A part by id; the server is asked for the first, or when nothing is known yet. */
  Future<DownloadReply.Downloads> part(@Nullable String after, int limit, Ask ask) {
    boolean ready = after != null && toldTo >= 0;
    return (ready ? Future.<Void>succeededFuture() : refresh(ask)).map(done -> part(after, limit));
  }

  private DownloadReply.Downloads part(@Nullable String after, int limit) {
    List<Download> downloads = mapped(after).limit(limit + 1L).toList();
    boolean more = downloads.size() > limit;
    return new DownloadReply.Downloads(
        more ? downloads.subList(0, limit) : downloads, more, after == null ? known.skipped() : 0);
  }

  /** One as it is in the list; null when it is not. */
  @Nullable Download find(String id) {
    QbittorrentWire.Torrent torrent = known.find(id);
    return torrent == null ? null : mapped(id, torrent);
  }

  private Stream<Download> mapped(@Nullable String after) {
    return known.after(after).entrySet().stream()
        .map(entry -> mapped(entry.getKey(), entry.getValue()));
  }

  /** A torrent with what is known of it besides. */
  Download mapped(String hash, QbittorrentWire.Torrent torrent) {
    return QbittorrentMapper.download(hash, torrent, privacy.of(hash), freeSpace);
  }

  /** How many are on their way. */
  int active() {
    return (int) mapped(null).filter(download -> download.status().active()).count();
  }
}
