package dev.arrway.feature.imports.source;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.EncodingRepair;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what a row says, in whatever spelling, and what is wrong with it. */
final class RowBuilder {
  private static final Pattern DATED =
      Pattern.compile("(.+?)\\s*[(\\[](\\d{4})(?:\\s*[-–—/][^)\\]]*)?[)\\]]");
  private static final Pattern YEAR =
      Pattern.compile("\\(?((?:18[7-9]|19\\d|2[01]\\d)\\d)(?:\\.0+|[-–—/].*|T.*)?\\)?");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})(?:\\.0+)?");
  private static final Pattern IMDB = Pattern.compile("tt\\d{5,10}");
  private static final int SHOWN = 40;

  private final int line;
  private @Nullable MediaKind kind;
  private @Nullable String title;
  private @Nullable Integer year;
  private @Nullable Integer tmdbId;
  private @Nullable Integer tvdbId;
  private @Nullable String imdbId;
  private @Nullable String badYear;
  private @Nullable String error;

  RowBuilder(int line) {
    this.line = line;
  }

  /** The first title counts. */
  @CanIgnoreReturnValue
  RowBuilder title(@Nullable String text) {
    if (title == null && text != null && !text.isBlank()) {
      title = EncodingRepair.repair(text).strip().replaceAll("\\s+", " ");
    }
    return this;
  }

  /** A title that may be followed by its year in brackets. */
  @CanIgnoreReturnValue
  RowBuilder datedTitle(String text) {
    Matcher matcher = DATED.matcher(text.strip());
    if (matcher.matches() && yearOf(matcher.group(2)) != null) {
      return title(matcher.group(1)).year(matcher.group(2));
    }
    return title(text);
  }

  /** A year, or a date that begins with one. */
  @CanIgnoreReturnValue
  RowBuilder year(@Nullable String text) {
    if (year != null || text == null || text.isBlank() || text.strip().equals("0")) {
      return this;
    }
    year = yearOf(text);
    if (year == null) {
      badYear = shown(text);
    }
    return this;
  }

  private static @Nullable Integer yearOf(String text) {
    Matcher matcher = YEAR.matcher(text.strip());
    return matcher.matches() ? Integer.valueOf(matcher.group(1)) : null;
  }

  /** What the row says it is. */
  @CanIgnoreReturnValue
  RowBuilder kind(@Nullable String word) {
    MediaKind named = Kinds.of(word);
    if (Kinds.isNeither(word) && word != null) {
      fail("This is of the type '" + shown(word) + "': only movies and series can be added.");
    }
    return named == null ? this : kind(named);
  }

  /** The first kind counts. */
  @CanIgnoreReturnValue
  RowBuilder kind(@Nullable MediaKind known) {
    kind = kind == null ? known : kind;
    return this;
  }

  /** A TMDB id, or an address with one. */
  @CanIgnoreReturnValue
  RowBuilder tmdb(@Nullable String text) {
    Integer id = id("tmdb_id", text);
    tmdbId = tmdbId == null ? id : tmdbId;
    return this;
  }

  /** A TVDB id, or an address with one. */
  @CanIgnoreReturnValue
  RowBuilder tvdb(@Nullable String text) {
    Integer id = id("tvdb_id", text);
    tvdbId = tvdbId == null ? id : tvdbId;
    return this;
  }

  private @Nullable Integer id(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (Addresses.isOne(plain)) {
      fromText(plain);
      return null;
    }
    int colon = plain.lastIndexOf(':');
    Matcher matcher = NUMBER.matcher(plain.substring(colon + 1).strip());
    if (!matcher.matches()) {
      fail(name + ": '" + shown(text) + "' is no id.");
      return null;
    }
    int id = Integer.parseInt(matcher.group(1));
    return id == 0 ? null : id;
  }

  /** An IMDb id with or without its {@code tt}, or an address with one. */
  @CanIgnoreReturnValue
  RowBuilder imdb(@Nullable String text) {
    if (text == null || text.isBlank() || imdbId != null || text.strip().equals("0")) {
      return this;
    }
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (Addresses.isOne(plain)) {
      return fromText(plain);
    }
    if (NUMBER.matcher(plain).matches()) {
      plain = String.format(Locale.ROOT, "tt%07d", Integer.parseInt(plain.replaceAll("\\..*", "")));
    }
    if (IMDB.matcher(plain).matches()) {
      imdbId = plain;
    } else {
      fail("imdb_id: '" + shown(text) + "' is no id.");
    }
    return this;
  }

  /** Ids that stand somewhere in a text, such as an address. */
  @CanIgnoreReturnValue
  RowBuilder fromText(String text) {
    Addresses found = Addresses.in(text);
    kind(found.kind());
    tmdbId = tmdbId == null ? found.tmdbId() : tmdbId;
    tvdbId = tvdbId == null ? found.tvdbId() : tvdbId;
    imdbId = imdbId == null ? found.imdbId() : imdbId;
    if (found.slug() != null && !named()) {
      title(found.slug());
    }
    return this;
  }

  /** Whether there is anything to look the row up by. */
  boolean named() {
    return title != null || hasId();
  }

  /** Whether an id is known. */
  boolean hasId() {
    return tmdbId != null || tvdbId != null || imdbId != null;
  }

  /** The first error counts. */
  @CanIgnoreReturnValue
  RowBuilder fail(String message) {
    error = error == null ? message : error;
    return this;
  }

  Candidate build() {
    if (!named()) {
      fail("The row states neither a title nor an id.");
    }
    if (badYear != null && !hasId()) {
      fail("year: '" + badYear + "' is no year.");
    }
    return new Candidate(line, kind, title, year, tmdbId, tvdbId, imdbId, error);
  }

  private static String shown(String text) {
    String plain = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN - 1) + "…";
  }
}
