package dev.arrway.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
    List<DriftDetail> details = new ArrayList<>();
    for (String path : paths) {
      String before = expected.get(path);
      String now = actual.get(path);
      boolean same = before != null && before.equals(now);
      if (!same && ignored.stream().noneMatch(glob -> matches(glob, path))) {
        String kind = before == null ? "added" : now == null ? "removed" : "changed";
        details.add(new DriftDetail(path, kind, before, now));
      }
    }
    return details;
  }

  /**
   * Whether a path is one of those that a pattern stands for. Only the last {@code *} ever has to
   * give way, hence the time is at most the product of both lengths, whoever wrote the pattern.
   */
  static boolean matches(String glob, String path) {
    int g = 0;
    int p = 0;
    int star = -1;
    int from = 0;
    while (p < path.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        from = p;
      } else if (g < glob.length() && glob.charAt(g) == path.charAt(p)) {
        g++;
        p++;
      } else if (star >= 0) {
        g = star + 1;
        p = ++from;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
