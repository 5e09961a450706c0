package dev.arrway.domain.match;

import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.ExternalIds;
import dev.arrway.domain.parse.ParsedEntry;
import java.util.Locale;

/**
 * What several copies or qualities of one title share, so that they can be one item.
 *
 * @param title one movie or one whole series: {@code movie:thematrix:1999}; by id when no year is
 *     known
 * @param item the same for a movie; for an episode with season and number: {@code
 *     series:lost:2004:s1e2}, or {@code series:lost:2004:e2} where no season is stated
 */
public record TitleKey(String title, String item) {

  /** The key of an entry. Live entries are keyed by name. */
  public static TitleKey of(ParsedEntry entry) {
    String kind = entry.kind().name().toLowerCase(Locale.ROOT);
    String title = kind + ":" + name(entry);
    boolean episode = entry.kind() == MediaKind.SERIES && entry.episode() != null;
    String season = entry.season() == null ? "" : "s" + entry.season();
    return new TitleKey(title, episode ? title + ":" + season + "e" + entry.episode() : title);
  }

  private static String name(ParsedEntry entry) {
    ExternalIds ids = entry.ids();
    if (entry.year() == null && ids.tmdb() != null) {
      return "tmdb:" + ids.tmdb();
    }
    if (entry.year() == null && ids.tvdb() != null) {
      return "tvdb:" + ids.tvdb();
    }
    if (entry.year() == null && ids.imdb() != null) {
      return "imdb:" + ids.imdb();
    }
    String key = TitleText.of(entry.title()).key();
    String country = entry.country() == null ? "" : ":" + entry.country();
    String year = entry.year() == null ? "" : ":" + entry.year();
    return (key.isEmpty() ? entry.title() : key) + year + country;
  }
}
