package dev.arrway.domain.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sorts collected tags into quality and language, splitting compounds such as {@code 4K-FR}. */
final class TagList {

  private TagList() {}

  static List<String> quality(List<String> tags) {
    return sorted(tags, true);
  }

  static List<String> languages(List<String> tags) {
    return sorted(tags, false);
  }

  private static List<String> sorted(List<String> tags, boolean quality) {
    if (tags.isEmpty()) {
      return List.of();
    }
    List<String> out = new ArrayList<>();
    for (String tag : tags) {
      String upper = tag.toUpperCase(Locale.ROOT);
      if (isWanted(upper, quality)) {
        add(out, upper);
        continue;
      }
      int start = 0;
      for (int i = 0; i <= upper.length(); i++) {
        if (i == upper.length() || "-/&,. ".indexOf(upper.charAt(i)) >= 0) {
          String part = upper.substring(start, i);
          if (isWanted(part, quality)) {
            add(out, part);
          }
          start = i + 1;
        }
      }
    }
    return out;
  }

  /** Whether a tag tells a quality or translation, or else a language, country or service. */
  private static boolean isWanted(String tag, boolean quality) {
    int flags = Vocabulary.flags(tag);
    boolean note = (flags & Vocabulary.STRONG) != 0 && (flags & Vocabulary.GENERIC) == 0;
    boolean isQuality = note || (flags & Vocabulary.QUALITY) != 0;
    return quality
        ? isQuality
        : !isQuality && (flags & (Vocabulary.CODE | Vocabulary.LANGUAGE)) != 0;
  }

  private static void add(List<String> out, String tag) {
    if (!out.contains(tag)) {
      out.add(tag);
    }
  }
}
