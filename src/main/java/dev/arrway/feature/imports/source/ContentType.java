package dev.arrway.feature.imports.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms of lists that are sent as text. */
public enum ContentType {
  /** Any table whose first line names its columns. */
  CSV(CsvReader.ANY),
  /** An array of objects, as Radarr, Sonarr, Trakt and TMDB write them. */
  JSON(new JsonReader()),
  /** A title, an id or an address a line. */
  TEXT(new TextReader()),
  /** What Letterboxd exports. */
  LETTERBOXD(CsvReader.LETTERBOXD),
  /** What IMDb exports. */
  IMDB(CsvReader.IMDB);

  private final ContentReader reader;

  ContentType(ContentReader reader) {
    this.reader = reader;
  }

  /**
   * Reads a list of this type; throws {@link UnreadableSource} when it has another form or more
   * rows than allowed.
   */
  public List<Candidate> read(String content, int mostRows) {
    String plain = content.startsWith("\uFEFF") ? content.substring(1) : content;
    return reader.read(plain.replace("\0", ""), mostRows);
  }

  /** The name in the API, such as {@code letterboxd}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The form of this name, or empty when there is none. */
  public static Optional<ContentType> of(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName().equals(wireName)).findFirst();
  }
}
