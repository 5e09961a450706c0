package dev.arrway.feature.imports.source;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Which column of a table holds what, by the names in its first line. */
final class CsvColumns {
  /** What a column may hold, with the names it goes by, letters and digits alone. */
  private enum Column {
    TITLE(
        "title",
        "name",
        "movie",
        "movietitle",
        "film",
        "series",
        "seriestitle",
        "show",
        "showtitle",
        "primarytitle"),
    YEAR("year", "releaseyear", "startyear", "releasedate", "firstaired", "firstairdate"),
    TMDB("tmdbid", "tmdb", "themoviedb", "themoviedbid"),
    IMDB("imdbid", "imdb", "const", "tconst"),
    TVDB("tvdbid", "tvdb", "thetvdb", "thetvdbid"),
    TYPE("type", "titletype", "mediatype", "kind"),
    ADDRESS("url", "uri", "link", "imdburl", "tmdburl", "tvdburl", "letterboxduri");

    private final List<String> names;

    Column(String... names) {
      this.names = List.of(names);
    }
  }

  private final Map<Column, List<Integer>> places = new EnumMap<>(Column.class);

  private CsvColumns(CSVRecord header) {
    List<String> names = new ArrayList<>();
    header.forEach(name -> names.add(key(name)));
    for (Column column : Column.values()) {
      List<Integer> found =
          column.names.stream().map(names::indexOf).filter(place -> place >= 0).toList();
      if (!found.isEmpty()) {
        places.put(column, found);
      }
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** Reads the names; throws {@link UnreadableSource} when none of them is known. */
  static CsvColumns of(CSVRecord header) {
    CsvColumns columns = new CsvColumns(header);
    if (columns.places.keySet().stream()
        .noneMatch(column -> column != Column.YEAR && column != Column.TYPE)) {
      throw new UnreadableSource(
          "The first line must name the columns, one of them title, tmdb_id, imdb_id or tvdb_id.");
    }
    return columns;
  }

  boolean hasImdb() {
    return places.containsKey(Column.IMDB);
  }

  /** What a record says; null when all that is known of it is empty. */
  @Nullable RowBuilder row(int line, CSVRecord record) {
    if (places.values().stream().flatMap(List::stream).allMatch(at -> cell(record, at).isBlank())) {
      return null;
    }
    RowBuilder row = new RowBuilder(line);
    String title = first(Column.TITLE, record);
    row.kind(first(Column.TYPE, record));
    row.year(first(Column.YEAR, record));
    if (places.containsKey(Column.YEAR)) {
      row.title(title);
    } else {
      row.datedTitle(title);
    }
    row.tmdb(first(Column.TMDB, record));
    row.tvdb(first(Column.TVDB, record));
    row.imdb(first(Column.IMDB, record));
    places.getOrDefault(Column.ADDRESS, List.of()).forEach(at -> row.fromText(cell(record, at)));
    return row;
  }

  private String first(Column column, CSVRecord record) {
    return places.getOrDefault(column, List.of()).stream()
        .map(at -> cell(record, at))
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }

  private static String cell(CSVRecord record, int at) {
    return at < record.size() ? record.get(at) : "";
  }
}
