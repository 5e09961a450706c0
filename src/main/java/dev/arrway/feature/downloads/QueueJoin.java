package dev.arrway.feature.downloads;

import dev.arrway.domain.arr.QueueItem;
import dev.arrway.protocol.PartFailure;
import dev.arrway.upstream.Gathered;
import dev.arrway.upstream.Placed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Queue entries by the download that they belong to.
 *
 * @param failures instances that could not answer: whatever they know is missing
 */
record QueueJoin(Map<String, List<QueueEntry>> byDownload, List<PartFailure> failures) {
  static final QueueJoin NOTHING = new QueueJoin(Map.of(), List.of());

  QueueJoin {
    byDownload = Map.copyOf(byDownload);
    failures = List.copyOf(failures);
  }

  private record Group(long instanceId, @Nullable Long movieId, @Nullable Long seriesId) {}

  /** Info hashes are upper case there and lower case in the clients. */
  static QueueJoin of(Gathered<List<QueueItem>> gathered) {
    Map<String, Map<Group, List<QueueItem>>> rows = new LinkedHashMap<>();
    Map<Long, String> names = new HashMap<>();
    for (Placed<List<QueueItem>> answer : gathered.answers()) {
      long instance = answer.instance().id();
      names.put(instance, answer.instance().name());
      for (QueueItem row : answer.item()) {
        String download = row.downloadId();
        if (download != null) {
          rows.computeIfAbsent(key(download), id -> new LinkedHashMap<>())
              .computeIfAbsent(
                  new Group(instance, row.movieId(), row.seriesId()), group -> new ArrayList<>())
              .add(row);
        }
      }
    }
    Map<String, List<QueueEntry>> joined = new HashMap<>();
    rows.forEach(
        (id, groups) ->
            joined.put(
                id,
                groups.entrySet().stream()
                    .map(
                        group ->
                            QueueEntry.of(
                                group.getKey().instanceId(),
                                names.getOrDefault(group.getKey().instanceId(), ""),
                                group.getValue()))
                    .toList()));
    return new QueueJoin(joined, gathered.failures());
  }

  /** What the instances know of a download; empty when nothing. */
  List<QueueEntry> of(String downloadId) {
    return byDownload.getOrDefault(key(downloadId), List.of());
  }

  private static String key(String downloadId) {
    return downloadId.toLowerCase(Locale.ROOT);
  }
}
