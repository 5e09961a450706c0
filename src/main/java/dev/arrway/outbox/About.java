package dev.arrway.outbox;

import dev.arrway.domain.arr.NewTitle;
import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.Change;
import dev.arrway.protocol.DownloadCommand;
import dev.arrway.protocol.MediaCommand;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change is about, for the events that tell of it; nothing secret. */
final class About {
  private About() {}

  /** By snake_case names; empty when it is about nothing that others know. */
  static Map<String, Object> of(Change<?> change) {
    Map<String, Object> data = new HashMap<>();
    if (change instanceof ArrCommand.AddTitle add) {
      title(data, add.title());
    } else if (change instanceof ArrCommand.StartSearch search) {
      target(data, search.target());
    } else if (change instanceof MediaCommand.ScanPath scan) {
      data.put("path", scan.path());
    } else if (change instanceof DownloadCommand.AddDownload add) {
      put(data, "name", add.download().name());
    }
    return data;
  }

  private static void title(Map<String, Object> data, NewTitle title) {
    put(data, "tmdb_id", title.tmdbId());
    put(data, "tvdb_id", title.tvdbId());
    put(data, "search", title.search());
  }

  private static void target(Map<String, Object> data, SearchTarget target) {
    if (!target.movieIds().isEmpty()) {
      put(data, "movie_ids", target.movieIds());
    }
    if (!target.episodeIds().isEmpty()) {
      put(data, "episode_ids", target.episodeIds());
    }
    put(data, "series_id", target.seriesId());
    put(data, "season", target.season());
  }

  private static void put(Map<String, Object> data, String name, @Nullable Object value) {
    if (value != null) {
      data.put(name, value);
    }
  }
}
