package dev.arrway.domain.arr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a title that states no id its instance adds titles by. The instance is asked for
 * the id when the change is sent.
 *
 * @param kind {@code movie} or {@code series}
 * @param name the name of the playlist entry, as written
 * @param group the group of the playlist entry, or null
 * @param imdbId the IMDb id that the entry states, or null
 * @param tmdbId the TMDB id that the entry states, or null
 * @param rejected ids of titles that the user said it is not, of the kind that the instance adds by
 */
public record TitleSearch(
    String kind,
    String name,
    @Nullable String group,
    @Nullable String imdbId,
    @Nullable Integer tmdbId,
    List<Integer> rejected) {
  public TitleSearch {
    rejected = List.copyOf(rejected);
  }

  /** Returns whether it is a movie. */
  public boolean movie() {
    return kind.equals("movie");
  }
}
