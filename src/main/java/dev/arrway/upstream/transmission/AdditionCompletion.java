package dev.arrway.upstream.transmission;

import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.InfoHash;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of an addition that takes requests of its own: labels before 4.0, another name, pieces
 * in order and a start before the queue. Each can be repeated. The server cannot fetch the first
 * and the last piece first.
 */
final class AdditionCompletion {
  private static final List<String> FIELDS = List.of("hash_string", "name", "files");

  private final TransmissionRpc rpc;

  AdditionCompletion(TransmissionRpc rpc) {
    this.rpc = rpc;
  }

  /** Does with a torrent that is there what was asked for when it was added. */
  Future<Void> complete(
      InfoHash hash, NewDownload wanted, TransmissionWire.ServerInfo server, Ask ask) {
    return applyLabel(hash, wanted, server, ask)
        .compose(done -> applyName(hash, wanted, ask))
        .compose(done -> setOrder(hash, wanted, server, ask))
        .compose(done -> startNow(hash, wanted, ask));
  }

  private Future<Void> applyLabel(
      InfoHash hash, NewDownload wanted, TransmissionWire.ServerInfo server, Ask ask) {
    String category = wanted.category();
    return category == null || server.takesLabelsOfNewTorrents()
        ? Future.succeededFuture()
        : change("torrent_set", hash, Map.of("labels", List.of(category.strip())), ask);
  }

  private Future<Void> applyName(InfoHash hash, NewDownload wanted, Ask ask) {
    String asked = wanted.name();
    return asked == null
        ? Future.succeededFuture()
        : rpc.torrent(hash, FIELDS, ask).compose(torrent -> applyName(hash, torrent, asked, ask));
  }

  private Future<Void> applyName(
      InfoHash hash, TransmissionWire.@Nullable Torrent torrent, String asked, Ask ask) {
    String name = torrent == null ? null : torrent.name();
    String wish = torrent == null ? null : newName(torrent, asked);
    return name == null || wish == null || wish.equals(name)
        ? Future.succeededFuture()
        : rename(hash, name, wish, ask);
  }

  /**
   * Returns the name of the file or folder that a name asked for leads to: a single file keeps its
   * ending, by which others know what is in it. Null when the torrent cannot be renamed, as the
   * metadata is not there yet, or the name cannot be that of a file.
   */
  static @Nullable String newName(TransmissionWire.Torrent torrent, String wanted) {
    List<TransmissionWire.TorrentContent> files =
        Objects.requireNonNullElse(torrent.files(), List.of());
    boolean usable =
        !wanted.isBlank() && !wanted.equals(".") && !wanted.equals("..") && wanted.indexOf('/') < 0;
    String name = torrent.name();
    if (files.isEmpty() || !usable || name == null) {
      return null;
    }
    boolean single = files.size() == 1 && name.equals(files.get(0).name());
    int dot = name.lastIndexOf('.');
    String ending = single && dot > 0 ? name.substring(dot) : "";
    return wanted.endsWith(ending) ? wanted : wanted + ending;
  }

  /** The name is a wish that a server may refuse, such as when there is a file of that name. */
  private Future<Void> rename(InfoHash hash, String name, String wish, Ask ask) {
    return change("torrent_rename_path", hash, Map.of("path", name, "name", wish), ask)
        .recover(
            cause ->
                cause instanceof FailureException known
                        && known.failure().code() == FailureCode.UPSTREAM_REJECTED
                    ? Future.succeededFuture()
                    : Future.failedFuture(cause));
  }

  private Future<Void> setOrder(
      InfoHash hash, NewDownload wanted, TransmissionWire.ServerInfo server, Ask ask) {
    return wanted.sequential() && server.fetchesInOrder()
        ? change("torrent_set", hash, Map.of("sequential_download", true), ask)
        : Future.succeededFuture();
  }

  private Future<Void> startNow(InfoHash hash, NewDownload wanted, Ask ask) {
    return wanted.priority() == DownloadPriority.FORCE && !wanted.paused()
        ? change("torrent_start_now", hash, Map.of(), ask)
        : Future.succeededFuture();
  }

  private Future<Void> change(String method, InfoHash hash, Map<String, Object> more, Ask ask) {
    String operation = "torrents." + method.substring("torrent_".length());
    RpcRequest request = RpcRequest.change(method, hash.hex(), more);
    return rpc.change(operation, request, CallLimits.BUFFERED, ask).mapEmpty();
  }
}
