package dev.arrway.upstream.transmission;

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
import dev.arrway.platform.http.CallLimits;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Transmission server. Torrents are named by their hashes, since the server's own numbers change
 * with each start; an id that is not a hash is never sent.
 */
final class TransmissionClient implements DownloadClient {
  private final TransmissionRpc rpc;
  private final TransmissionList list;
  private final TransmissionAdditions additions;

  TransmissionClient(TransmissionRpc rpc) {
    this.rpc = rpc;
    this.list = new TransmissionList(rpc, System::nanoTime);
    this.additions = new TransmissionAdditions(rpc);
  }

  /** Tries refused credentials again, since a user may have changed something on the server. */
  @Override
  public Future<ConnectionReport> test(Ask ask) {
    rpc.forgive();
    return measure(ask);
  }

  private Future<ConnectionReport> measure(Ask ask) {
    return server(ask)
        .compose(
            opened -> {
              long began = System.nanoTime();
              return server(ask)
                  .map(
                      server ->
                          new ConnectionReport(
                              TransmissionUpstream.NAME,
                              server.plainVersion(),
                              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
            });
  }

  private Future<TransmissionWire.ServerInfo> server(Ask ask) {
    RpcRequest request = RpcRequest.session(TransmissionWire.ServerInfo.FIELDS);
    return rpc.read("session.get", request, CallLimits.BUFFERED, ask)
        .map(
            answered ->
                TransmissionWire.ServerInfo.of(answered.result())
                    .orElseThrow(RpcRefusals::notTransmission));
  }

  @Override
  public Future<Gauges> gauges(Ask ask) {
    return measure(ask)
        .compose(report -> list.refresh(ask).map(done -> gauges(report, list.active())));
  }

  private static Gauges gauges(ConnectionReport report, int active) {
    return new Gauges(
        report.version(),
        report.responseTimeMs(),
        true,
        active,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Override
  public Future<Fingerprint> fingerprint(Ask ask) {
    return rpc.read("session.settings", TransmissionFacts.request(), CallLimits.BUFFERED, ask)
        .map(
            answered ->
                TransmissionFacts.of(
                    TransmissionWire.ServerInfo.of(answered.result())
                        .orElseThrow(RpcRefusals::notTransmission)
                        .plainVersion(),
                    answered.result(),
                    answered.access().dialect()));
  }

  @Override
  public Future<DownloadReply.Downloads> downloads(@Nullable String after, int limit, Ask ask) {
    return list.part(after, limit, ask);
  }

  @Override
  public Future<@Nullable Download> download(String id, Ask ask) {
    return lookUp(id, ask).map(LookupResult::download);
  }

  /**
   * The result of looking for a torrent.
   *
   * @param download null when there is none
   * @param unread whether the server was just started and has not read the torrent yet
   */
  private record LookupResult(@Nullable Download download, boolean unread) {}

  private Future<LookupResult> lookUp(String id, Ask ask) {
    Optional<InfoHash> hash = hash(id);
    return hash.isEmpty()
        ? Future.succeededFuture(new LookupResult(null, false))
        : rpc.torrent(hash.get(), TransmissionWire.Torrent.FIELDS, ask)
            .compose(
                found ->
                    found != null || list.find(id) == null
                        ? Future.succeededFuture(
                            new LookupResult(
                                found == null ? null : TransmissionMapper.download(found), false))
                        : list.refresh(ask).map(done -> new LookupResult(list.find(id), true)));
  }

  /** Returns the hash of an id in the spelling of this client, and of nothing else. */
  private static Optional<InfoHash> hash(String id) {
    return InfoHash.of(id).filter(hash -> hash.hex().equals(id));
  }

  @Override
  public Future<List<String>> categories(Ask ask) {
    return list.refresh(ask).map(done -> list.labels());
  }

  @Override
  public Future<String> add(DownloadCommand.AddDownload change, DownloadSource source, Ask ask) {
    return additions.add(change, source, ask);
  }

  @Override
  public Future<Void> pause(String id, Ask ask) {
    return requireExisting(id, ask)
        .compose(found -> act("torrents.pause", "torrent_stop", id, ask));
  }

  @Override
  public Future<Void> resume(String id, Ask ask) {
    return requireExisting(id, ask)
        .compose(found -> act("torrents.resume", "torrent_start", id, ask));
  }

  /** Verifies the files of a failed torrent, which may be there again, and lets it go on. */
  @Override
  public Future<String> retry(DownloadCommand.RetryDownload change, Ask ask) {
    String id = change.id();
    return requireExisting(id, ask)
        .compose(
            found ->
                found.status() == DownloadStatus.FAILED
                    ? act("torrents.verify", "torrent_verify", id, ask)
                    : act("torrents.reannounce", "torrent_reannounce", id, ask))
        .compose(done -> act("torrents.resume", "torrent_start", id, ask))
        .map(id);
  }

  @Override
  public Future<Void> remove(String id, boolean deleteFiles, Ask ask) {
    return lookUp(id, ask)
        .compose(
            found -> {
              if (found.download() == null) {
                return Future.succeededFuture();
              }
              return found.unread()
                  ? Future.failedFuture(notReadYet())
                  : sendRemoval(id, deleteFiles, ask);
            });
  }

  private Future<Void> sendRemoval(String id, boolean deleteFiles, Ask ask) {
    Map<String, Object> more = Map.of("delete_local_data", deleteFiles);
    RpcRequest request = RpcRequest.change("torrent_remove", id, more);
    return rpc.change("torrents.remove", request, CallLimits.BUFFERED, ask)
        .map(
            done -> {
              list.forget(id);
              return null;
            });
  }

  /** Finds a torrent first, as the server accepts changes of torrents that it does not have. */
  private Future<Download> requireExisting(String id, Ask ask) {
    return lookUp(id, ask)
        .compose(
            found -> {
              Download download = found.download();
              if (download == null) {
                return Future.failedFuture(
                    FailureException.of(
                        FailureCode.UPSTREAM_NOT_FOUND,
                        "Transmission does not have this download."));
              }
              return found.unread()
                  ? Future.failedFuture(notReadYet())
                  : Future.succeededFuture(download);
            });
  }

  private static FailureException notReadYet() {
    return Failure.retryAfter(
            FailureCode.BUSY,
            "Transmission was just started and has not read this download yet.",
            Duration.ofSeconds(2))
        .asException();
  }

  private Future<Void> act(String operation, String method, String id, Ask ask) {
    return rpc.change(operation, RpcRequest.change(method, id), CallLimits.BUFFERED, ask)
        .mapEmpty();
  }
}
