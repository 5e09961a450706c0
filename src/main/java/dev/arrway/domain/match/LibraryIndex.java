package dev.arrway.domain.match;

import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.ParsedEntry;
import dev.arrway.domain.parse.Reading;
import dev.arrway.domain.parse.Reading.Trust;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one user's libraries hold, ready to be matched against. Immutable: build it once,
 * use it from any number of threads, build another when a library changes.
 */
public final class LibraryIndex {

  private static final int MOST_CANDIDATES = 50;
  private static final int MOST_LOOKED_AT = 20_000;

  private final TitleIndex movies;
  private final TitleIndex series;

  private LibraryIndex(TitleIndex movies, TitleIndex series) {
    this.movies = movies;
    this.series = series;
  }

  /** Builds an index; of works that several instances hold, results name the first given. */
  public static LibraryIndex of(Collection<LibraryTitle> titles) {
    return new LibraryIndex(only(titles, MediaKind.MOVIE), only(titles, MediaKind.SERIES));
  }

  private static TitleIndex only(Collection<LibraryTitle> titles, MediaKind kind) {
    return new TitleIndex(titles.stream().filter(title -> title.kind() == kind).toList());
  }

  /** The number of different movies and series. */
  public int size() {
    return movies.size() + series.size();
  }

  /**
   * The item that {@code entry} most likely is; {@link MatchResult#isHeld} tells whether that is
   * sure enough.
   */
  public MatchResult match(ParsedEntry entry) {
    return match(entry, title -> false);
  }

  /**
   * The same among all items but some.
   *
   * @param except the items that the entry is known not to be
   */
  public MatchResult match(ParsedEntry entry, Predicate<LibraryTitle> except) {
    if (entry.kind() == MediaKind.LIVE) {
      return MatchResult.none("a live channel");
    }
    return new Matcher(of(entry.kind()), entry, except).match();
  }

  /**
   * The items that a title may be, best first.
   *
   * @param title as a user types it
   * @param year its year, or null
   * @param kind movie or series; live has no candidates
   * @param limit at most this many, 50 at the most
   */
  public List<MatchResult> candidates(
      String title, @Nullable Integer year, MediaKind kind, int limit) {
    TitleText text = TitleText.of(title);
    if (kind == MediaKind.LIVE || text.full().isEmpty()) {
      return List.of();
    }
    Reading reading = new Reading(title, year, Trust.FULL);
    Map<Work, Score> best = new HashMap<>();
    for (TitleVariant variant : of(kind).exact(text.key())) {
      Score score = Scorer.exact(variant, reading, text, null);
      keep(best, score.confidence() > 0 ? score : score.atLeast(1));
    }
    for (TitleVariant variant : of(kind).similar(text.full(), MOST_LOOKED_AT)) {
      Score score = Similarity.score(variant, text, reading);
      if (score != null) {
        keep(best, score);
      }
    }
    return best.values().stream()
        .sorted(
            Comparator.comparingInt(Score::confidence)
                .reversed()
                .thenComparing(score -> score.variant().work().title().title()))
        .limit(Math.max(0, Math.min(limit, MOST_CANDIDATES)))
        .map(Score::result)
        .toList();
  }

  private static void keep(Map<Work, Score> best, Score score) {
    best.merge(score.variant().work(), score, (a, b) -> b.confidence() > a.confidence() ? b : a);
  }

  private TitleIndex of(MediaKind kind) {
    return kind == MediaKind.SERIES ? series : movies;
  }
}
