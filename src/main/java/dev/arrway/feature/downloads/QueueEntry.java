package dev.arrway.feature.downloads;

import dev.arrway.domain.arr.QueueItem;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Radarr or Sonarr knows of a download: the rows of one movie or series in its queue, of
 * which a season pack has one an episode.
 *
 * @param queueIds of all rows; not stable across restarts
 * @param title of the release
 * @param movieId on a Radarr
 * @param seriesId on a Sonarr
 * @param state how far the import is, of the row that is worst off
 * @param messages what the instance says about the rows, each once
 */
public record QueueEntry(
    long instanceId,
    String instanceName,
    List<Long> queueIds,
    String title,
    @Nullable Long movieId,
    @Nullable Long seriesId,
    List<Long> episodeIds,
    List<Integer> seasons,
    String status,
    @Nullable String trackedStatus,
    @Nullable String state,
    @Nullable String error,
    List<String> messages) {
  private static final String BLOCKED = "import_blocked";

  public QueueEntry {
    queueIds = List.copyOf(queueIds);
    episodeIds = List.copyOf(episodeIds);
    seasons = List.copyOf(seasons);
    messages = List.copyOf(messages);
  }

  /** Of rows that belong together, at least one. */
  static QueueEntry of(long instanceId, String instanceName, List<QueueItem> rows) {
    QueueItem worst = rows.stream().filter(QueueEntry::blocked).findFirst().orElse(rows.get(0));
    return new QueueEntry(
        instanceId,
        instanceName,
        rows.stream().map(QueueItem::id).toList(),
        worst.title(),
        worst.movieId(),
        worst.seriesId(),
        some(rows.stream().map(QueueItem::episodeId)),
        some(rows.stream().map(QueueItem::season)),
        worst.status(),
        worst.trackedStatus(),
        worst.trackedState(),
        rows.stream().map(QueueItem::error).filter(Objects::nonNull).findFirst().orElse(null),
        rows.stream().flatMap(row -> row.messages().stream()).distinct().toList());
  }

  private static <T extends Comparable<T>> List<T> some(Stream<@Nullable T> values) {
    return values.filter(Objects::nonNull).distinct().sorted().toList();
  }

  /** Whether the instance does not take what was downloaded. */
  boolean blocked() {
    return blocked(state, trackedStatus);
  }

  private static boolean blocked(QueueItem row) {
    return blocked(row.trackedState(), row.trackedStatus());
  }

  /** Older servers leave what they do not take pending, with a warning. */
  private static boolean blocked(@Nullable String state, @Nullable String tracked) {
    return BLOCKED.equals(state)
        || "import_pending".equals(state) && ("warning".equals(tracked) || "error".equals(tracked));
  }
}
