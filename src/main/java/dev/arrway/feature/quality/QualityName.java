package dev.arrway.feature.quality;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spellings of qualities. Radarr's {@code Remux-1080p} is Sonarr's {@code Bluray-1080p Remux}, and
 * people write {@code web-dl 1080p}.
 */
final class QualityName {
  private static final Pattern LINES = Pattern.compile("(?<!\\d)\\d{3,4}[pi]");
  private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");

  private QualityName() {}

  /** Equal for spellings of one quality: letters and digits only, the resolution at the end. */
  static String key(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Matcher found = LINES.matcher(lower);
    String lines = found.find() ? found.group() : "";
    String rest = lines.isEmpty() ? lower : lower.replace(lines, " ");
    String plain = OTHER.matcher(rest).replaceAll("");
    return (plain.contains("remux") ? "remux" : plain) + lines;
  }

  /** The resolution that a name says, in lines; 0 when it says none. */
  static int lines(String name) {
    Matcher found = LINES.matcher(name.toLowerCase(Locale.ROOT));
    return found.find()
        ? Integer.parseInt(found.group().substring(0, found.group().length() - 1))
        : 0;
  }
}
