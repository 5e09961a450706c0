package dev.arrway.sandbox.xtream;

import dev.arrway.sandbox.Title;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A panel's answers, with the carelessness of real ones: numbers as text in every second row, ids
 * that are missing, null or 0, empty lists for objects.
 */
final class XtreamJson {
  static final int CHANNELS = 20;
  private static final int GROUPS = 4;
  private static final int EPISODES = 3;

  private final XtreamState state;

  XtreamJson(XtreamState state) {
    this.state = state;
  }

  JsonObject account() {
    var user =
        new JsonObject()
            .put("username", XtreamState.USERNAME)
            .put("password", state.password().reveal())
            .put("message", "")
            .put("auth", 1)
            .put("status", state.status())
            .put("exp_date", String.valueOf(state.end().getEpochSecond()))
            .put("is_trial", "0")
            .put("active_cons", "0")
            .put("max_connections", "1");
    return new JsonObject()
        .put("user_info", user)
        .put(
            "server_info",
            new JsonObject()
                .put("url", "127.0.0.1")
                .put("server_protocol", "http")
                .put("timestamp_now", Instant.now().getEpochSecond()));
  }

  JsonArray groups(String name) {
    var groups = new JsonArray();
    for (var i = 1; i <= GROUPS; i++) {
      groups.add(
          new JsonObject()
              .put("category_id", i % 2 == 0 ? (Object) i : String.valueOf(i))
              .put("category_name", name + " " + i)
              .put("parent_id", 0));
    }
    return groups;
  }

  JsonObject movie(int id) {
    var title = state.movies().get(id - 1);
    var row =
        new JsonObject()
            .put("num", id)
            .put("name", name(title, id))
            .put("stream_type", "movie")
            .put("stream_id", id % 2 == 0 ? (Object) id : String.valueOf(id))
            .put("stream_icon", "")
            .put("rating", id % 3 == 0 ? null : "7.1")
            .put("added", "1700000000")
            .put("category_id", group(id))
            .put("container_extension", id % 7 == 0 ? null : "mkv")
            .put("custom_sid", (Object) null)
            .put("direct_source", "");
    return switch (id % 4) {
      case 0 -> row.put("tmdb", String.valueOf(title.id()));
      case 1 -> row.put("tmdb_id", title.id());
      case 2 -> row.put("tmdb", "").put("year", String.valueOf(title.year()));
      default -> row.put("tmdb", 0);
    };
  }

  JsonObject series(int id) {
    var title = state.series().get(id - 1);
    return new JsonObject()
        .put("num", id)
        .put("name", title.title())
        .put("series_id", id % 2 == 0 ? (Object) id : String.valueOf(id))
        .put("cover", (Object) null)
        .put("genre", "")
        .put("releaseDate", title.year() + "-03-01")
        .put("last_modified", String.valueOf(state.modified(id)))
        .put("backdrop_path", new JsonArray())
        .put("category_id", group(id));
  }

  JsonObject channel(int id) {
    return new JsonObject()
        .put("num", id)
        .put("name", "Channel " + id)
        .put("stream_type", "live")
        .put("stream_id", id)
        .put("epg_channel_id", (Object) null)
        .put("category_id", (Object) null)
        .put("tv_archive", 0);
  }

  /** By season in an object, in a list of lists, or none at all. */
  JsonObject seriesInfo(int id) {
    var info = new JsonObject().put("seasons", new JsonArray());
    if (id < 1 || id > state.series().size()) {
      return info.put("info", new JsonArray()).put("episodes", new JsonArray());
    }
    var season = new JsonArray();
    for (var i = 1; i <= EPISODES; i++) {
      season.add(episode(id, i));
    }
    info.put("info", new JsonObject().put("name", state.series().get(id - 1).title()));
    return switch (id % 5) {
      case 0 -> info.put("episodes", (Object) null);
      case 1 -> info.put("episodes", new JsonArray().add(season));
      default -> info.put("episodes", new JsonObject().put("1", season));
    };
  }

  private static JsonObject episode(int series, int number) {
    var id = 1_000_000 + series * 100 + number;
    return new JsonObject()
        .put("id", String.valueOf(id))
        .put("episode_num", number % 2 == 0 ? (Object) number : String.valueOf(number))
        .put("title", "Episode " + number)
        .put("container_extension", "mp4")
        .put("info", new JsonArray())
        .put("season", 1)
        .put("direct_source", "");
  }

  private static String group(int id) {
    return String.valueOf(id % GROUPS + 1);
  }

  private static String name(Title title, int id) {
    return switch (id % 3) {
      case 0 -> "EN - " + title.title() + " (" + title.year() + ") 4K";
      case 1 -> title.title() + " (" + title.year() + ")";
      default -> title.title() + " - " + title.year();
    };
  }
}
