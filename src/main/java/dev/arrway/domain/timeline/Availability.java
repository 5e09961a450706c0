package dev.arrway.domain.timeline;

import dev.arrway.domain.arr.LibraryItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a title is out, in the words of its instance. */
final class Availability {
  /** A movie's states in their order; Radarr calls the first also {@code tba}. */
  private static final List<String> MOVIES = List.of("announced", "in_cinemas", "released");

  private Availability() {}

  /** Whether its instance still waits for it to come out. */
  static boolean before(LibraryItem title) {
    String minimum = title.minimumAvailability();
    if (minimum == null) {
      Integer aired = title.episodeCount();
      return "upcoming".equals(title.status()) && (aired == null || aired == 0);
    }
    return place(title.status()) < place(minimum);
  }

  private static int place(@Nullable String state) {
    if ("tba".equals(state)) {
      return -1;
    }
    int place = state == null ? -1 : MOVIES.indexOf(state);
    return place < 0 ? MOVIES.size() : place;
  }
}
