package dev.arrway.feature.imports.source;

import dev.arrway.domain.media.MediaKind;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tables with commas, semicolons, tabs or bars between their cells. The first line names the
 * columns; which of the separators it has most of is the table's.
 */
final class CsvReader implements ContentReader {
  /** Any table. */
  static final CsvReader ANY = new CsvReader(null, false);

  /** Diaries, ratings, watchlists and lists of Letterboxd, which knows films alone. */
  static final CsvReader LETTERBOXD = new CsvReader(MediaKind.MOVIE, false);

  /** Lists, ratings and watchlists of IMDb. */
  static final CsvReader IMDB = new CsvReader(null, true);

  /** The header of the rows of a Letterboxd list; facts about the list itself come before it. */
  private static final Pattern LIST_HEADER = Pattern.compile("^Position,", Pattern.MULTILINE);

  private static final String PREAMBLE = "Letterboxd list export";

  /** Lines that may describe a list before its rows begin. */
  private static final int MOST_DESCRIPTION = 20;

  private final @Nullable MediaKind usual;
  private final boolean wantsImdb;

  private CsvReader(@Nullable MediaKind usual, boolean wantsImdb) {
    this.usual = usual;
    this.wantsImdb = wantsImdb;
  }

  @Override
  public List<Candidate> read(String content, int mostRows) {
    return new Table(content.replace("\r\n", "\n").replace('\r', '\n'), mostRows).read();
  }

  /** One table as it is read. */
  private final class Table {
    private final String content;
    private final int mostRows;
    private final CSVFormat format;
    private final List<Candidate> rows = new ArrayList<>();
    private @Nullable CsvColumns columns;
    private int from;
    private int counted;
    private int lines;

    Table(String content, int mostRows) {
      this.content = content;
      this.mostRows = mostRows;
      this.from = begin(content);
      this.format =
          CSVFormat.RFC4180
              .builder()
              .setDelimiter(delimiter(content, from))
              .setIgnoreEmptyLines(true)
              .get();
    }

    /** A line that quotes make unreadable costs itself alone: reading begins anew behind it. */
    List<Candidate> read() {
      while (from < content.length()) {
        int bad = readOn();
        if (bad < content.length()) {
          if (columns == null) {
            throw new UnreadableSource("The quotes in the first line do not fit together.");
          }
          taken(Candidate.unreadable(lineAt(bad), "The quotes in this line do not fit together."));
        }
        from = lineAfter(bad, 1);
      }
      if (columns == null) {
        throw new UnreadableSource("There is nothing in it.");
      }
      return rows;
    }

    /** Reads until the end or up to a record that cannot be read; where that begins. */
    private int readOn() {
      try (CSVParser parser = CSVParser.parse(rest(), format)) {
        Iterator<CSVRecord> records = parser.iterator();
        long read = 0;
        try {
          while (records.hasNext()) {
            CSVRecord record = records.next();
            read = parser.getCurrentLineNumber();
            record(record, skipBlank(from + (int) record.getCharacterPosition()));
          }
          return content.length();
        } catch (UncheckedIOException | IllegalStateException e) {
          return skipBlank(lineAfter(from, read));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Reader rest() throws IOException {
      Reader reader = new StringReader(content);
      long skipped = reader.skip(from);
      assert skipped == from;
      return reader;
    }

    private void record(CSVRecord record, int start) {
      CsvColumns known = columns;
      if (known == null) {
        columns = columns(record);
        return;
      }
      int line = lineAt(start);
      RowBuilder row = known.row(line, record);
      if (row != null) {
        taken(row.kind(usual).build());
      } else if (record.stream().anyMatch(cell -> !cell.isBlank())) {
        taken(Candidate.unreadable(line, "The row states neither a title nor an id."));
      }
    }

    private void taken(Candidate row) {
      if (rows.size() == mostRows) {
        throw UnreadableSource.longerThan(mostRows);
      }
      rows.add(row);
    }

    private CsvColumns columns(CSVRecord header) {
      CsvColumns found = CsvColumns.of(header);
      if (wantsImdb && !found.hasImdb()) {
        throw new UnreadableSource("This is no export of IMDb: it has no column 'Const'.");
      }
      return found;
    }

    private int skipBlank(int at) {
      int start = at;
      while (start < content.length() && content.charAt(start) == '\n') {
        start++;
      }
      return start;
    }

    private int lineAfter(int at, long count) {
      int end = at;
      for (long i = 0; i < count && end < content.length(); i++) {
        int next = content.indexOf('\n', end);
        end = next < 0 ? content.length() : next + 1;
      }
      return end;
    }

    /** Places only grow, so that every character is counted once. */
    private int lineAt(int at) {
      for (; counted < at; counted++) {
        lines += content.charAt(counted) == '\n' ? 1 : 0;
      }
      return lines + 1;
    }
  }

  /** Where the line with the names of the columns begins. */
  private static int begin(String content) {
    Matcher header = LIST_HEADER.matcher(content);
    boolean named = content.startsWith(PREAMBLE);
    if (header.find() && (named || describes(content.substring(0, header.start())))) {
      return header.start();
    }
    if (named) {
      throw new UnreadableSource("This list of Letterboxd has no rows.");
    }
    return 0;
  }

  /** Whether what stands before the rows describes a list: few lines, a blank one at the end. */
  private static boolean describes(String before) {
    return before.endsWith("\n\n") && before.lines().count() <= MOST_DESCRIPTION;
  }

  private static char delimiter(String content, int from) {
    int end = content.indexOf('\n', from);
    String header = content.substring(from, end < 0 ? content.length() : end);
    char best = ',';
    long most = 0;
    for (char each : new char[] {',', ';', '\t', '|'}) {
      long count = header.chars().filter(c -> c == each).count();
      if (count > most) {
        best = each;
        most = count;
      }
    }
    return best;
  }
}
