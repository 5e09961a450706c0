package dev.arrway.domain.drift;

import java.util.Collection;

/** Patterns of paths; a {@code *} stands for any run of characters, also for none. */
public final class Glob {
  private Glob() {}

  /** Whether one of the patterns stands for the path. */
  public static boolean any(Collection<String> globs, String path) {
    return globs.stream().anyMatch(glob -> matches(glob, path));
  }

  /**
   * Whether a path is one of those that a pattern stands for. Only the last {@code *} ever has to
   * give way, hence the time is at most the product of both lengths, whoever wrote the pattern.
   */
  public static boolean matches(String glob, String path) {
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
