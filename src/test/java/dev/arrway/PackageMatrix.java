package dev.arrway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The dependencies that packages of Arrway may have on each other. Package names are relative to
 * {@value #ROOT}. What no row allows is forbidden.
 */
public final class PackageMatrix {
  static final String ROOT = "dev.arrway";

  /** Features by tier; a feature may use those of the lists before its own. */
  public static final List<List<String>> TIERS =
      List.of(
          List.of("audit", "instances", "outbox", "playlists"),
          List.of(
              "accounts",
              "drift",
              "libraries",
              "mediaservers",
              "schedules",
              "subscriptions",
              "timelines"),
          List.of("arrs"),
          List.of("calendar", "downloads", "missing", "monitoring", "quality", "webhooks"),
          List.of("imports"));

  private static final String PLATFORM = "platform(\\..+)?";
  private static final String MESSAGES = "protocol|domain\\..+";
  private static final String TRANSPORT = "platform\\.(bus|http|config)";

  /**
   * Patterns of using packages, each with a pattern of what they may use besides themselves and
   * their subpackages. The first row that matches counts; {@code $1} is the first group of its key.
   */
  private static final Map<Pattern, String> ROWS = rows();

  private PackageMatrix() {}

  private static Map<Pattern, String> rows() {
    Map<Pattern, String> rows = new LinkedHashMap<>();
    row(rows, "app", ".*");
    row(rows, "feature", "gateway|upstream|" + PLATFORM + "|" + MESSAGES);
    row(
        rows,
        "feature\\.(\\w+)\\.web",
        "feature|feature\\.$1(\\..+)?|gateway(\\..+)?|kind\\.\\w+|upstream|"
            + PLATFORM
            + "|"
            + MESSAGES);
    row(
        rows,
        "feature\\.(\\w+)(?:\\.\\w+)?",
        "feature|feature\\.$1(?!\\.web)(\\..+)?|kind\\.\\w+|upstream|" + PLATFORM + "|" + MESSAGES);
    row(rows, "gateway(?:\\.\\w+)?", "gateway(\\..+)?|" + PLATFORM + "|" + MESSAGES);
    row(rows, "upstream", TRANSPORT + "|" + MESSAGES);
    row(rows, "kind\\.\\w+", "upstream|" + TRANSPORT + "|" + MESSAGES);
    row(
        rows,
        "upstream\\.\\w+(?:\\.\\w+)?",
        "upstream|upstream\\.shared(\\..+)?|kind\\.\\w+|" + TRANSPORT + "|" + MESSAGES);
    row(rows, "platform\\.config", "protocol");
    row(rows, "platform\\.(?:bus|http|access)", "platform\\.config|protocol");
    row(rows, "platform\\.store", TRANSPORT + "|protocol");
    row(rows, "platform(?:\\.event|\\.shard)?", TRANSPORT + "|platform\\.store|protocol");
    row(rows, "sandbox", "platform\\.config");
    row(rows, "sandbox\\.(?:arr|media)", "sandbox|platform\\.config|domain\\..+");
    row(rows, "sandbox\\.\\w+", "sandbox|sandbox\\.(arr|media)|platform\\.config|domain\\..+");
    row(rows, "domain\\..+", "domain\\..+");
    row(rows, "protocol", "(?!)");
    return rows;
  }

  private static void row(Map<Pattern, String> rows, String user, String used) {
    rows.put(Pattern.compile(user), used);
  }

  /** Returns whether classes of one package may use classes of another; names include the root. */
  static boolean allows(String user, String used) {
    String from = relative(user);
    String to = relative(used);
    if (from.equals(to)) {
      return true;
    }
    for (Map.Entry<Pattern, String> row : ROWS.entrySet()) {
      var matched = row.getKey().matcher(from);
      if (matched.matches()) {
        String own = matched.groupCount() == 0 ? "" : matched.group(1);
        return to.matches(row.getValue().replace("$1", own)) || isLowerFeature(from, to);
      }
    }
    return false;
  }

  /** Returns whether a row exists for this package; its name includes the root. */
  static boolean knows(String name) {
    return ROWS.keySet().stream().anyMatch(row -> row.matcher(relative(name)).matches())
        && (!name.startsWith(ROOT + ".feature.") || tierOf(relative(name)) >= 0);
  }

  /** Services may use the services of lower features; routes may also use their routes. */
  private static boolean isLowerFeature(String from, String to) {
    int lower = tierOf(to);
    boolean routes = from.endsWith(".web");
    return lower >= 0 && lower < tierOf(from) && (routes || !to.endsWith(".web"));
  }

  /** Returns the tier of a feature's package, from 0; -1 for any other package. */
  private static int tierOf(String name) {
    String[] parts = name.split("\\.");
    if (!parts[0].equals("feature") || parts.length < 2) {
      return -1;
    }
    for (int tier = 0; tier < TIERS.size(); tier++) {
      if (TIERS.get(tier).contains(parts[1])) {
        return tier;
      }
    }
    return -1;
  }

  private static String relative(String name) {
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }
}
