package dev.arrway.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares two states field by field. */
final class DriftComparison {
  private DriftComparison() {}

  /**
   * What differs, by path.
   *
   * @param ignored paths that are left out; a {@code *} stands for any run of characters
   */
  static List<DriftDetail> of(
      Map<String, String> expected, Map<String, String> actual, List<String> ignored) {
    TreeSet<String> paths = new TreeSet<>(expected.keySet());
    paths.addAll(actual.keySet());
    List<Pattern> patterns = ignored.stream().map(DriftComparison::pattern).toList();
    List<DriftDetail> details = new ArrayList<>();
    for (String path : paths) {
      String before = expected.get(path);
      String now = actual.get(path);
      boolean same = before != null && before.equals(now);
      if (!same && patterns.stream().noneMatch(it -> it.matcher(path).matches())) {
        String kind = before == null ? "added" : now == null ? "removed" : "changed";
        details.add(new DriftDetail(path, kind, before, now));
      }
    }
    return details;
  }

  /** Possessive runs between literals: linear whatever the path. */
  private static Pattern pattern(String glob) {
    return Pattern.compile(
        java.util.Arrays.stream(glob.replaceAll("\\*+", "*").split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
