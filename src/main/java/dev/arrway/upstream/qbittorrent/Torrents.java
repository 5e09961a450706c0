package dev.arrway.upstream.qbittorrent;

import dev.arrway.domain.download.InfoHash;
import dev.arrway.platform.http.Param;
import dev.arrway.platform.http.RowReader;
import dev.arrway.platform.http.WireJson;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks up single torrents, past what is kept. */
final class Torrents {
  private final QbittorrentApi api;

  Torrents(QbittorrentApi api) {
    this.api = api;
  }

  /** One torrent; null when the server does not have it. */
  Future<QbittorrentWire.@Nullable Torrent> one(InfoHash hash, Ask ask) {
    return info(new Param("hashes", hash.hex()), ask)
        .map(found -> found.stream().filter(each -> hash.hex().equals(each.hash())).findFirst())
        .map(found -> found.orElse(null));
  }

  /** Which of these the server has; null for none. */
  Future<@Nullable String> first(List<InfoHash> hashes, Ask ask) {
    List<String> ids = hashes.stream().map(InfoHash::hex).toList();
    String joined = ids.stream().collect(Collectors.joining("|"));
    return info(new Param("hashes", joined), ask)
        .map(found -> found.stream().map(QbittorrentWire.Torrent::hash).toList())
        .map(found -> ids.stream().filter(found::contains).findFirst().orElse(null));
  }

  /** The one with this tag; null for none. Older versions list all, whatever tag is asked for. */
  Future<@Nullable String> tagged(String tag, Ask ask) {
    return info(new Param("tag", tag), ask)
        .map(
            found ->
                found.stream()
                    .filter(each -> QbittorrentMapper.tags(each.tags()).contains(tag))
                    .flatMap(each -> InfoHash.of(String.valueOf(each.hash())).stream())
                    .map(InfoHash::hex)
                    .findFirst()
                    .orElse(null));
  }

  private Future<List<QbittorrentWire.Torrent>> info(Param filter, Ask ask) {
    return api.get("torrents.info", "/torrents/info", List.of(filter), ask)
        .map(answer -> WireJson.readList(answer, rows("torrents.info", ask)));
  }

  /** Returns a reader of rows of a list of torrents. */
  static RowReader<QbittorrentWire.Torrent, QbittorrentWire.Torrent> rows(String list, Ask ask) {
    return new RowReader<>(list, QbittorrentWire.Torrent.class, Function.identity(), ask.skipped());
  }
}
