package dev.arrway.feature.schedules.plan;

import dev.arrway.domain.arr.QueueItem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an instance is downloading.
 *
 * @param items movies and episodes that are on their way
 * @param active downloads that are running: those that wait their turn, are paused, stuck, or done
 *     and wait to be imported are not. The rows of a season pack are one download
 */
public record QueueLoad(Set<Long> items, int active) {
  /** Nothing. */
  public static final QueueLoad EMPTY = new QueueLoad(Set.of(), 0);

  private static final String RUNNING = "downloading";

  /** What the download client is done with, whatever its row still says. */
  private static final Set<String> PAST_DOWNLOAD =
      Set.of(
          "import_pending",
          "import_blocked",
          "importing",
          "imported",
          "failed_pending",
          "failed",
          "ignored");

  /** What will not become a file any more. */
  private static final Set<String> OVER = Set.of("failed", "failed_pending", "ignored", "imported");

  public QueueLoad {
    items = Set.copyOf(items);
  }

  /** Of a queue's rows. */
  public static QueueLoad of(List<QueueItem> rows) {
    Set<Long> items = new HashSet<>();
    Set<String> downloads = new HashSet<>();
    for (QueueItem row : rows) {
      Long item = row.movieId() == null ? row.episodeId() : row.movieId();
      if (item != null && !over(row)) {
        items.add(item);
      }
      if (active(row)) {
        downloads.add(download(row));
      }
    }
    return new QueueLoad(items, downloads.size());
  }

  /** The same as if no download were active. */
  public QueueLoad withoutActive() {
    return new QueueLoad(items, 0);
  }

  private static boolean over(QueueItem row) {
    String state = row.trackedState();
    return row.status().equals("failed") || (state != null && OVER.contains(state));
  }

  private static boolean active(QueueItem row) {
    String state = row.trackedState();
    return row.status().equals(RUNNING) && (state == null || !PAST_DOWNLOAD.contains(state));
  }

  private static String download(QueueItem row) {
    String id = row.downloadId();
    return id == null ? "row " + row.id() : "download " + id.toUpperCase(Locale.ROOT);
  }
}
