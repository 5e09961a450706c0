package dev.arrway.feature.playlists;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series as a panel lists it.
 *
 * @param modified what the panel says of its last change; empty when it does not
 */
record XtreamSeries(
    String id,
    String name,
    @Nullable Integer year,
    String group,
    @Nullable Integer tmdbId,
    String modified) {
  private static final int MOST_EPISODES = 10_000;

  /**
   * One episode.
   *
   * @param id of its stream
   * @param extension its file type
   */
  record Episode(String id, int season, int number, String extension) {}

  /** The episodes in what a panel tells about a series; by season in an object or in a list. */
  static List<Episode> episodes(JsonNode info) {
    List<Episode> found = new ArrayList<>();
    JsonNode seasons = info.path("episodes");
    if (seasons.isObject()) {
      seasons.properties().forEach(each -> season(each.getValue(), season(each.getKey()), found));
    } else {
      for (int i = 0; i < seasons.size(); i++) {
        season(seasons.path(i), i + 1, found);
      }
    }
    return List.copyOf(found);
  }

  private static int season(String key) {
    return key.matches("\\d{1,4}") ? Integer.parseInt(key) : 1;
  }

  private static void season(JsonNode node, int season, List<Episode> found) {
    if (!XtreamJson.id(node, "id").isEmpty()) {
      episode(node, 1, found);
      return;
    }
    for (JsonNode each : node) {
      episode(each, season, found);
    }
  }

  private static void episode(JsonNode node, int season, List<Episode> found) {
    String id = XtreamJson.id(node, "id");
    if (id.isEmpty() || found.size() == MOST_EPISODES) {
      return;
    }
    found.add(
        new Episode(
            id,
            bounded(XtreamJson.number(node, "season"), season),
            bounded(XtreamJson.number(node, "episode_num"), found.size() + 1),
            XtreamJson.extension(node, "mp4")));
  }

  private static int bounded(@Nullable Long number, int otherwise) {
    return number == null || number < 0 || number > 99_999 ? otherwise : number.intValue();
  }

  /** Episodes as one text: a line each, its fields separated by tabs. */
  static String written(List<Episode> episodes) {
    StringBuilder out = new StringBuilder(episodes.size() * 20);
    for (Episode e : episodes) {
      out.append(e.id()).append('\t').append(e.season()).append('\t').append(e.number());
      out.append('\t').append(e.extension()).append('\n');
    }
    return out.toString();
  }

  /** What {@link #written} wrote. */
  static List<Episode> read(String text) {
    List<Episode> episodes = new ArrayList<>();
    text.lines()
        .map(line -> line.split("\t", -1))
        .forEach(
            f ->
                episodes.add(
                    new Episode(f[0], Integer.parseInt(f[1]), Integer.parseInt(f[2]), f[3])));
    return List.copyOf(episodes);
  }
}
