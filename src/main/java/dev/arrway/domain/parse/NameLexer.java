package dev.arrway.domain.parse;

import java.util.Arrays;

/**
 * A name cut into numbers and words, for finding season and episode. Letters and digits are apart
 * ({@code S01E02} is four lexemes); ideographs stand alone; what lies between is a gap.
 */
final class NameLexer {

  private static final int MAX_DIGITS = 4;
  private static final int NOT_READ = -1;
  private static final int REACH = 3;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2099;

  /** Words that are written without a blank before them. */
  private static final String[] ATTACHED = {"ตอนที่", "ซีซั่น", "ซีซัน", "ตอน", "シーズン", "시즌"};

  private final String text;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int[] meanings = new int[16];
  private int[] numbers = new int[16];
  private int size;

  NameLexer(String text) {
    this.text = text;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isDigit(c)) {
        at = readNumber(at);
      } else if (isLetter(c)) {
        at = readWord(at);
      } else {
        at++;
      }
    }
  }

  /** Returns whether a text has a number other than a year; without one it names no episode. */
  static boolean hasNumber(String text) {
    int run = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ' ' : text.charAt(i);
      if (c >= '0' && c <= '9') {
        run++;
      } else if (c > 0x7F && (Character.isDigit(c) || c == '第')) {
        return true;
      } else if (run > 0) {
        if (run != MAX_DIGITS || !isCentury(text, i - run)) {
          return true;
        }
        run = 0;
      }
    }
    return false;
  }

  private static boolean isCentury(String text, int at) {
    return text.startsWith("19", at) || text.startsWith("20", at);
  }

  int size() {
    return size;
  }

  int start(int index) {
    return starts[index];
  }

  int end(int index) {
    return ends[index];
  }

  /** Returns whether a number of at most four digits stands at {@code index}. */
  boolean isNumber(int index) {
    return index >= 0 && index < size && numbers[index] >= 0;
  }

  int number(int index) {
    return numbers[index] >= 0 ? numbers[index] : ordinalAt(index);
  }

  int digits(int index) {
    return ends[index] - starts[index];
  }

  /** Returns the value of an ordinal word at {@code index}, 0 when there is none. */
  int ordinalAt(int index) {
    return meaning(index) >> EpisodeWords.ORDINAL_SHIFT;
  }

  /** Returns the {@link EpisodeWords} flags of the word at {@code index}, 0 for numbers. */
  int flags(int index) {
    return meaning(index) & (1 << EpisodeWords.ORDINAL_SHIFT) - 1;
  }

  private int meaning(int index) {
    if (index < 0 || index >= size || numbers[index] != NOT_READ) {
      return 0;
    }
    if (meanings[index] == NOT_READ) {
      meanings[index] =
          isNearNumber(index)
              ? EpisodeWords.meaning(text.substring(starts[index], ends[index]))
              : 0;
    }
    return meanings[index];
  }

  private boolean isYear(int index) {
    return digits(index) == MAX_DIGITS
        && numbers[index] >= FIRST_YEAR
        && numbers[index] <= LAST_YEAR;
  }

  /** Words say something about episodes only within three lexemes of a number that is no year. */
  private boolean isNearNumber(int index) {
    for (int i = Math.max(0, index - REACH); i <= Math.min(size - 1, index + REACH); i++) {
      if (numbers[i] >= 0 && !isYear(i)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the length of the gap between a lexeme and the next. */
  int gap(int index) {
    return index + 1 >= size ? Integer.MAX_VALUE : starts[index + 1] - ends[index];
  }

  /** Returns whether any of {@code chars} stands in the gap after {@code index}. */
  boolean gapHas(int index, String chars) {
    for (int i = ends[index]; i < starts[index + 1]; i++) {
      if (chars.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private int readNumber(int from) {
    int to = from;
    int value = 0;
    while (to < text.length() && Character.isDigit(text.charAt(to))) {
      value = to - from < MAX_DIGITS ? value * 10 + Character.digit(text.charAt(to), 10) : value;
      to++;
    }
    add(from, to, to - from > MAX_DIGITS ? -2 : value);
    return to;
  }

  private int readWord(int from) {
    int to = from + 1;
    if (!Character.isIdeographic(text.charAt(from))) {
      while (to < text.length() && isWordPart(text.charAt(to))) {
        to++;
      }
    } else if (!chineseNumber(from)) {
      add(from, to, NOT_READ);
      return to;
    } else {
      return ends[size - 1];
    }
    add(attachedStart(from, to), to, NOT_READ);
    return to;
  }

  /** Reads {@code 二} or {@code 十二} between {@code 第} and a counter. */
  private boolean chineseNumber(int from) {
    if (from == 0 || text.charAt(from - 1) != '第') {
      return false;
    }
    int to = from;
    int value = 0;
    while (to < text.length() && to - from < 3) {
      int digit =
          EpisodeWords.meaning(String.valueOf(text.charAt(to))) >> EpisodeWords.ORDINAL_SHIFT;
      if (digit == 0) {
        break;
      }
      value = digit == 10 ? Math.max(1, value) * 10 : value + digit;
      to++;
    }
    if (to > from) {
      add(from, to, value);
    }
    return to > from;
  }

  /** The word may be the end of a run of letters where a script writes no blanks. */
  private int attachedStart(int from, int to) {
    if (text.charAt(from) >= 0x0E00) {
      for (String word : ATTACHED) {
        int start = to - word.length();
        if (start >= from && text.startsWith(word, start)) {
          return start;
        }
      }
    }
    return from;
  }

  private void add(int start, int end, int number) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      meanings = Arrays.copyOf(meanings, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    starts[size] = start;
    ends[size] = end;
    meanings[size] = NOT_READ;
    numbers[size++] = number;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c > 0x7F && Character.isLetter(c)
        || c == '×';
  }

  private static boolean isWordPart(char c) {
    if (c <= 0x7F) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
    int type = Character.getType(c);
    return Character.isLetter(c) && !Character.isIdeographic(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
