package dev.arrway.kind.arr;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.NewTitle;
import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.upstream.ChangeDescriptions;
import dev.arrway.upstream.ChangeEffect;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The descriptions of changes in managers of movies and series. */
final class ArrChanges {
  static final ChangeDescriptions DESCRIPTIONS =
      ChangeDescriptions.builder()
          .subject(ArrCommand.AddTitle.class, add -> title(add.title()))
          .subject(ArrCommand.StartSearch.class, search -> target(search.target()))
          .effect(ArrCommand.AddTitle.class, ArrReply.Added.class, ArrChanges::added)
          .build();

  private ArrChanges() {}

  private static Map<String, Object> title(NewTitle title) {
    Map<String, Object> data = new HashMap<>();
    put(data, "tmdb_id", title.tmdbId());
    put(data, "tvdb_id", title.tvdbId());
    put(data, "search", title.search());
    return data;
  }

  private static Map<String, Object> target(SearchTarget target) {
    Map<String, Object> data = new HashMap<>();
    if (!target.movieIds().isEmpty()) {
      data.put("movie_ids", target.movieIds());
    }
    if (!target.episodeIds().isEmpty()) {
      data.put("episode_ids", target.episodeIds());
    }
    put(data, "series_id", target.seriesId());
    put(data, "season", target.season());
    return data;
  }

  private static ChangeEffect added(ArrCommand.AddTitle add, ArrReply.Added reply) {
    LibraryItem item = reply.item();
    Map<String, Object> data = new HashMap<>();
    data.put("library_id", item.id());
    data.put("title", item.title());
    data.put("year", item.year());
    data.put("tmdb_id", item.tmdbId());
    data.put("tvdb_id", item.tvdbId());
    return new ChangeEffect(add.title().movie() ? "movie.added" : "series.added", data);
  }

  private static void put(Map<String, Object> data, String name, @Nullable Object value) {
    if (value != null) {
      data.put(name, value);
    }
  }
}
