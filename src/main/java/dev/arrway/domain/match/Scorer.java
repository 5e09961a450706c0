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
 * With the same letters in other words: as above where the year is the same, else at most {@value
 * #NAMESAKE}, and not at all where the years are further apart.
 *
 * <p>With a name that nearly agrees, always less; other numbers in the name make it another part:
 * at most {@link #OTHER_PART}.
 */
final class Scorer {

  static final int OTHER_PART = 40;
  private static final int OTHER_COUNTRY = 45;
  private static final int OTHER_WORDS = 0;
  private static final int NAMESAKE = 75;
  private static final int ONE_OF_SEVERAL = 70;
  private static final int PART_ALONE = 80;
  private static final int LOOSE = 85;
  private static final int SAME_COUNTRY = 92;

  private Scorer() {}

  static Score exact(
      TitleVariant variant, Reading reading, TitleText text, @Nullable String country) {
    int years = variant.yearsFrom(reading.year());
    Score score = byYear(variant, years, variant.main() ? 0 : 1);
    switch (reading.trust()) {
      case LOOSE_YEAR -> {
        if (years > 1) {
          boolean namesakes = variant.stripped() || !variant.work().country().isEmpty();
          boolean same = variant.full().equals(text.full()) && !namesakes;
          score =
              byYear(variant, Work.UNKNOWN, 0)
                  .cappedAt(same ? LOOSE : NAMESAKE, "the number after the episode is no year");
        }
      }
      case BARE_YEAR -> {
        if (years > 0) {
          score = score.cappedAt(PART_ALONE, "the number may belong to the title");
        }
      }
      case PART -> {
        if (years == Work.UNKNOWN) {
          score = score.cappedAt(PART_ALONE, "only a part of the name, and no year");
        }
      }
      case FULL -> {}
    }
    return withCountry(withWords(score, text), country, text.full());
  }

  /** The same letters in other words are the same title only where the year agrees. */
  private static Score withWords(Score score, TitleText text) {
    TitleVariant variant = score.variant();
    boolean same =
        score.years() == 0
            || WordBreaks.same(text.full(), text.tight(), variant.full(), variant.tight());
    if (same) {
      return score;
    }
    boolean another = score.years() != Work.UNKNOWN && score.years() > 1;
    return score.cappedAt(
        another ? OTHER_WORDS : NAMESAKE, "the same letters, but other words, and no year agrees");
  }

  private static Score byYear(TitleVariant variant, int years, int alternate) {
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

  /** A country tells namesakes apart where no year does. */
  private static Score withCountry(Score score, @Nullable String country, String full) {
    TitleVariant variant = score.variant();
    String known = variant.work().country();
    boolean yearless = score.years() == Work.UNKNOWN;
    if (country == null) {
      return yearless && variant.stripped()
          ? score.cappedAt(NAMESAKE, "the library's title needs a country or year to be told apart")
          : score;
    }
    if (known.isEmpty()) {
      boolean doubtful = yearless && (variant.stripped() || !variant.full().equals(full));
      return doubtful
          ? score.cappedAt(NAMESAKE, "the country is not known, and the names differ")
          : score;
    }
    if (!known.equals(country) && !(known + country).equals("USAUS")) {
      return score.cappedAt(OTHER_COUNTRY, "another country");
    }
    return yearless && score.edits() == 0
        ? new Score(
            variant,
            SAME_COUNTRY - (variant.full().equals(full) ? 0 : 3),
            score.method(),
            score.years(),
            0,
            "same country")
        : score;
  }

  /** The score of a misspelt name. */
  static Score fuzzy(
      TitleVariant variant, Reading reading, Spelling spelling, @Nullable String country) {
    int years = variant.yearsFrom(reading.year());
    boolean loose = reading.trust() == Trust.LOOSE_YEAR;
    if (loose && years != Work.UNKNOWN && years > 1) {
      years = Work.UNKNOWN;
    }
    int confidence;
    if (spelling.risky() && spelling.article()) {
      confidence = 60;
    } else if (years == Work.UNKNOWN) {
      boolean sure = spelling.edits() <= 1 && !spelling.risky();
      confidence = sure ? 85 : 72;
    } else if (years > 1) {
      confidence = 30;
    } else {
      confidence = 93 - 3 * Math.max(1, spelling.edits()) - 3 * years - (spelling.risky() ? 3 : 0);
    }
    int edits = Math.max(1, spelling.edits());
    Score score = new Score(variant, confidence, MatchMethod.FUZZY, years, edits, null);
    return withCountry(score, country, "");
  }

  static Score ambiguous(Score score) {
    return score.cappedAt(ONE_OF_SEVERAL, "several titles in the library fit as well");
  }

  static Score otherId(Score score) {
    return score.cappedAt(OTHER_PART, "the entry states the id of another title");
  }
}
