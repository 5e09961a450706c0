package dev.arrway.upstream.qbittorrent;

import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.InfoHash;
import dev.arrway.domain.download.MagnetLink;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.domain.download.TorrentFile;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.HttpBody.Part;
import dev.arrway.platform.http.Param;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Adds torrents. Magnet links and files tell the hash that the server will know the torrent by; the
 * torrent of a plain link, which the server fetches by itself later, is found by its tag.
 */
final class Additions {
  /** How long a torrent whose addition was accepted may take to be listed. */
  private static final Duration LISTED_WITHIN = Duration.ofSeconds(15);

  /** How long the server may take to fetch a link. */
  private static final Duration FETCHED_WITHIN = Duration.ofSeconds(30);

  private static final String NO_TORRENT = "This is neither a torrent file nor a link to one.";

  private final QbittorrentApi api;
  private final Torrents torrents;

  Additions(QbittorrentApi api, Torrents torrents) {
    this.api = api;
    this.torrents = torrents;
  }

  /** See {@link dev.arrway.kind.download.DownloadClient#add}. */
  Future<String> add(DownloadCommand.AddDownload change, DownloadSource source, Ask ask) {
    if (source instanceof DownloadSource.File file) {
      return TorrentFile.parse(file.bytes().getBytes())
          .map(
              torrent ->
                  known(
                      change.download(),
                      torrent.hashes(),
                      Part.file(
                          "torrents", fileName(file), "application/x-bittorrent", file.bytes()),
                      ask))
          .orElseGet(() -> Future.failedFuture(rejected(NO_TORRENT)));
    }
    return link(change, ((DownloadSource.Link) source).uri().reveal().strip(), ask);
  }

  private Future<String> link(DownloadCommand.AddDownload change, String link, Ask ask) {
    Part urls = Part.field("urls", link);
    if (MagnetLink.looksLike(link)) {
      return MagnetLink.parse(link)
          .map(magnet -> known(change.download(), magnet.hashes(), urls, ask))
          .orElseGet(() -> Future.failedFuture(rejected("The magnet link names no torrent.")));
    }
    String lower = link.toLowerCase(Locale.ROOT);
    boolean web = lower.startsWith("http://") || lower.startsWith("https://");
    return web && link.indexOf('\n') < 0
        ? tagged(change, urls, ask)
        : Future.failedFuture(rejected(NO_TORRENT));
  }

  /** The server looks at the name's ending. */
  private static String fileName(DownloadSource.File file) {
    return file.name().toLowerCase(Locale.ROOT).endsWith(".torrent")
        ? file.name()
        : file.name() + ".torrent";
  }

  private Future<String> known(NewDownload wanted, List<InfoHash> hashes, Part source, Ask ask) {
    Finder finder = () -> torrents.first(hashes, ask);
    return finder
        .find()
        .compose(
            found ->
                found != null
                    ? Future.succeededFuture(found)
                    : send(wanted, List.of(source), ask)
                        .compose(
                            taken ->
                                taken
                                    ? listed(finder, LISTED_WITHIN, ask, notListed())
                                    : already(finder))
                        .compose(id -> prioritized(id, wanted, ask)));
  }

  /** One that the server has already, which may have come to it just now, is refused by it. */
  private static Future<String> already(Finder finder) {
    return finder
        .find()
        .compose(
            found ->
                found == null
                    ? Future.failedFuture(rejected("qBittorrent does not take this torrent."))
                    : Future.succeededFuture(found));
  }

  private Future<String> tagged(DownloadCommand.AddDownload change, Part urls, Ask ask) {
    NewDownload wanted = change.download();
    Finder finder = () -> torrents.tagged(wanted.token(), ask);
    Future<@Nullable String> before =
        change.unsure() ? finder.find() : Future.succeededFuture(null);
    return before.compose(
        found ->
            found != null
                ? Future.succeededFuture(found)
                : send(wanted, List.of(urls, Part.field("tags", wanted.token())), ask)
                    .compose(
                        taken ->
                            taken
                                ? listed(finder, FETCHED_WITHIN, ask, notFetched())
                                : already(finder))
                    .compose(id -> prioritized(id, wanted, ask)));
  }

  /** Looks for one torrent; null while it is not there. */
  private interface Finder {
    Future<@Nullable String> find();
  }

  private Future<String> listed(Finder finder, Duration within, Ask ask, FailureException late) {
    return Waiting.until(finder::find, within, ask.deadline(), late);
  }

  /** Whether the server took it; false when it has it already, or refuses it. */
  private Future<Boolean> send(NewDownload wanted, List<Part> source, Ask ask) {
    List<Part> parts = new ArrayList<>(source);
    String category = wanted.category();
    String name = wanted.name();
    if (category != null) {
      parts.add(Part.field("category", category));
    }
    if (name != null) {
      parts.add(Part.field("rename", name));
    }
    // Versions before 5.0 know the first of these, later ones the second.
    parts.add(Part.field("paused", String.valueOf(wanted.paused())));
    parts.add(Part.field("stopped", String.valueOf(wanted.paused())));
    parts.add(Part.field("sequentialDownload", String.valueOf(wanted.sequential())));
    parts.add(Part.field("firstLastPiecePrio", String.valueOf(wanted.firstLastPiece())));
    Function<Dialect, String> path = dialect -> "/torrents/add";
    return ensured(category, ask)
        .compose(
            ready -> api.post("torrents.add", path, HttpBody.multipart(parts), ask, 400, 409, 415))
        .map(Additions::taken);
  }

  private static boolean taken(HttpAnswer answer) {
    if (answer.status() == 415 || answer.status() == 400) {
      throw rejected("qBittorrent cannot read this torrent.");
    }
    return answer.ok() && !answer.body().toString().strip().equals("Fails.");
  }

  private Future<Void> ensured(@Nullable String category, Ask ask) {
    return category == null
        ? Future.succeededFuture()
        : api.post(
                "torrents.create_category",
                "/torrents/createCategory",
                List.of(new Param("category", category), new Param("savePath", "")),
                ask,
                409)
            .mapEmpty();
  }

  /** A wish: a server without queues has no order, and refuses. */
  private Future<String> prioritized(String id, NewDownload wanted, Ask ask) {
    DownloadPriority priority = wanted.priority();
    if (priority == null || priority == DownloadPriority.NORMAL) {
      return Future.succeededFuture(id);
    }
    List<Param> form = new ArrayList<>(List.of(new Param("hashes", id)));
    if (priority == DownloadPriority.FORCE) {
      form.add(new Param("value", "true"));
    }
    String path =
        switch (priority) {
          case FORCE -> "/torrents/setForceStart";
          case HIGH -> "/torrents/topPrio";
          default -> "/torrents/bottomPrio";
        };
    boolean starts = priority == DownloadPriority.FORCE && wanted.paused();
    return starts
        ? Future.succeededFuture(id)
        : api.post("torrents.priority", path, form, ask, 409)
            .transform((answer, cause) -> Future.succeededFuture(id));
  }

  private static FailureException rejected(String detail) {
    return FailureException.of(FailureCode.UPSTREAM_REJECTED, detail);
  }

  private static FailureException notListed() {
    return FailureException.of(
        FailureCode.UPSTREAM_TIMEOUT, "qBittorrent took the torrent but does not list it yet.");
  }

  private static FailureException notFetched() {
    return rejected(
        "qBittorrent took the link, but no new torrent came of it: either it has that one already,"
            + " or the link does not lead to a torrent.");
  }
}
