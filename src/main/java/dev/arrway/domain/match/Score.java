package dev.arrway.domain.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well one name of one work fits one reading of an entry.
 *
 * @param variant the name
 * @param confidence 0 to 100
 * @param method title and year, title alone, or fuzzy
 * @param years years apart, or {@link Work#UNKNOWN}
 * @param edits edits between the names; 0 when they are equal
 * @param caveat what lowered the confidence, or null
 */
record Score(
    TitleVariant variant,
    int confidence,
    MatchMethod method,
    int years,
    int edits,
    @Nullable String caveat) {

  Score cappedAt(int most, String why) {
    return confidence <= most ? this : new Score(variant, most, method, years, edits, why);
  }

  Score atLeast(int least) {
    return confidence >= least ? this : new Score(variant, least, method, years, edits, caveat);
  }

  MatchResult result() {
    List<String> reasons = new ArrayList<>(3);
    String which = variant.main() ? "title" : "alternate title";
    reasons.add(edits == 0 ? "same " + which : which + " differs by " + edits + " letter(s)");
    if (years == Work.UNKNOWN) {
      reasons.add("no year to compare");
    } else {
      reasons.add(years == 0 ? "same year" : years + " year(s) apart");
    }
    if (caveat != null) {
      reasons.add(caveat);
    } else if (method == MatchMethod.TITLE) {
      reasons.add("only title of this name in the library");
    }
    return new MatchResult(confidence, method, reasons, variant.work().title());
  }
}
