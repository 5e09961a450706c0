package dev.arrway.feature.playlists;

import dev.arrway.feature.playlists.XtreamSeries.Episode;
import dev.arrway.feature.playlists.XtreamSeriesRows.Known;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the episodes of series. A panel tells them one series a call, so that a large one takes
 * thousands of calls: what has not changed since it was asked about is not asked about again, and
 * one import asks at most {@value #MOST_CALLS} times and for ten minutes. The next goes on from
 * there.
 */
final class XtreamEpisodes {
  private static final Logger log = LoggerFactory.getLogger(XtreamEpisodes.class);
  private static final int MOST_CALLS = 500;
  private static final int FAILURES_IN_A_ROW = 5;
  private static final long MOST_NANOS = Duration.ofMinutes(10).toNanos();

  private final PlaylistParts parts;
  private final Generation generation;
  private final XtreamPanel panel;
  private final long begun = System.nanoTime();
  private int callsLeft = MOST_CALLS;
  private int failures;

  XtreamEpisodes(PlaylistParts parts, Generation generation, XtreamPanel panel) {
    this.parts = parts;
    this.generation = generation;
    this.panel = panel;
  }

  /** Episodes by the id of their series, as far as they are known or were told now. */
  Future<Map<String, List<Episode>>> of(List<XtreamSeries> batch) {
    long owner = generation.ownerId();
    return parts
        .database()
        .asUser(owner, c -> XtreamSeriesRows.find(c, generation.playlistId(), batch))
        .compose(known -> ask(wanted(batch, known)).map(told -> joined(known, told)));
  }

  private List<XtreamSeries> wanted(List<XtreamSeries> batch, Map<String, Known> known) {
    return batch.stream()
        .filter(
            series -> {
              Known before = known.get(series.id());
              return before == null || !before.isCurrent(series);
            })
        .toList();
  }

  private static Map<String, List<Episode>> joined(
      Map<String, Known> known, Map<String, List<Episode>> told) {
    Map<String, List<Episode>> all = new HashMap<>();
    known.forEach((id, before) -> all.put(id, before.episodes()));
    all.putAll(told);
    return all;
  }

  /** Two calls at a time; what is told is kept. */
  private Future<Map<String, List<Episode>>> ask(List<XtreamSeries> wanted) {
    Map<String, List<Episode>> told = new HashMap<>();
    return Future.join(askFrom(wanted, 0, told), askFrom(wanted, 1, told))
        .compose(
            asked ->
                told.isEmpty()
                    ? Future.succeededFuture()
                    : parts
                        .database()
                        .asUser(
                            generation.ownerId(),
                            c -> XtreamSeriesRows.save(c, generation, wanted, told)))
        .map(saved -> told);
  }

  private Future<Void> askFrom(List<XtreamSeries> wanted, int at, Map<String, List<Episode>> told) {
    if (at >= wanted.size() || !mayAsk()) {
      return Future.succeededFuture();
    }
    callsLeft--;
    String id = wanted.get(at).id();
    return panel
        .series(id)
        .map(
            info -> {
              failures = 0;
              told.put(id, XtreamSeries.episodes(info));
              return null;
            })
        .recover(this::failed)
        .compose(asked -> askFrom(wanted, at + 2, told));
  }

  private boolean mayAsk() {
    return callsLeft > 0 && failures < FAILURES_IN_A_ROW && System.nanoTime() - begun < MOST_NANOS;
  }

  /** A series that cannot be read is one entry; the others are none the worse for it. */
  private Future<Object> failed(Throwable cause) {
    failures++;
    log.atDebug()
        .addKeyValue("playlist", generation.playlistId())
        .addKeyValue("error", cause.getMessage())
        .log("the episodes of a series are not known");
    return Future.succeededFuture();
  }
}
