package dev.arrway.missing;

import dev.arrway.domain.match.LibraryIndex;
import dev.arrway.domain.match.MatchResult;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.parse.EntryParser;
import dev.arrway.playlist.EntryMatches.Entry;
import dev.arrway.playlist.EntryMatches.Matched;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Matches stored entries. Takes a while: for the workers. */
final class EntryMatcher {
  private final EntryParser parser = new EntryParser();
  private final LibraryIndex index;

  EntryMatcher(LibraryIndex index) {
    this.index = index;
  }

  List<Matched> match(List<Entry> entries) {
    return entries.stream().map(this::match).toList();
  }

  /**
   * An entry is read again from what is stored of it; its kind and ids, which may have come from
   * attributes that are not, are stated as attributes.
   */
  private Matched match(Entry entry) {
    Map<String, String> stated = new HashMap<>();
    stated.put("tvg-type", entry.kind());
    state(stated, "tmdb", entry.tmdbId());
    state(stated, "tvdb", entry.tvdbId());
    state(stated, "imdb", entry.imdbId());
    MatchResult result =
        index.match(parser.parse(entry.name(), entry.group(), entry.url(), stated));
    LibraryTitle title = result.title();
    return new Matched(
        entry.id(),
        result.confidence(),
        result.method().wireName(),
        result.reasons(),
        title == null ? null : Long.valueOf(title.instanceId()),
        title == null ? null : Long.valueOf(title.libraryId()),
        title == null ? null : title.tmdbId(),
        title == null ? null : title.tvdbId(),
        title == null ? null : title.title(),
        title == null ? null : title.year());
  }

  private static void state(Map<String, String> stated, String name, @Nullable Object value) {
    if (value != null) {
      stated.put(name, value.toString());
    }
  }
}
