package dev.arrway.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One invented film or series.
 *
 * @param id the TMDB id of a film, the TVDB id of a series
 * @param imdbId empty when there is none
 * @param alternates other titles, without the languages they belong to
 */
public record Title(
    int id, String imdbId, String title, String originalTitle, int year, List<String> alternates) {
  private static final List<String> ARTICLES = List.of("the ", "a ", "an ");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern EDGE = Pattern.compile("^-|-$");
  private static final Pattern NO_FILE_NAME = Pattern.compile("[\\\\/:*?\"<>|]");

  /** Keeps its own copy of the alternates. */
  public Title {
    alternates = List.copyOf(alternates);
  }

  /** Lower-case letters and digits only, as the servers' {@code cleanTitle}. */
  public String clean() {
    return clean(title);
  }

  /** The title as it is sorted: lower case, without a leading article. */
  public String sorted() {
    var lower = title.toLowerCase(Locale.ROOT);
    for (var article : ARTICLES) {
      if (lower.startsWith(article)) {
        return lower.substring(article.length());
      }
    }
    return lower;
  }

  /** The title as the last part of a web address. */
  public String slug() {
    return EDGE.matcher(NO_WORD.matcher(title.toLowerCase(Locale.ROOT)).replaceAll("-"))
        .replaceAll("");
  }

  /** The title as releases are named: dots between the words. */
  public String dotted() {
    return NO_WORD.matcher(title).replaceAll(".");
  }

  /** The title as a folder's name, with the year. */
  public String folder() {
    return NO_FILE_NAME.matcher(title).replaceAll("").strip() + " (" + year + ")";
  }

  static String clean(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
