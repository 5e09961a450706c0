package dev.arrway.feature.missing;

import dev.arrway.domain.arr.TitleSearch;
import dev.arrway.domain.match.LibraryIndex;
import dev.arrway.domain.match.MatchResult;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.parse.EntryParser;
import dev.arrway.domain.parse.ParsedEntry;
import dev.arrway.feature.missing.Decided.Verdict;
import dev.arrway.feature.playlists.EntryMatches.Entry;
import dev.arrway.feature.playlists.EntryMatches.Matched;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Matches stored entries, as their owner decided where that is known. For the workers. */
final class EntryMatcher {
  private final EntryParser parser = new EntryParser();
  private final LibraryIndex index;
  private final Decided decided;

  EntryMatcher(LibraryIndex index, Decided decided) {
    this.index = index;
    this.decided = decided;
  }

  List<Matched> match(List<Entry> entries) {
    return entries.stream().map(this::match).toList();
  }

  /** What is decided. */
  Decided decided() {
    return decided;
  }

  Matched match(Entry entry) {
    Verdict verdict = decided.of(entry.key());
    LibraryTitle pinned = verdict.pinned();
    if (pinned != null) {
      return matched(entry, MatchResult.CERTAIN, Decided.PINNED, List.of("pinned by you"), pinned);
    }
    if (verdict.rejected().isEmpty()) {
      return matched(entry, index.match(read(entry)), List.of());
    }
    MatchResult other = index.match(read(entry), verdict::rejects);
    Decision first = verdict.rejected().get(0);
    String rejected = "you rejected " + first.named();
    return other.title() == null
        ? matched(entry, 0, Decided.REJECTED, List.of(rejected), first.libraryTitle())
        : matched(entry, other, List.of(rejected));
  }

  /**
   * An entry is read again from what is stored of it; its kind, year and ids, which may have come
   * from attributes that are not, are stated as attributes.
   */
  ParsedEntry read(Entry entry) {
    return read(parser, entry);
  }

  static ParsedEntry read(EntryParser parser, TitleSearch search) {
    Map<String, String> stated = new HashMap<>();
    stated.put("tvg-type", search.kind());
    state(stated, "tmdb", search.tmdbId());
    state(stated, "imdb", search.imdbId());
    return parser.parse(search.name(), Objects.requireNonNullElse(search.group(), ""), "", stated);
  }

  static ParsedEntry read(EntryParser parser, Entry entry) {
    Map<String, String> stated = new HashMap<>();
    stated.put("tvg-type", entry.kind());
    state(stated, "tmdb", entry.tmdbId());
    state(stated, "tvdb", entry.tvdbId());
    state(stated, "imdb", entry.imdbId());
    state(stated, "year", entry.year());
    return parser.parse(entry.name(), entry.group(), entry.url(), stated);
  }

  private static Matched matched(Entry entry, MatchResult result, List<String> more) {
    List<String> reasons = new ArrayList<>(result.reasons());
    reasons.addAll(more);
    return matched(entry, result.confidence(), result.method().wireName(), reasons, result.title());
  }

  private static Matched matched(
      Entry entry,
      int confidence,
      String method,
      List<String> reasons,
      @Nullable LibraryTitle title) {
    return new Matched(
        entry.id(),
        confidence,
        method,
        reasons,
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
