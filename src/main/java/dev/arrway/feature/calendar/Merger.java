package dev.arrway.feature.calendar;

import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CalendarRelease;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Placed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Makes one calendar of several, by day, then by time, then by title. */
final class Merger {
  private static final Comparator<CalendarEntry> ORDER =
      Comparator.<CalendarEntry, java.time.LocalDate>comparing(entry -> entry.item().day())
          .thenComparing(entry -> entry.item().begins())
          .thenComparing(entry -> entry.item().title().toLowerCase(Locale.ROOT))
          .thenComparing(entry -> Objects.requireNonNullElse(entry.item().season(), -1))
          .thenComparing(entry -> Objects.requireNonNullElse(entry.item().episode(), -1))
          .thenComparing(CalendarEntry::uid);

  private Merger() {}

  /**
   * One calendar.
   *
   * @param merged whether a release that several instances have is one entry; the day is then that
   *     of the first instance
   */
  static List<CalendarEntry> merge(List<Placed<List<CalendarItem>>> answers, boolean merged) {
    Map<String, List<CalendarEntry.Holder>> byUid = new LinkedHashMap<>();
    for (Placed<List<CalendarItem>> answer : answers) {
      for (CalendarItem item : answer.item()) {
        String uid = uid(answer.instance(), item, merged);
        hold(byUid.computeIfAbsent(uid, any -> new ArrayList<>()), answer.instance(), item);
      }
    }
    return byUid.entrySet().stream()
        .map(
            found ->
                new CalendarEntry(found.getKey(), found.getValue().get(0).item(), found.getValue()))
        .sorted(ORDER)
        .toList();
  }

  /** What one instance tells twice is kept once. */
  private static void hold(
      List<CalendarEntry.Holder> holders, Instance instance, CalendarItem item) {
    if (holders.stream().noneMatch(known -> known.instance().id() == instance.id())) {
      holders.add(new CalendarEntry.Holder(instance, item));
    }
  }

  private static String uid(Instance instance, CalendarItem item, boolean merged) {
    String what = item.release().name().toLowerCase(Locale.ROOT);
    String common = common(item);
    return common != null && merged
        ? common + "-" + what
        : "instance-" + instance.id() + "-" + item.id() + "-" + what;
  }

  private static @org.jspecify.annotations.Nullable String common(CalendarItem item) {
    if (item.release() != CalendarRelease.AIR) {
      return item.tmdbId() == null ? null : "tmdb-" + item.tmdbId();
    }
    return item.tvdbId() == null || item.season() == null || item.episode() == null
        ? null
        : "tvdb-" + item.tvdbId() + "-s" + item.season() + "-e" + item.episode();
  }
}
