package dev.arrway.feature.playlists;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.playlists.EntryReader.Read;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

/**
 * One import of an Xtream account: looks whether it may be used, then reads movies, channels, and
 * series with their episodes, last since their failures close the way for a while. Used from one
 * context.
 */
final class XtreamImport {
  private static final int SERIES_AT_ONCE = 100;
  private static final int MOST_SERIES = 200_000;
  private static final long MOST_LISTED_TEXT = 32_000_000;

  private final PlaylistParts parts;
  private final Generation generation;
  private final XtreamPanel panel;
  private final XtreamRows rows;
  private final XtreamEpisodes episodes;
  private final ImportWriter writer;
  private long listedText;

  XtreamImport(
      PlaylistParts parts, Generation generation, XtreamPanel panel, XtreamAccount account) {
    this.parts = parts;
    this.generation = generation;
    this.panel = panel;
    this.rows = new XtreamRows(account, parts.secrets(), generation, parts.quotas().playlist());
    this.episodes = new XtreamEpisodes(parts, generation, panel);
    this.writer = new ImportWriter(parts, generation);
  }

  /** Reads everything and ends the import well; what it fails with is to be given to the writer. */
  Future<Void> run() {
    return panel
        .check()
        .compose(may -> streams("vod", "movies", rows::movies))
        .compose(read -> streams("live", "channels", rows::live))
        .compose(read -> series())
        .compose(read -> queued(rows::finish))
        .compose(queued -> writer.finish());
  }

  /** What runs, or ended badly: ends the import so. */
  Future<Void> fail(Throwable cause) {
    return writer.fail(cause);
  }

  private Future<Void> streams(
      String kind, String what, BiFunction<List<JsonNode>, Map<String, String>, Read> maker) {
    return panel
        .groups("get_" + kind + "_categories")
        .compose(
            groups ->
                panel.list(
                    "get_" + kind + "_streams", nodes -> queued(() -> maker.apply(nodes, groups))))
        .compose(read -> ended(what));
  }

  /**
   * The list is read first: the panel must not be kept waiting within it for what it tells next.
   */
  private Future<Void> series() {
    List<XtreamSeries> listed = new ArrayList<>();
    return panel
        .groups("get_series_categories")
        .compose(
            groups ->
                panel.list(
                    "get_series",
                    nodes ->
                        parts
                            .workers()
                            .run(generation.ownerId(), () -> rows.listed(nodes, groups))
                            .map(
                                series -> {
                                  take(series, listed);
                                  return null;
                                })))
        .compose(read -> ended("series"))
        .compose(ended -> episodes(listed, 0))
        .compose(
            read ->
                parts
                    .database()
                    .asUser(
                        generation.ownerId(),
                        c -> XtreamSeriesRows.keepOnly(c, generation.playlistId(), listed)));
  }

  private void take(List<XtreamSeries> more, List<XtreamSeries> listed) {
    for (XtreamSeries one : more) {
      listedText += one.name().length() + one.modified().length() + one.id().length();
    }
    if (listed.size() + more.size() > MOST_SERIES || listedText > MOST_LISTED_TEXT) {
      throw FailureException.of(
          FailureCode.LIMIT_EXCEEDED,
          "The provider lists more than "
              + MOST_SERIES
              + " series, or names of them that are longer than "
              + MOST_LISTED_TEXT
              + " characters together.");
    }
    listed.addAll(more);
  }

  private Future<Void> episodes(List<XtreamSeries> listed, int from) {
    if (from >= listed.size()) {
      return Future.succeededFuture();
    }
    List<XtreamSeries> batch = listed.subList(from, Math.min(listed.size(), from + SERIES_AT_ONCE));
    return episodes
        .of(batch)
        .compose(known -> queued(() -> rows.series(batch, known)))
        .compose(queued -> episodes(listed, from + SERIES_AT_ONCE));
  }

  private Future<Void> ended(String what) {
    return parts
        .workers()
        .run(
            generation.ownerId(),
            () -> {
              rows.endOfList(what);
              return null;
            });
  }

  private Future<Void> queued(Callable<Read> work) {
    return parts.workers().run(generation.ownerId(), work).compose(writer::queue);
  }
}
