package dev.arrway.upstream.qbittorrent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.InfoHash;
import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.kind.download.DownloadClient;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadReply;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.http.Param;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a qBittorrent. An id that is no info hash is nobody's: {@code all}, which the server takes
 * for every torrent, is never sent.
 */
final class QbittorrentClient implements DownloadClient {
  /** How long a started server may take to read a torrent. */
  private static final Duration READING = Duration.ofSeconds(2);

  private final QbittorrentApi api;
  private final TorrentList list;
  private final Torrents torrents;
  private final Additions additions;

  QbittorrentClient(QbittorrentApi api) {
    this.api = api;
    this.list = new TorrentList(api);
    this.torrents = new Torrents(api);
    this.additions = new Additions(api, torrents);
  }

  /** A test is asked for by a user, who may have changed something there. */
  @Override
  public Future<ConnectionReport> test(Ask ask) {
    api.forgive();
    return measured(ask);
  }

  private Future<ConnectionReport> measured(Ask ask) {
    return api.text("app.webapi_version", "/app/webapiVersion", ask)
        .compose(
            ready -> {
              long began = System.nanoTime();
              return version(ask)
                  .map(
                      version ->
                          new ConnectionReport(
                              QbittorrentApi.NAME,
                              version,
                              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
            });
  }

  private Future<String> version(Ask ask) {
    return api.text("app.version", "/app/version", ask)
        .map(
            text -> {
              if (text.length() > 40 || !text.matches("v?\\d+(\\.\\d+)+.*")) {
                throw Login.notQbittorrent();
              }
              return text.startsWith("v") ? text.substring(1) : text;
            });
  }

  @Override
  public Future<Gauges> gauges(Ask ask) {
    return measured(ask)
        .compose(
            report ->
                list.refresh(ask)
                    .map(
                        done ->
                            new Gauges(
                                report.version(),
                                report.responseTimeMs(),
                                true,
                                list.active(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)));
  }

  @Override
  public Future<Fingerprint> fingerprint(Ask ask) {
    return version(ask)
        .compose(
            version ->
                tree("app.preferences", "/app/preferences", ask)
                    .compose(
                        preferences ->
                            tree("torrents.categories", "/torrents/categories", ask)
                                .map(
                                    categories ->
                                        QbittorrentFacts.of(version, preferences, categories))));
  }

  private Future<JsonNode> tree(String operation, String path, Ask ask) {
    return api.get(operation, path, List.of(), ask).map(WireJson::readTree);
  }

  @Override
  public Future<DownloadReply.Downloads> downloads(@Nullable String after, int limit, Ask ask) {
    return list.part(after, limit, ask);
  }

  @Override
  public Future<@Nullable Download> download(String id, Ask ask) {
    return look(id, ask).map(Found::download);
  }

  /**
   * What is known of a download.
   *
   * @param download null when there is none
   * @param unread whether the server, started just now, does not know of it yet
   */
  private record Found(@Nullable Download download, boolean unread) {}

  private Future<Found> look(String id, Ask ask) {
    Optional<InfoHash> hash = hash(id);
    return hash.isEmpty()
        ? Future.succeededFuture(new Found(null, false))
        : torrents
            .one(hash.get(), ask)
            .compose(
                found ->
                    found != null || list.find(id) == null
                        ? Future.succeededFuture(
                            new Found(found == null ? null : list.mapped(id, found), false))
                        : list.refresh(ask).map(done -> new Found(list.find(id), true)));
  }

  /** An id as this client gives it, and nothing else. */
  private static Optional<InfoHash> hash(String id) {
    return InfoHash.of(id).filter(hash -> hash.hex().equals(id));
  }

  @Override
  public Future<List<String>> categories(Ask ask) {
    return tree("torrents.categories", "/torrents/categories", ask)
        .map(
            categories -> {
              TreeSet<String> names = new TreeSet<>();
              categories.fieldNames().forEachRemaining(names::add);
              return List.copyOf(names);
            });
  }

  @Override
  public Future<String> add(DownloadCommand.AddDownload change, DownloadSource source, Ask ask) {
    return additions.add(change, source, ask);
  }

  @Override
  public Future<Void> pause(String id, Ask ask) {
    return existing(id, ask).compose(found -> act(id, "torrents.pause", Dialect::pause, ask));
  }

  @Override
  public Future<Void> resume(String id, Ask ask) {
    return existing(id, ask).compose(found -> act(id, "torrents.resume", Dialect::resume, ask));
  }

  /** What failed is looked at anew, as its files may be there again, and goes on. */
  @Override
  public Future<String> retry(DownloadCommand.RetryDownload change, Ask ask) {
    String id = change.id();
    return existing(id, ask)
        .compose(
            found ->
                found.status() == DownloadStatus.FAILED
                    ? act(id, "torrents.recheck", dialect -> "recheck", ask)
                    : act(id, "torrents.reannounce", dialect -> "reannounce", ask))
        .compose(done -> act(id, "torrents.resume", Dialect::resume, ask))
        .map(id);
  }

  @Override
  public Future<Void> remove(String id, boolean deleteFiles, Ask ask) {
    return look(id, ask)
        .compose(
            found -> {
              if (found.download() == null) {
                return Future.succeededFuture();
              }
              return found.unread()
                  ? Future.failedFuture(unread())
                  : act(id, "torrents.delete", dialect -> "delete", deletion(id, deleteFiles), ask);
            });
  }

  private static List<Param> deletion(String id, boolean deleteFiles) {
    return List.of(new Param("hashes", id), new Param("deleteFiles", String.valueOf(deleteFiles)));
  }

  /** The server answers changes of what it does not have as if they had been made. */
  private Future<Download> existing(String id, Ask ask) {
    return look(id, ask)
        .compose(
            found -> {
              Download download = found.download();
              if (download == null) {
                return Future.failedFuture(
                    FailureException.of(
                        FailureCode.UPSTREAM_NOT_FOUND,
                        "qBittorrent does not have this download."));
              }
              return found.unread()
                  ? Future.failedFuture(unread())
                  : Future.succeededFuture(download);
            });
  }

  private static FailureException unread() {
    return Failure.retryAfter(
            FailureCode.BUSY,
            "qBittorrent was started just now and has not read this download yet.",
            READING)
        .asException();
  }

  private Future<Void> act(String id, String operation, Function<Dialect, String> action, Ask ask) {
    return act(id, operation, action, List.of(new Param("hashes", id)), ask);
  }

  private Future<Void> act(
      String id, String operation, Function<Dialect, String> action, List<Param> form, Ask ask) {
    return api.postInDialect(operation, dialect -> "/torrents/" + action.apply(dialect), form, ask)
        .map(
            done -> {
              list.forget(id);
              return null;
            });
  }
}
