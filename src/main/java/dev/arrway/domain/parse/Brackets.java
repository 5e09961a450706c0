package dev.arrway.domain.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what stands in brackets: years, ids and tags leave the text; what may belong to the
 * title stays.
 *
 * @param title the text before the year, or all of it when no bracket holds a year
 * @param rest what follows the year, tags removed; mostly empty
 * @param year the year in brackets, or null
 * @param country the last country in brackets, or null
 * @param tags tags as written
 */
record Brackets(
    String title,
    String rest,
    @Nullable Integer year,
    @Nullable String country,
    List<String> tags) {

  static Brackets read(String text, Years years, IdFinder ids) {
    return new Reader(text, years, ids).read();
  }

  private static final class Reader {
    private final String text;
    private final Years years;
    private final IdFinder ids;
    private final List<String> tags = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private @Nullable Integer year;
    private @Nullable String country;
    private int yearAt = -1;

    Reader(String text, Years years, IdFinder ids) {
      this.text = text;
      this.years = years;
      this.ids = ids;
    }

    Brackets read() {
      int from = 0;
      boolean closable = true;
      for (int at = 0; at < text.length() && closable; at++) {
        char close = closing(text.charAt(at));
        if (close == 0) {
          continue;
        }
        int end = text.indexOf(close, at + 1);
        if (end < 0 && years.of(text.substring(at + 1).trim()) != null) {
          end = text.length(); // "Title (2019"
        }
        if (end < 0 && close == '>') {
          continue; // "I <3 You"
        }
        closable = end >= 0;
        out.append(text, from, at);
        from = at;
        if (closable && takes(text.substring(at + 1, end).trim(), close)) {
          out.append(' ');
          from = Math.min(end + 1, text.length());
          at = end;
        }
      }
      out.append(text, from, text.length());
      boolean split = yearAt >= 0 && !isPrefix(out.substring(0, yearAt).trim());
      String title = Titles.trim(split ? out.substring(0, yearAt) : out.toString());
      String rest = split ? rest(Titles.trim(out.substring(yearAt))) : "";
      return title.isEmpty()
          ? new Brackets(rest, "", year, country, tags)
          : new Brackets(title, rest, year, country, tags);
    }

    /**
     * Returns the text behind the year without tags; it counts as title only if a library has it.
     */
    private String rest(String text) {
      String untagged = TagText.withoutTags(text, tags);
      return untagged.isEmpty() ? "" : Titles.withoutTags(text, new ArrayList<>());
    }

    private static char closing(char open) {
      return switch (open) {
        case '(' -> ')';
        case '[' -> ']';
        case '{' -> '}';
        case '<' -> '>';
        default -> 0;
      };
    }

    private boolean takes(String content, char close) {
      Integer found = years.inBrackets(content);
      if (found != null) {
        year = found;
        yearAt = yearAt < 0 ? out.length() : yearAt;
        return true;
      }
      if (isBlank(content) || ids.tag(content)) {
        return true;
      }
      int flags = TagText.flags(content, true);
      boolean type = (Vocabulary.flags(content) & (Vocabulary.FILM | Vocabulary.SERIES)) != 0;
      if (flags == 0 && !type) {
        // A title's own bracket is round, or stands in front in capitals, as in "[REC] 2".
        boolean first = Titles.trim(out.toString()).isEmpty();
        return close == ']' && (!first || isOneWord(content)) || close == '}' && !first;
      }
      String upper = content.toUpperCase(Locale.ROOT);
      country = Vocabulary.isCountry(upper) ? upper : country;
      tags.add(upper);
      return true;
    }

    /**
     * Returns whether the text before a year is a prefix and not the title, as in {@code EN -
     * (2019) Title}.
     */
    private static boolean isPrefix(String before) {
      int last = before.length() - 1;
      return last > 0
          && "-|:".indexOf(before.charAt(last)) >= 0
          && (Vocabulary.flags(before.substring(0, last).trim()) & Vocabulary.CODE) != 0;
    }

    /** The name of whoever made the file: a word that is not all capitals. */
    private static boolean isOneWord(String content) {
      boolean latin = content.charAt(0) < 0x250 && Character.isLetter(content.charAt(0));
      return latin && content.indexOf(' ') < 0 && !TagText.isUpper(content);
    }

    private static boolean isBlank(String content) {
      for (int i = 0; i < content.length(); i++) {
        if (" .-_•\uE000".indexOf(content.charAt(i)) < 0) {
          return false;
        }
      }
      return true;
    }
  }
}
