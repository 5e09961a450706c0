package dev.arrway.domain.match;

import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.parse.ExternalIds;
import dev.arrway.domain.parse.ParsedEntry;
import dev.arrway.domain.parse.Reading;
import dev.arrway.domain.parse.Reading.Trust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Matches one entry against the works of its kind: by id, by name, by similar name. */
final class Matcher {

  private static final int SHORTEST_FUZZY = 8;
  private static final int LONGEST_ARTICLE = 4;
  private static final int SHORTEST_TWO_EDITS = 18;

  private final TitleIndex index;
  private final ParsedEntry entry;
  private final Predicate<LibraryTitle> except;
  private @Nullable Score best;
  private @Nullable Score leader;
  private boolean shared;

  Matcher(TitleIndex index, ParsedEntry entry, Predicate<LibraryTitle> except) {
    this.index = index;
    this.entry = entry;
    this.except = except;
  }

  MatchResult match() {
    ExternalIds ids = entry.ids();
    if (!ids.isEmpty()) {
      Work stated = index.byId(ids);
      if (stated != null && !except.test(stated.title())) {
        return byId(stated, ids);
      }
    }
    List<TitleText> texts = new ArrayList<>(entry.readings().size());
    for (Reading reading : entry.readings()) {
      TitleText text = TitleText.of(reading.title());
      texts.add(text);
      exact(reading, text);
    }
    if (best == null || best.confidence() < MatchResult.HELD && !best.variant().stripped()) {
      for (int i = 0; i < texts.size(); i++) {
        if (entry.readings().get(i).trust() != Trust.PART) {
          fuzzy(entry.readings().get(i), texts.get(i));
        }
      }
    }
    return best == null ? MatchResult.NONE : best.result();
  }

  private static MatchResult byId(Work work, ExternalIds ids) {
    MatchMethod method = MatchMethod.TVDB;
    if (ids.tmdb() != null && ids.tmdb().equals(work.title().tmdbId())) {
      method = MatchMethod.TMDB;
    } else if (ids.imdb() != null && ids.imdb().equals(work.title().imdbId())) {
      method = MatchMethod.IMDB;
    }
    return new MatchResult(100, method, List.of("same " + method.wireName() + " id"), work.title());
  }

  private void exact(Reading reading, TitleText text) {
    if (text.key().isEmpty()) {
      return;
    }
    begin();
    for (TitleVariant variant : index.exact(text.key())) {
      Score score = Scorer.exact(variant, reading, text, entry.country());
      if (score.confidence() > 0) {
        consider(score);
      }
    }
    commit();
  }

  /**
   * Looks for misspellings. One misspelt word among others is found by the words around it; a
   * single word, letters lost to an encoding and two misspelt words by trigrams.
   */
  private void fuzzy(Reading reading, TitleText text) {
    String full = text.full();
    int lost = lost(full);
    if (full.length() < SHORTEST_FUZZY || lost * 3 > full.length()) {
      return;
    }
    Integer year = reading.trust() == Trust.LOOSE_YEAR ? null : reading.year();
    String[] words = WordGapIndex.words(full);
    begin();
    misspelt(reading, full, index.around(words), 1);
    if (words.length > 2 && words[0].length() <= LONGEST_ARTICLE) {
      // Its first word may be an article, misspelt.
      misspelt(reading, full, index.around(Arrays.copyOfRange(words, 1, words.length)), 1);
    }
    boolean twice = year != null && full.length() >= SHORTEST_TWO_EDITS;
    if (leader == null && (words.length == 1 || lost > 0 || twice)) {
      int most = twice ? 2 : 1;
      misspelt(reading, full, index.near(full, most, year), most);
    }
    commit();
  }

  private void misspelt(Reading reading, String full, List<TitleVariant> names, int most) {
    for (TitleVariant variant : names) {
      Spelling spelling = Spelling.between(full, variant.full(), most);
      if (spelling != null) {
        consider(Scorer.fuzzy(variant, reading, spelling, entry.country()));
      }
    }
  }

  private static int lost(String text) {
    int lost = 0;
    for (int i = 0; i < text.length(); i++) {
      lost += text.charAt(i) == TitleText.LOST ? 1 : 0;
    }
    return lost;
  }

  private void begin() {
    leader = null;
    shared = false;
  }

  private void consider(Score found) {
    if (except.test(found.variant().work().title())) {
      return;
    }
    Score score = found.variant().work().contradicts(entry.ids()) ? Scorer.otherId(found) : found;
    if (leader == null || rank(score) > rank(leader)) {
      shared = leader != null && sameStanding(score, leader);
      leader = score;
    } else if (score.variant().work() != leader.variant().work() && sameStanding(score, leader)) {
      shared = true;
    }
  }

  private static int rank(Score score) {
    return score.confidence();
  }

  /** Main and alternate titles of two works tell nothing about which one is meant. */
  private static boolean sameStanding(Score a, Score b) {
    return a.variant().work() != b.variant().work()
        && a.years() == b.years()
        && a.edits() == b.edits()
        && Math.abs(a.confidence() - b.confidence()) <= 2;
  }

  private void commit() {
    if (leader == null) {
      return;
    }
    Score score = shared ? Scorer.ambiguous(leader) : leader;
    if (best == null || score.confidence() > best.confidence()) {
      best = score;
    }
  }
}
