package dev.arrway.feature.imports.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Plain text, one row a line: {@code Title (Year)}, {@code Title}, an id such as {@code tt0133093}
 * or {@code tmdb:603}, or an address of IMDb, TMDB or TheTVDB. Blank lines and lines that begin
 * with {@code #} are left out; bullets and numbers before a title are no part of it.
 */
final class TextReader implements ContentReader {
  private static final Pattern BULLET = Pattern.compile("^(?:[-*•]\\s+|\\d{1,5}[.)]\\s+)");
  private static final Pattern EDGES = Pattern.compile("^[\\s|,;–-]+|[\\s|,;–-]+$");

  @Override
  public List<Candidate> read(String content, int mostRows) {
    List<Candidate> rows = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) content.lines()::iterator) {
      number++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      if (rows.size() == mostRows) {
        throw UnreadableSource.longerThan(mostRows);
      }
      rows.add(row(number, line));
    }
    return rows;
  }

  /** One line that is not blank. */
  static Candidate row(int number, String line) {
    String text = BULLET.matcher(line.strip()).replaceFirst("");
    RowBuilder row = new RowBuilder(number);
    int tab = text.lastIndexOf('\t');
    if (tab > 0 && text.substring(tab + 1).strip().matches("\\d{4}")) {
      row.year(text.substring(tab + 1));
      text = text.substring(0, tab);
    }
    row.fromText(text);
    String rest = EDGES.matcher(Addresses.in(text).rest()).replaceAll("");
    if (!rest.isEmpty() && !(rest.chars().noneMatch(Character::isLetterOrDigit) && row.hasId())) {
      row.datedTitle(rest);
    }
    if (!row.named()) {
      row.fail("The line holds neither a title nor an id that is known.");
    }
    return row.build();
  }
}
