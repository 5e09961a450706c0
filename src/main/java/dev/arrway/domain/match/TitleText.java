package dev.arrway.domain.match;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A title in the form in which titles are compared: no case, accents, punctuation, blanks or moved
 * articles; roman numerals are digits.
 *
 * @param key without a leading English article; equal keys are the same title
 * @param full with it, words apart; for similarity
 * @param tight like {@code full}, but apart only where a blank stands: {@code spiderman} for {@code
 *     Spider-Man}
 */
record TitleText(String key, String full, String tight) {

  /** Stands for a letter that a wrong encoding lost. */
  static final char LOST = '?';

  private static final Set<String> ENGLISH_ARTICLES = Set.of("the", "a", "an");
  private static final Set<String> ARTICLES =
      Set.of(
          "the", "a", "an", "le", "la", "les", "der", "die", "das", "el", "il", "los", "las", "lo",
          "gli", "un", "une", "una", "ein", "eine", "de", "het", "o", "os", "as", "den", "det");
  private static final Map<String, String> ROMAN =
      Map.ofEntries(
          Map.entry("ii", "2"),
          Map.entry("iii", "3"),
          Map.entry("iv", "4"),
          Map.entry("v", "5"),
          Map.entry("vi", "6"),
          Map.entry("vii", "7"),
          Map.entry("viii", "8"),
          Map.entry("ix", "9"),
          Map.entry("x", "10"),
          Map.entry("xi", "11"),
          Map.entry("xii", "12"),
          Map.entry("xiii", "13"),
          Map.entry("xiv", "14"),
          Map.entry("xv", "15"));
  private static final Map<String, String> COUNTED =
      Map.of(
          "i", "1", "one", "1", "two", "2", "three", "3", "four", "4", "five", "5", "six", "6",
          "seven", "7", "eight", "8");
  private static final Set<String> PARTS = Set.of("part", "pt", "vol", "volume");
  private static final Set<String> CHAPTERS = Set.of("chapter", "episode", "book");

  static boolean isEnglishArticle(String word) {
    return ENGLISH_ARTICLES.contains(word);
  }

  static TitleText of(String title) {
    return new Words(title).text();
  }

  /** Collects the words of a title. */
  private static final class Words {
    private final List<String> words = new ArrayList<>();
    private BitSet attached = new BitSet();
    private final StringBuilder word = new StringBuilder();
    private boolean blank = true;
    private boolean comma;
    private boolean commaBeforeLast;

    Words(String title) {
      String text =
          isAscii(title)
              ? title
              : Normalizer.normalize(fractionsApart(title), Normalizer.Form.NFKD);
      for (int i = 0; i < text.length(); i++) {
        character(text, i);
      }
      end();
    }

    private static boolean isAscii(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) > 0x7F) {
          return false;
        }
      }
      return true;
    }

    /** The digits of a fraction are numbers of their own: {@code 9½} is 9 1/2. */
    private static String fractionsApart(String title) {
      StringBuilder out = null;
      for (int i = 0; i < title.length(); i++) {
        char c = title.charAt(i);
        boolean fraction =
            c >= '\u00BC' && c <= '\u00BE' || c >= '\u2150' && c <= '\u215E' || c == '\u2189';
        if (fraction && out == null) {
          out = new StringBuilder(title.length() + 4).append(title, 0, i);
        }
        if (out != null) {
          out.append(fraction ? " " : "").append(c);
        }
      }
      return out == null ? title : out.toString();
    }

    private void character(String text, int i) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
        word.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        word.append((char) (c + 32));
      } else if (c == '\''
          || c == '`'
          || c == '\u2019'
          || c == '\u2018'
          || c == '\u02BC'
          || c == '\u00B4') {
        return;
      } else if (c == '&' || c == '+' && isAnd(text, i)) {
        end();
        word.append("and");
        end();
      } else if (c == LOST || c == '\uFFFD') {
        lost(text, i);
      } else if (c > 0x7F) {
        wide(c);
      } else {
        end();
        comma |= c == ',';
        blank |= c <= ' ';
      }
    }

    /** {@code Romeo + Juliet} and {@code Romeo+Juliet}, but not {@code Canal+} or {@code +1}. */
    private static boolean isAnd(String text, int i) {
      char before = i == 0 ? ' ' : text.charAt(i - 1);
      char after = i + 1 >= text.length() ? ' ' : text.charAt(i + 1);
      return before == ' ' && after == ' ' && i > 0 && i + 1 < text.length()
          || Character.isLetter(before) && Character.isLetter(after);
    }

    private void lost(String text, int i) {
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      boolean run = isLost(next) || i > 0 && isLost(text.charAt(i - 1));
      if (run || Character.isLetterOrDigit(next)) {
        word.append(LOST);
      } else {
        end();
      }
    }

    private static boolean isLost(char c) {
      return c == LOST || c == '\uFFFD';
    }

    private void wide(char c) {
      int type = Character.getType(c);
      if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
        return;
      }
      if (Character.isLetterOrDigit(c)
          || Character.isSurrogate(c)
          || type == Character.COMBINING_SPACING_MARK) {
        word.append(folded(c));
      } else {
        end();
      }
    }

    private static String folded(char c) {
      return switch (c) {
        case 'ø', 'Ø' -> "o";
        case 'ł', 'Ł' -> "l";
        case 'ß' -> "ss";
        case 'æ', 'Æ' -> "ae";
        case 'œ', 'Œ' -> "oe";
        case 'đ', 'Đ', 'ð', 'Ð' -> "d";
        case 'þ', 'Þ' -> "th";
        case 'ı', 'İ' -> "i";
        default -> String.valueOf(Character.toLowerCase(c));
      };
    }

    private void end() {
      if (!word.isEmpty()) {
        attached.set(words.size(), !blank);
        words.add(word.toString());
        word.setLength(0);
        blank = false;
        commaBeforeLast = comma;
        comma = false;
      }
    }

    TitleText text() {
      int last = words.size() - 1;
      if (last > 0 && commaBeforeLast && ARTICLES.contains(words.get(last))) {
        words.add(0, words.remove(last));
        BitSet moved = new BitSet();
        attached.stream().filter(i -> i < last).forEach(i -> moved.set(i + 1));
        attached = moved;
      }
      boolean article = words.size() > 1 && ENGLISH_ARTICLES.contains(words.get(0));
      BitSet kept = new BitSet();
      List<String> counted = counted(article ? 1 : 0, kept);
      String full = String.join(" ", counted);
      String key = joined(counted, article && counted.size() > 1 ? 1 : 0);
      return new TitleText(key, full, kept.isEmpty() ? full : tight(counted, kept));
    }

    private static String tight(List<String> words, BitSet attached) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < words.size(); i++) {
        out.append(i == 0 || attached.get(i) ? "" : " ").append(words.get(i));
      }
      return out.toString();
    }

    /** The words with numerals as digits; "part" and its like go where a number follows. */
    private List<String> counted(int first, BitSet kept) {
      List<String> out = new ArrayList<>(words.size());
      for (int i = 0; i < words.size(); i++) {
        String current = words.get(i);
        boolean next = i > first && i + 1 < words.size() && isCount(words.get(i + 1));
        if (next && PARTS.contains(current)) {
          continue;
        }
        String before = i == 0 ? "" : words.get(i - 1);
        if (i > first && (PARTS.contains(before) || CHAPTERS.contains(before))) {
          current = COUNTED.getOrDefault(current, current);
        }
        kept.set(out.size(), attached.get(i));
        out.add(i <= first ? current : ROMAN.getOrDefault(current, current));
      }
      return out;
    }

    private static boolean isCount(String word) {
      return Character.isDigit(word.charAt(0))
          || ROMAN.containsKey(word)
          || COUNTED.containsKey(word);
    }

    private static String joined(List<String> words, int from) {
      if (words.size() == from + 1) {
        return words.get(from);
      }
      StringBuilder out = new StringBuilder();
      for (int i = from; i < words.size(); i++) {
        String word = words.get(i);
        boolean digits =
            !out.isEmpty()
                && Character.isDigit(out.charAt(out.length() - 1))
                && !word.isEmpty()
                && Character.isDigit(word.charAt(0));
        out.append(digits ? " " : "").append(word);
      }
      return out.toString();
    }
  }

  /**
   * Whether the digits in two names agree: names whose numbers differ are different parts of a
   * series.
   */
  static boolean sameNumbers(String a, String b) {
    int i = nextDigit(a, 0);
    int j = nextDigit(b, 0);
    while (i < a.length() && j < b.length()) {
      if (a.charAt(i) != b.charAt(j)) {
        return false;
      }
      i = nextDigit(a, i + 1);
      j = nextDigit(b, j + 1);
    }
    return i >= a.length() && j >= b.length();
  }

  private static int nextDigit(String text, int from) {
    int i = from;
    while (i < text.length() && !(text.charAt(i) >= '0' && text.charAt(i) <= '9')) {
      i++;
    }
    return i;
  }

  /** The country in {@code Title (US)}, upper-case, or "" when none ends the title. */
  static String countrySuffix(String title) {
    String suffix = suffix(title);
    boolean letters = suffix.length() == 2 || suffix.equals("USA");
    return letters && suffix.equals(suffix.toUpperCase(Locale.ROOT)) && isLetters(suffix)
        ? suffix
        : "";
  }

  /** The year in {@code Title (2005)}, or 0. */
  static int yearSuffix(String title) {
    String suffix = suffix(title);
    boolean year = suffix.length() == 4 && suffix.chars().allMatch(c -> c >= '0' && c <= '9');
    return year ? Integer.parseInt(suffix) : 0;
  }

  /** The title before its last bracket. */
  static String withoutSuffix(String title) {
    return title.substring(0, title.lastIndexOf('(')).trim();
  }

  private static String suffix(String title) {
    int open = title.endsWith(")") ? title.lastIndexOf('(') : -1;
    return open > 0 ? title.substring(open + 1, title.length() - 1) : "";
  }

  private static boolean isLetters(String text) {
    return text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }
}
