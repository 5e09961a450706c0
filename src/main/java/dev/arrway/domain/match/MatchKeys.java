package dev.arrway.domain.match;

import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.ExternalIds;
import dev.arrway.domain.parse.ParsedEntry;
import dev.arrway.domain.parse.Reading;
import java.util.HashSet;
import java.util.Set;

/**
 * Hashes that an entry and a library title share when one may match the other: by id, by name, or
 * by all words of the name but one. Store them with the entries, and a changed title needs only
 * those entries matched again that share a hash with it. A misspelt title of a single word, and two
 * misspelt words, are not found this way.
 */
public final class MatchKeys {

  private final MediaKind kind;
  private final Set<Long> keys = new HashSet<>();

  private MatchKeys(MediaKind kind) {
    this.kind = kind;
  }

  /** The hashes of an entry; empty for live entries. */
  public static Set<Long> of(ParsedEntry entry) {
    if (entry.kind() == MediaKind.LIVE) {
      return Set.of();
    }
    MatchKeys keys = new MatchKeys(entry.kind());
    keys.ids(entry.ids());
    for (Reading reading : entry.readings()) {
      keys.name(reading.title());
    }
    return Set.copyOf(keys.keys);
  }

  /** The hashes of a library title, by all its names. */
  public static Set<Long> of(LibraryTitle title) {
    MatchKeys keys = new MatchKeys(title.kind());
    keys.ids(new ExternalIds(title.tmdbId(), title.tvdbId(), title.imdbId()));
    keys.title(title.title());
    if (title.originalTitle() != null) {
      keys.title(title.originalTitle());
    }
    title.alternateTitles().forEach(keys::title);
    return Set.copyOf(keys.keys);
  }

  private void ids(ExternalIds ids) {
    if (ids.tmdb() != null) {
      add("tmdb " + ids.tmdb());
    }
    if (ids.tvdb() != null) {
      add("tvdb " + ids.tvdb());
    }
    if (ids.imdb() != null) {
      add("imdb " + ids.imdb());
    }
  }

  private void title(String title) {
    name(title);
    if (TitleText.yearSuffix(title) > 0 || !TitleText.countrySuffix(title).isEmpty()) {
      name(TitleText.withoutSuffix(title));
    }
  }

  private void name(String name) {
    TitleText text = TitleText.of(name);
    if (text.key().isEmpty()) {
      return;
    }
    add("name " + text.key());
    String[] words = WordGapIndex.words(text.full());
    for (int gap = 0; gap < words.length && words.length > 1; gap++) {
      String word = words[gap];
      words[gap] = "";
      add("gap " + String.join(" ", words));
      words[gap] = word;
    }
  }

  private void add(String text) {
    long hash = kind.ordinal() + 1;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
      hash ^= hash >>> 29;
    }
    keys.add(hash);
  }
}
