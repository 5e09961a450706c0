package dev.arrway.domain.match;

import dev.arrway.domain.parse.Reading;
import dev.arrway.domain.parse.Reading.Trust;
import org.jspecify.annotations.Nullable;

/**
 * The confidence rules. With the same name:
 *
 * <ul>
 *   <li>same year 98 (97 by an alternate title), one year apart 90 (88), further apart 56 and less;
 *   <li>no year on one side: 87 (86), provided that no other work in the library has the name. Most
 *       episodes state no year, so such a match has to count as held; a name that several works
 *       share, or that needs a country or year to be told from a namesake, does not.
 * </ul>
 *
 * With a name that nearly agrees, always less; other numbers in the name make it another part: at
 * most {@link #OTHER_PART}.
 */
final class Scorer {

  static final int OTHER_PART = 40;
  private static final int OTHER_COUNTRY = 45;
  private static final int NAMESAKE = 75;
  private static final int ONE_OF_SEVERAL = 70;
  private static final int PART_ALONE = 80;
  private static final int LOOSE = 85;

  private Scorer() {}

  static Score exact(Variant variant, Reading reading, @Nullable String country) {
    Work work = variant.work();
    int years = work.yearsFrom(reading.year());
    Score score = byYear(variant, years, variant.main() ? 0 : 1);
    if (reading.trust() == Trust.LOOSE_YEAR && years > 1) {
      score =
          byYear(variant, Work.UNKNOWN, 0)
              .cappedAt(LOOSE, "the number after the episode is not its year");
    }
    if (reading.trust() == Trust.PART && years == Work.UNKNOWN) {
      score = score.cappedAt(PART_ALONE, "only a part of the name, and no year");
    }
    return withCountry(score, country);
  }

  private static Score byYear(Variant variant, int years, int alternate) {
    if (years == Work.UNKNOWN) {
      return new Score(variant, 87 - alternate, MatchMethod.TITLE, years, 0, null);
    }
    int confidence =
        switch (years) {
          case 0 -> 98 - alternate;
          case 1 -> 90 - 2 * alternate;
          default -> Math.max(20, 60 - 2 * years);
        };
    return new Score(
        variant, confidence, MatchMethod.TITLE_YEAR, years, 0, years > 1 ? "another year" : null);
  }

  private static Score withCountry(Score score, @Nullable String country) {
    Variant variant = score.variant();
    String known = variant.work().country();
    if (country != null && !known.isEmpty()) {
      boolean same = known.equals(country) || known.startsWith(country) && known.equals("USA");
      return same ? score : score.cappedAt(OTHER_COUNTRY, "another country");
    }
    boolean unproven = score.years() == Work.UNKNOWN || score.method() == MatchMethod.TITLE;
    return variant.stripped() && unproven
        ? score.cappedAt(NAMESAKE, "the library's title needs a country or year to be told apart")
        : score;
  }

  /** The score of a name that is {@code edits} away. */
  static Score fuzzy(Variant variant, Reading reading, int edits, int length) {
    int years = variant.work().yearsFrom(reading.year());
    boolean far = years != Work.UNKNOWN && years > 1;
    int confidence;
    if (far) {
      confidence = reading.trust() == Trust.LOOSE_YEAR ? 70 : 30;
    } else if (years == Work.UNKNOWN) {
      confidence = edits <= 1 && length >= 10 && !variant.stripped() ? 85 : 72;
    } else {
      confidence = (years == 0 ? 93 : 89) - 3 * Math.max(1, edits);
    }
    return new Score(variant, confidence, MatchMethod.FUZZY, years, edits, null);
  }

  static Score ambiguous(Score score) {
    return score.cappedAt(ONE_OF_SEVERAL, "several titles in the library fit as well");
  }

  static Score otherId(Score score) {
    return score.cappedAt(OTHER_PART, "the entry states the id of another title");
  }
}
