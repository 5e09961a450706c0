package dev.arrway.domain.parse;

import java.util.Locale;
import java.util.Set;

/** Tells ratings, ages and running times from other numbers. */
final class NumberText {

  private static final Set<String> UNITS =
      Set.of(
          "min", "mins", "mn", "dk", "h", "m", "s", "sa", "hr", "hrs", "std", "st", "fps", "мин",
          "ч", "分");
  private static final Set<String> MINUTES =
      Set.of("min", "mins", "mn", "dk", "dakika", "мин", "分");
  private static final int SHORTEST = 20;
  private static final int LONGEST_HOURS = 5;
  private static final int LONGEST_RATING = 8;

  private NumberText() {}

  /**
   * Returns the {@link TagText} flags of a word that begins with a digit.
   *
   * @param raw the word with the signs around it
   */
  static int flags(String raw, String word) {
    boolean joined = false;
    int i = 0;
    while (i < word.length() && (isDigit(word, i) || isJoint(word, i))) {
      joined |= isJoint(word, i);
      i++;
    }
    if (i == word.length()) {
      boolean age = raw.startsWith("+") || raw.endsWith("+");
      return age || joined && i <= LONGEST_RATING ? Vocabulary.LOOSE : TagText.NEUTRAL;
    }
    boolean minutes = i + 1 == word.length() && word.charAt(i) == '\'';
    if (minutes || isUnit(word, i)) {
      return Vocabulary.LOOSE;
    }
    return TagText.isHost(word) ? Vocabulary.STRONG : 0;
  }

  /** Whether a unit of time follows, and two digits at most: {@code 97min}, {@code 1h48}. */
  private static boolean isUnit(String word, int from) {
    int end = from;
    while (end < word.length() && !isDigit(word, end)) {
      end++;
    }
    boolean unit = UNITS.contains(word.substring(from, end).toLowerCase(Locale.ROOT));
    return unit && (end == word.length() || end + 2 == word.length() || isUnit(word, end + 2));
  }

  /**
   * Returns whether a text states a running time, as films do: hours, minutes from {@value
   * #SHORTEST} on, or a time with seconds.
   */
  static boolean hasRunningTime(String text) {
    int before = -1;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length()
          && !TagText.isWordBreak(text.charAt(i))
          && "()[]".indexOf(text.charAt(i)) < 0) {
        continue;
      }
      String word = TagText.withoutEdges(text.substring(start, i)).toLowerCase(Locale.ROOT);
      start = i + 1;
      int digits = 0;
      while (digits < word.length() && isDigit(word, digits)) {
        digits++;
      }
      int number = digits == 0 || digits > 3 ? -1 : Integer.parseInt(word, 0, digits, 10);
      String unit = word.substring(digits);
      boolean minutes = MINUTES.contains(unit) && (number < 0 ? before : number) >= SHORTEST;
      boolean hours = number > 0 && number <= LONGEST_HOURS && unit.startsWith("h");
      if (minutes || hours || number >= 0 && isClock(unit)) {
        return true;
      }
      before = unit.isEmpty() ? number : -1;
    }
    return false;
  }

  /** The rest of {@code 01:48:30}. */
  private static boolean isClock(String rest) {
    return rest.length() == 6 && rest.charAt(0) == ':' && rest.charAt(3) == ':';
  }

  private static boolean isJoint(String word, int i) {
    return ".,:'".indexOf(word.charAt(i)) >= 0 && i + 1 < word.length() && isDigit(word, i + 1);
  }

  private static boolean isDigit(String word, int i) {
    return word.charAt(i) >= '0' && word.charAt(i) <= '9';
  }
}
