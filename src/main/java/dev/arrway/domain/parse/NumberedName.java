package dev.arrway.domain.parse;

import dev.arrway.domain.media.MediaKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads names of episodes that state a number and no word for it: {@code One Tide - 1015}, {@code
 * Tide (Season 2) [19]}, {@code 05 - Tide}. The group or the address has to tell that it is a
 * series.
 */
final class NumberedName {

  /** Titles that end with a number, which is no episode's. */
  private static final Set<String> NUMBERED =
      Set.of(
          "the 100",
          "mob psycho 100",
          "the 4400",
          "room 104",
          "warehouse 13",
          "babylon 5",
          "area 51",
          "hawaii 50",
          "adam 12",
          "beverly hills 90210",
          "studio 60",
          "agent 47",
          "apollo 13",
          "agente 86",
          "agent 86",
          "cobra 11",
          "alarm fur cobra 11",
          "seal team 6",
          "catch 22",
          "station 19",
          "unit 42",
          "brooklyn 99",
          "stalag 17",
          "zone 414");

  private static final int MAX_DIGITS = 4;
  private static final int CHECKSUM = 8;
  private static final String DASH = " - ";

  private NumberedName() {}

  /**
   * Returns the episode that a name states, or null.
   *
   * @param season the season that the name states, or null
   * @param place the kind that the address or an attribute states, or null
   */
  static @Nullable EpisodeName read(
      String name, @Nullable EpisodeMarker season, GroupName group, @Nullable MediaKind place) {
    if (name.isEmpty() || place == MediaKind.LIVE || season == null && place == MediaKind.MOVIE) {
      return null;
    }
    EpisodeName leading = season == null ? leading(name, group, place) : null;
    if (leading != null) {
      return leading;
    }
    EpisodeName trailing = trailing(withoutTags(name), season, group, place);
    return trailing == null && season == null && place == MediaKind.SERIES
        ? between(name, group)
        : trailing;
  }

  /** {@code 05 - Tide} in the group of that name, {@code 05} in the group of a title. */
  private static @Nullable EpisodeName leading(
      String name, GroupName group, @Nullable MediaKind place) {
    int end = 0;
    while (end < name.length() && Character.isDigit(name.charAt(end))) {
      end++;
    }
    boolean separated = end == name.length() || " .-_)".indexOf(name.charAt(end)) >= 0;
    if (end == 0 || end > MAX_DIGITS - 1 || !separated) {
      return null;
    }
    String title = group.title();
    String rest = Titles.trim(name.substring(end));
    boolean alone = rest.isEmpty() && (name.charAt(0) == '0' || place == MediaKind.SERIES);
    boolean named = !rest.isEmpty() && isSame(rest, title);
    return title.isEmpty() || !alone && !named
        ? null
        : new EpisodeName(title, "", group.season(), Integer.valueOf(name.substring(0, end)), true);
  }

  private static @Nullable EpisodeName trailing(
      String name, @Nullable EpisodeMarker season, GroupName group, @Nullable MediaKind place) {
    int end = name.length();
    while (end > 0 && " ])".indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isDigit(name.charAt(start - 1))) {
      start--;
    }
    boolean number = start > 0 && start < end && end - start <= MAX_DIGITS;
    if (!number || season != null && start < season.end() || !isApart(name.charAt(start - 1))) {
      return null;
    }
    String digits = name.substring(start, end);
    String head = Titles.trim(name.substring(0, season == null ? start : season.start()));
    if (head.isEmpty() || isYear(digits)) {
      return null;
    }
    boolean bracketed = "[(".indexOf(name.charAt(start - 1)) >= 0;
    boolean marked = isMarked(name, start);
    boolean believed =
        season != null ? marked || bracketed : isEpisode(name, head, digits, marked, group, place);
    Integer stated = season == null ? group.season() : season.season();
    return believed ? new EpisodeName(head, "", stated, Integer.valueOf(digits), false) : null;
  }

  /** {@code Tide - 107 - The Storm}. */
  private static @Nullable EpisodeName between(String name, GroupName group) {
    for (int at = name.indexOf(DASH, 1); at >= 0; at = name.indexOf(DASH, at + 1)) {
      int start = at + DASH.length();
      int end = start;
      while (end < name.length() && Character.isDigit(name.charAt(end))) {
        end++;
      }
      String digits = name.substring(start, end);
      boolean number = end > start && digits.length() <= MAX_DIGITS && !isYear(digits);
      if (number && name.startsWith(DASH, end)) {
        return new EpisodeName(
            Titles.trim(name.substring(0, at)),
            name.substring(end),
            group.season(),
            Integer.valueOf(digits),
            false);
      }
    }
    return null;
  }

  private static boolean isApart(char before) {
    return " #[(".indexOf(before) >= 0 || Character.isIdeographic(before);
  }

  /** Whether a dash, a colon or {@code #} stands before the number. */
  private static boolean isMarked(String name, int start) {
    int i = start - 1;
    while (i > 0 && " #".indexOf(name.charAt(i)) >= 0) {
      i--;
    }
    return "-–—:".indexOf(name.charAt(i)) >= 0 || name.charAt(start - 1) == '#';
  }

  private static boolean isEpisode(
      String name,
      String head,
      String digits,
      boolean marked,
      GroupName group,
      @Nullable MediaKind place) {
    if (NUMBERED.contains(WordFolding.fold(name)) || isSame(name, group.cleaned())) {
      return false;
    }
    if (place == MediaKind.SERIES) {
      return true;
    }
    boolean titled = isSame(head, group.title());
    boolean clear = marked || digits.length() > 2 || digits.charAt(0) == '0';
    boolean two = digits.length() == 2 && (titled || group.isNumberedSeries());
    return (group.isSeries() || titled) && (clear || two);
  }

  private static boolean isYear(String digits) {
    return digits.length() == MAX_DIGITS
        && digits.compareTo("1880") >= 0
        && digits.compareTo("2100") < 0;
  }

  private static boolean isSame(String text, String title) {
    return WordFolding.fold(Titles.trim(text)).equals(WordFolding.fold(Titles.trim(title)));
  }

  /** The name without the tags and checksums at its end. */
  private static String withoutTags(String name) {
    String left = name;
    while (!left.isEmpty()) {
      int cut = tagStart(left);
      if (cut <= 0) {
        break;
      }
      left = left.substring(0, cut).trim();
    }
    return left;
  }

  /** Returns where the last word or bracket starts when it is a tag, else -1. */
  private static int tagStart(String text) {
    int last = text.length() - 1;
    char close = text.charAt(last);
    if (close == ']' || close == ')') {
      int open = text.lastIndexOf(close == ']' ? '[' : '(');
      String content = open < 0 ? "" : text.substring(open + 1, last);
      return TagText.flags(content, true) != 0 || isChecksum(content) ? open : -1;
    }
    int space = text.lastIndexOf(' ');
    boolean tag = (Vocabulary.tagFlags(text.substring(space + 1)) & Vocabulary.STRONG) != 0;
    return tag ? space : -1;
  }

  /** {@code [1A2B3C4D]}, as groups that translate anime write it. */
  private static boolean isChecksum(String text) {
    boolean hex = text.length() == CHECKSUM;
    for (int i = 0; i < text.length() && hex; i++) {
      hex = Character.digit(text.charAt(i), 16) >= 0;
    }
    return hex;
  }
}
