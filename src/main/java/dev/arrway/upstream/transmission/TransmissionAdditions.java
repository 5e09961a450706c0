package dev.arrway.upstream.transmission;

import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.InfoHash;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.domain.download.TorrentFile;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addition of torrents. The server answers with the torrent's hash, for a link after it has
 * fetched it, and names a torrent that it has already instead of adding it again. A second try of
 * an addition therefore finds what the first has added, and does what may be left to do with it.
 */
final class TransmissionAdditions {
  /**
   * The limits of an addition. A server may take longer for a link, 3.00 up to 240 s: the change is
   * then sent again, and finds the torrent once the server has fetched it.
   */
  private static final CallLimits ADDING =
      CallLimits.BUFFERED.withFirstByte(Duration.ofSeconds(60)).withWhole(Duration.ofSeconds(60));

  /** The difference that the clocks of the server and of this machine may have. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  /** The failures of a follow-up that say nothing about whether anything was sent. */
  private static final Set<FailureCode> KEPT_FAILURES =
      EnumSet.of(
          FailureCode.UPSTREAM_REJECTED,
          FailureCode.UPSTREAM_ERROR,
          FailureCode.UPSTREAM_BAD_JSON,
          FailureCode.UPSTREAM_UNEXPECTED);

  private final TransmissionRpc rpc;
  private final AdditionCompletion completion;

  TransmissionAdditions(TransmissionRpc rpc) {
    this.rpc = rpc;
    this.completion = new AdditionCompletion(rpc);
  }

  /** See {@link dev.arrway.kind.download.DownloadClient#add}. */
  Future<String> add(DownloadCommand.AddDownload change, DownloadSource source, Ask ask) {
    String category = change.download().category();
    if (category != null && (category.isBlank() || category.indexOf(',') >= 0)) {
      return rejected("The category must not be blank or contain a comma: it becomes a label.");
    }
    if (source instanceof DownloadSource.File file) {
      byte[] bytes = file.bytes().getBytes();
      return TorrentFile.parse(bytes)
          .map(
              read ->
                  read.hasVersion1()
                      ? send(change, "metainfo", Base64.getEncoder().encodeToString(bytes), ask)
                      : rejected(TorrentLinks.VERSION_2_ONLY))
          .orElseGet(() -> rejected(TorrentLinks.NO_TORRENT));
    }
    String link = ((DownloadSource.Link) source).uri().reveal().strip();
    String wrong = TorrentLinks.findProblem(link);
    return wrong == null
        ? send(change, "filename", TorrentLinks.normalize(link), ask)
        : rejected(wrong);
  }

  private static Future<String> rejected(String detail) {
    return Future.failedFuture(FailureException.of(FailureCode.UPSTREAM_REJECTED, detail));
  }

  private Future<String> send(
      DownloadCommand.AddDownload change, String key, String source, Ask ask) {
    NewDownload wanted = change.download();
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put(key, source);
    arguments.put("paused", wanted.paused());
    arguments.put("bandwidth_priority", bandwidthPriority(wanted.priority()));
    if (wanted.category() != null) {
      arguments.put("labels", List.of(wanted.category().strip()));
    }
    return rpc.change("torrents.add", new RpcRequest("torrent_add", arguments), ADDING, ask)
        .compose(answered -> completeIfNeeded(change, answered, ask));
  }

  private static int bandwidthPriority(@Nullable DownloadPriority priority) {
    if (priority == null || priority == DownloadPriority.NORMAL) {
      return 0;
    }
    return priority == DownloadPriority.LOW ? -1 : 1;
  }

  private Future<String> completeIfNeeded(
      DownloadCommand.AddDownload change, TransmissionRpc.SessionAnswer answered, Ask ask) {
    var result = WireJson.convert(answered.result(), TransmissionWire.AddResult.class);
    TransmissionWire.Torrent fresh = result.added();
    InfoHash hash = hash(fresh == null ? result.duplicate() : fresh);
    TransmissionWire.ServerInfo server = answered.access().server();
    if (fresh != null) {
      return complete(hash, change.download(), server, ask).map(hash.hex());
    }
    return change.unsure()
        ? rpc.torrent(hash, List.of("hash_string", "added_date"), ask)
            .compose(
                found ->
                    addedFor(change.download(), found)
                        ? complete(hash, change.download(), server, ask)
                        : Future.<Void>succeededFuture())
            .map(hash.hex())
        : Future.succeededFuture(hash.hex());
  }

  private Future<Void> complete(
      InfoHash hash, NewDownload wanted, TransmissionWire.ServerInfo server, Ask ask) {
    return completion
        .complete(hash, wanted, server, ask)
        .recover(cause -> Future.failedFuture(failureAfterAddition(cause)));
  }

  /**
   * Returns a failure that does not look as if nothing had been sent, since the torrent is there:
   * only a change that may have been carried out is completed by the next try.
   */
  private static Throwable failureAfterAddition(Throwable cause) {
    return cause instanceof FailureException known
            && !KEPT_FAILURES.contains(known.failure().code())
        ? FailureException.of(
            FailureCode.UPSTREAM_TIMEOUT,
            "Transmission has added the torrent, but not yet set everything that was asked for: "
                + known.failure().detail())
        : cause;
  }

  /** Returns whether a torrent is not older than the wish for it. */
  private static boolean addedFor(NewDownload wanted, TransmissionWire.@Nullable Torrent torrent) {
    Long seconds = torrent == null ? null : torrent.addedDate();
    return seconds != null
        && !Instant.ofEpochSecond(seconds).isBefore(wanted.askedAt().minus(CLOCKS));
  }

  private static InfoHash hash(TransmissionWire.@Nullable Torrent torrent) {
    String hash = torrent == null ? null : torrent.hashString();
    return InfoHash.of(Objects.requireNonNullElse(hash, ""))
        .orElseThrow(
            () ->
                FailureException.of(
                    FailureCode.UPSTREAM_UNEXPECTED,
                    "Transmission does not say which torrent it has added."));
  }
}
