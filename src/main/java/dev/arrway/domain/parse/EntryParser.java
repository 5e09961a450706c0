package dev.arrway.domain.parse;

import dev.arrway.domain.m3u.M3uEntry;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.KindClassifier.NameEvidence;
import java.time.Year;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what playlist entries say about themselves. Immutable; any thread may use it. Takes time
 * linear in the length of a name and never throws.
 *
 * <p>A name is cleaned ({@link NameCleaner}), split at its season and episode ({@link
 * EpisodeName}), freed of what stands in brackets ({@link Brackets}), of prefixes ({@link Prefix})
 * and of tags ({@link Titles}); what remains is the title. Group, address and attributes decide
 * where the name does not ({@link GroupName}, {@link KindClassifier}).
 */
public final class EntryParser {

  private static final int MAX_NAME = 1_000;

  private final Years years;

  /** Years up to the next one count as years. */
  public EntryParser() {
    this(Year.now().getValue() + 1);
  }

  /** Numbers above {@code latestYear} belong to titles. */
  public EntryParser(int latestYear) {
    this.years = new Years(latestYear);
  }

  /** Reads a playlist's entry. */
  public ParsedEntry parse(M3uEntry entry) {
    return parse(entry.name(), entry.group(), entry.url(), entry.attributes());
  }

  /** Reads a name alone, as if it were a file's: a movie unless it names an episode. */
  public ParsedEntry parseName(String name) {
    return parse(name, "", "name.mkv", Map.of());
  }

  /**
   * Reads an entry.
   *
   * @param name as written
   * @param group as written, "" for none
   * @param url the address
   * @param attributes by lower-cased key
   */
  public ParsedEntry parse(String name, String group, String url, Map<String, String> attributes) {
    IdFinder ids = new IdFinder();
    ids.attributes(attributes);
    ids.url(url);
    GroupName groupName = new GroupName(cut(group));
    MediaKind place = KindClassifier.stated(url, attributes);
    String cleaned = KindClassifier.withoutExtension(NameCleaner.clean(cut(name)));
    EpisodeName names = EpisodeName.of(cleaned, groupName, place);
    Brackets brackets = Brackets.read(names.head(), years, ids);
    ReadingList readings =
        new ReadingList(
            years,
            brackets,
            tailYear(names.tail(), ids),
            EntryFacts.year(attributes, years),
            names.isEpisode());
    MediaKind kind =
        KindClassifier.kind(
            name,
            groupName,
            url,
            attributes,
            place,
            new NameEvidence(
                cleaned,
                names.isEpisode(),
                brackets.year() != null || !ids.ids().isEmpty(),
                readings.year() != null,
                readings.isTranslated(),
                names.fromGroup()));
    if (kind == MediaKind.LIVE) {
      return live(NameCleaner.shown(cleaned), readings);
    }
    if (kind == MediaKind.SERIES && names.season() == null) {
      readings.dropTrailingSeason();
    }
    boolean series = kind == MediaKind.SERIES;
    return new ParsedEntry(
        kind,
        readings.title(),
        readings.year(),
        series ? names.season() : null,
        series ? names.episode() : null,
        brackets.country(),
        readings.quality(),
        readings.languages(),
        ids.ids(),
        readings.list());
  }

  private static ParsedEntry live(String name, ReadingList readings) {
    return new ParsedEntry(
        MediaKind.LIVE,
        name,
        null,
        null,
        null,
        null,
        readings.quality(),
        readings.languages(),
        ExternalIds.NONE,
        List.of());
  }

  /** Returns the year behind an episode's marker and title. */
  private @Nullable TailYear tailYear(String tail, IdFinder ids) {
    if (tail.isEmpty()) {
      return null;
    }
    Brackets after = Brackets.read(tail, years, ids);
    Integer year = after.year() != null ? after.year() : years.of(after.title());
    boolean alone =
        after.year() == null || after.title().isEmpty() || after.title().equals(after.rest());
    return year == null ? null : new TailYear(year, alone);
  }

  private static String cut(String text) {
    return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME);
  }
}
