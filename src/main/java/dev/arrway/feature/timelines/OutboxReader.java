package dev.arrway.feature.timelines;

import dev.arrway.domain.timeline.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what becomes of changes that were asked of upstreams. */
final class OutboxReader {
  private OutboxReader() {}

  static List<Told> read(Reading r, String state) {
    String operation = r.text("operation");
    if (operation == null || !r.has("outbox_id")) {
      return List.of();
    }
    return switch (operation) {
      case "add_title" -> request(r, state);
      case "start_search" -> searches(r, state);
      case "scan_path" -> scan(r, state);
      default -> List.of();
    };
  }

  private static List<Told> request(Reading r, String state) {
    StepKind kind =
        switch (state) {
          case "queued" -> StepKind.REQUESTED;
          case "failed" -> StepKind.REQUEST_FAILED;
          case "cancelled" -> StepKind.REQUEST_CANCELLED;
          default -> null;
        };
    boolean named = r.has("tmdb_id") || r.has("tvdb_id");
    return kind == null || !named
        ? List.of()
        : List.of(r.told(kind, key(r, kind), r.title(r.has("tmdb_id") ? "movie" : "series")));
  }

  private static @Nullable StepKind search(String state) {
    return switch (state) {
      case "queued" -> StepKind.SEARCH_REQUESTED;
      case "confirmed" -> StepKind.SEARCHED;
      case "failed", "cancelled" -> StepKind.SEARCH_FAILED;
      default -> null;
    };
  }

  private static List<Told> searches(Reading r, String state) {
    StepKind kind = search(state);
    if (kind == null) {
      return List.of();
    }
    List<Told> all = new ArrayList<>();
    for (long movie : r.ids("movie_ids")) {
      all.add(r.told(kind, key(r, kind), r.library("movie", movie)));
    }
    if (r.has("series_id")) {
      all.add(r.told(kind, key(r, kind), r.library("series", r.number("series_id"))));
    }
    Set<Long> episodes = r.ids("episode_ids");
    if (!episodes.isEmpty()) {
      all.add(r.told(kind, key(r, kind), r.library("series", null)));
    }
    return all;
  }

  private static List<Told> scan(Reading r, String state) {
    StepKind kind =
        switch (state) {
          case "confirmed" -> StepKind.SCAN_REQUESTED;
          case "failed" -> StepKind.SCAN_FAILED;
          default -> null;
        };
    return kind == null ? List.of() : List.of(r.told(kind, key(r, kind), TitleKey.UNKNOWN));
  }

  private static String key(Reading r, StepKind kind) {
    return kind.wireName() + ":" + r.number("outbox_id");
  }
}
