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
      if (Vocabulary.isQuality(upper)) {
        add(out, upper, quality);
        continue;
      }
      int start = 0;
      for (int i = 0; i <= upper.length(); i++) {
        if (i == upper.length() || "-/&,. ".indexOf(upper.charAt(i)) >= 0) {
          String part = upper.substring(start, i);
          add(out, part, quality == Vocabulary.isQuality(part));
          start = i + 1;
        }
      }
    }
    return out;
  }

  private static void add(List<String> out, String tag, boolean wanted) {
    if (wanted && !tag.isEmpty() && !out.contains(tag)) {
      out.add(tag);
    }
  }
}
