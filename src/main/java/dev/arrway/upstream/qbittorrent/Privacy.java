package dev.arrway.upstream.qbittorrent;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.TorrentFile;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.Expect;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which torrents are private, as versions before 5.0 do not list that: the torrent file says it,
 * which 4.5 and later give out. Looked up once for each that is on its way, a few at a time.
 */
final class Privacy {
  private static final int MOST_AT_A_TIME = 10;

  private final QbittorrentApi api;
  private final Map<String, Boolean> known = new HashMap<>();
  private boolean unavailable;

  Privacy(QbittorrentApi api) {
    this.api = api;
  }

  /** What was found out; null while nothing is known. */
  @Nullable Boolean of(String hash) {
    return known.get(hash);
  }

  /** Drops what is known of others than these. */
  void retain(Set<String> hashes) {
    known.keySet().retainAll(hashes);
  }

  /** Looks at some of those that are not known; what cannot be found out stays so. */
  Future<Void> learn(Stream<Download> downloads, Dialect dialect, Ask ask) {
    if (dialect != Dialect.V4 || unavailable) {
      return Future.succeededFuture();
    }
    List<Future<Void>> looks =
        downloads
            .filter(download -> download.status().active() && download.size() != null)
            .filter(download -> !known.containsKey(download.id()))
            .limit(MOST_AT_A_TIME)
            .map(download -> look(download.id(), ask))
            .toList();
    return looks.isEmpty() ? Future.succeededFuture() : Future.join(looks).mapEmpty();
  }

  private Future<Void> look(String hash, Ask ask) {
    return api.send(
            access ->
                HttpCall.get("torrents.export", "/api/v2/torrents/export")
                    .limits(CallLimits.LONG_LIST)
                    .query("hash", hash)
                    .expect(Expect.ANY)
                    .accept(404, 409),
            ask)
        .map(answered -> read(hash, answered.answer()))
        .otherwiseEmpty();
  }

  /** 4.4 and earlier do not know the path, and nothing else is a 404 of a torrent in the list. */
  private @Nullable Void read(String hash, HttpAnswer answer) {
    if (answer.status() == 404) {
      unavailable = true;
    } else if (answer.ok()) {
      TorrentFile.parse(answer.body().getBytes())
          .ifPresent(file -> known.put(hash, file.isPrivate()));
    }
    return null;
  }
}
