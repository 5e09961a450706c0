package dev.arrway.domain.match;

import dev.arrway.domain.parse.Reading;
import org.jspecify.annotations.Nullable;

/** A coarse score for names that only resemble each other, for lists of candidates. */
final class Similarity {

  private static final double LEAST = 0.45;
  private static final int MOST = 84;

  private Similarity() {}

  /** The score, or null when the names have too little in common. */
  static @Nullable Score score(TitleVariant variant, TitleText text, Reading reading) {
    String name = variant.full();
    int longest = Math.max(name.length(), text.full().length());
    int allowed = (int) (longest * (1 - LEAST));
    int edits = EditDistance.bounded(text.full(), name, allowed);
    if (edits == 0 || edits > allowed) {
      return null;
    }
    int years = variant.yearsFrom(reading.year());
    int confidence = (int) Math.round(MOST * (1 - (double) edits / longest));
    if (years != Work.UNKNOWN) {
      confidence -= Math.min(40, 4 * years);
    }
    Score score =
        new Score(variant, Math.max(1, confidence), MatchMethod.FUZZY, years, edits, null);
    return TitleText.sameNumbers(text.full(), name)
        ? score
        : score.cappedAt(Scorer.OTHER_PART, "another number in the title");
  }
}
