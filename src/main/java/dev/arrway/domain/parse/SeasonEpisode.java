package dev.arrway.domain.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a name says which episode it is: {@code S01E02}, {@code S1 E2}, {@code 1x02}, {@code Season
 * 1 Episode 2} and its like in other languages, {@code 1. Sezon 2. Bölüm}.
 *
 * @param start where it starts in the name
 * @param end where it ends
 * @param season the season
 * @param episode the (first) episode
 */
record SeasonEpisode(int start, int end, int season, int episode) {

  private static final String[] SEASONS = {
    "season", "temporada", "saison", "staffel", "stagione", "sezon", "sezona", "seizoen", "sæson",
    "säsong", "sesong", "kausi", "sezonul", "évad", "сезон", "série", "الموسم", "series"
  };
  private static final String[] EPISODES = {
    "episode", "episodio", "episódio", "épisode", "capitulo", "capítulo", "folge", "bölüm", "bolum",
    "puntata", "aflevering", "afsnit", "avsnitt", "jakso", "odcinek", "epizoda", "episodul",
        "серия",
    "серія", "rész", "الحلقة", "cap.", "cap", "ep.", "ep", "e"
  };

  /** The first marker in {@code text}, or null. */
  static @Nullable SeasonEpisode find(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (i > 0 && Character.isLetterOrDigit(text.charAt(i - 1))) {
        continue;
      }
      SeasonEpisode found = at(text, i);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /**
   * The number of an episode when {@code text} is nothing but that ({@code Capitulo 7}, {@code
   * E07}), else -1.
   */
  static int onlyEpisode(String text) {
    int word = wordEnd(text, 0, EPISODES);
    if (word < 0) {
      return -1;
    }
    int digits = skip(text, word, " .#");
    int end = digitsEnd(text, digits, 4);
    boolean alone = end == text.length() || " -:.".indexOf(text.charAt(end)) >= 0;
    return end > digits && alone ? number(text, digits, end) : -1;
  }

  /**
   * Where a season alone ends the text ({@code … Temporada 1}, {@code … S02}): {start, season}, or
   * null.
   */
  static int @Nullable [] trailingSeason(String text) {
    int digits = text.length();
    while (digits > 0 && isDigit(text.charAt(digits - 1))) {
      digits--;
    }
    if (digits == text.length() || text.length() - digits > 3) {
      return null;
    }
    int season = number(text, digits, text.length());
    int word = digits;
    while (word > 0 && " .".indexOf(text.charAt(word - 1)) >= 0) {
      word--;
    }
    int start = word;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    String name = text.substring(start, word).toLowerCase(Locale.ROOT);
    boolean letter = word == digits && (name.equals("s") || name.equals("t"));
    boolean named = !name.isEmpty() && wordEnd(name, 0, SEASONS) == name.length();
    return letter || named ? new int[] {start, season} : null;
  }

  private static @Nullable SeasonEpisode at(String text, int i) {
    char c = text.charAt(i);
    if (isDigit(c)) {
      SeasonEpisode cross = cross(text, i);
      return cross != null ? cross : ordinals(text, i);
    }
    if (!Character.isLetter(c)) {
      return null;
    }
    SeasonEpisode letters = letters(text, i);
    return letters != null ? letters : words(text, i);
  }

  private static @Nullable SeasonEpisode letters(String text, int i) {
    char c = Character.toLowerCase(text.charAt(i));
    int seasonEnd = c == 's' || c == 't' ? digitsEnd(text, i + 1, 4) : 0;
    if (seasonEnd <= i + 1) {
      return null;
    }
    int mark = skip(text, seasonEnd, " ._-:");
    if (mark >= text.length() || Character.toLowerCase(text.charAt(mark)) != 'e') {
      return null;
    }
    int digits = mark + 1;
    if (digits < text.length() && Character.toLowerCase(text.charAt(digits)) == 'p') {
      digits++;
    }
    digits = skip(text, digits, " .");
    int end = digitsEnd(text, digits, 4);
    boolean spaced = digits > mark + 2;
    return end == digits || spaced && mark > seasonEnd + 1
        ? null
        : made(text, i, i + 1, seasonEnd, digits, end);
  }

  private static @Nullable SeasonEpisode cross(String text, int i) {
    int seasonEnd = digitsEnd(text, i, 2);
    if (seasonEnd >= text.length() || Character.toLowerCase(text.charAt(seasonEnd)) != 'x') {
      return null;
    }
    int end = digitsEnd(text, seasonEnd + 1, 4);
    boolean word = end < text.length() && Character.isLetter(text.charAt(end));
    return end < seasonEnd + 3 || word ? null : made(text, i, i, seasonEnd, seasonEnd + 1, end);
  }

  private static @Nullable SeasonEpisode words(String text, int i) {
    int word = wordEnd(text, i, SEASONS);
    int digits = word < 0 ? 0 : skip(text, word, " .:#");
    int seasonEnd = word < 0 ? 0 : digitsEnd(text, digits, 4);
    if (word < 0 || seasonEnd == digits) {
      return null;
    }
    int mark = skip(text, seasonEnd, " ,.-:/|");
    int markEnd = wordEnd(text, mark, EPISODES);
    int number = markEnd < 0 ? 0 : skip(text, markEnd, " .:#");
    int end = markEnd < 0 ? 0 : digitsEnd(text, number, 4);
    return markEnd < 0 || end == number ? null : made(text, i, digits, seasonEnd, number, end);
  }

  private static @Nullable SeasonEpisode ordinals(String text, int i) {
    int seasonEnd = digitsEnd(text, i, 3);
    int word = wordEnd(text, skip(text, seasonEnd, ". "), SEASONS);
    if (word < 0) {
      return null;
    }
    int digits = skip(text, word, " ,.-:");
    int end = digitsEnd(text, digits, 4);
    int markEnd = end == digits ? -1 : wordEnd(text, skip(text, end, ". "), EPISODES);
    if (markEnd < 0
        || digitsEnd(text, skip(text, markEnd, " .:#"), 4) > skip(text, markEnd, " .:#")) {
      return null; // "Show 2 Season 1 Episode 3": the words come first, and the 2 is part of the
      // title.
    }
    return new SeasonEpisode(i, markEnd, number(text, i, seasonEnd), number(text, digits, end));
  }

  private static SeasonEpisode made(
      String text, int start, int season, int seasonEnd, int episode, int end) {
    int last = end;
    // S01E02E03, S01E02-E03: the further episodes belong to the marker.
    while (last < text.length()) {
      int mark = skip(text, last, "-");
      if (mark >= text.length() || Character.toLowerCase(text.charAt(mark)) != 'e') {
        break;
      }
      int next = digitsEnd(text, mark + 1, 4);
      if (next == mark + 1) {
        break;
      }
      last = next;
    }
    return new SeasonEpisode(
        start, last, number(text, season, seasonEnd), number(text, episode, end));
  }

  /**
   * The end of the longest of {@code words} at {@code from}, whatever its case, followed by no
   * letter; else -1.
   */
  private static int wordEnd(String text, int from, String[] words) {
    for (String word : words) {
      if (text.regionMatches(true, from, word, 0, word.length())) {
        int end = from + word.length();
        if (end == text.length() || !Character.isLetter(text.charAt(end))) {
          return end;
        }
      }
    }
    return -1;
  }

  private static int skip(String text, int from, String chars) {
    int limit = Math.min(text.length(), from + 4);
    int i = from;
    while (i < limit && chars.indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  /** The end of up to {@code most} digits; {@code from} when there are none or more. */
  private static int digitsEnd(String text, int from, int most) {
    int i = from;
    while (i < text.length() && i - from <= most && isDigit(text.charAt(i))) {
      i++;
    }
    return i - from > most ? from : i;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
