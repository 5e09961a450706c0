package dev.arrway.domain.parse;

import dev.arrway.domain.m3u.M3uEntry;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.Reading.Trust;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what playlist entries say about themselves. Immutable; any thread may use it. Takes time
 * linear in the length of a name and never throws.
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
    String cleaned = NameCleaner.clean(cut(name));
    EpisodeName names = EpisodeName.of(cleaned, group);
    Brackets brackets = Brackets.read(names.head(), years, ids);
    ReadingList readings =
        new ReadingList(years, brackets, looseYear(names.tail(), ids), names.isEpisode());
    MediaKind kind =
        KindClassifier.kind(
            name,
            group,
            url,
            attributes,
            names.isEpisode(),
            readings.year() != null || !ids.ids().isEmpty());
    if (kind == MediaKind.LIVE) {
      return live(cleaned, readings);
    }
    if (kind == MediaKind.SERIES && names.season() == null) {
      readings.dropTrailingSeason();
    }
    return new ParsedEntry(
        kind,
        readings.title(),
        readings.year(),
        kind == MediaKind.SERIES ? names.season() : null,
        kind == MediaKind.SERIES ? names.episode() : null,
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

  private @Nullable Integer looseYear(String tail, IdFinder ids) {
    if (tail.isEmpty()) {
      return null;
    }
    Brackets after = Brackets.read(tail, years, ids);
    return after.year() != null ? after.year() : years.of(after.title());
  }

  private static String cut(String name) {
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
  }

  /** The readings of a name whose brackets are taken apart, with the likeliest title and year. */
  private static final class ReadingList {
    private final Years years;
    private final Brackets brackets;
    private final @Nullable Integer looseYear;
    private final boolean episode;
    private final List<String> tags;
    private final List<Reading> readings = new ArrayList<>(4);
    private String title = "";
    private @Nullable Integer year;

    ReadingList(Years years, Brackets brackets, @Nullable Integer looseYear, boolean episode) {
      this.episode = episode;
      this.years = years;
      this.brackets = brackets;
      this.looseYear = looseYear;
      this.tags = new ArrayList<>(brackets.tags());
      fill();
    }

    private void fill() {
      List<String> words = List.of();
      for (Prefix stage : Prefix.stages(Titles.undotted(brackets.title()))) {
        String likeliest = title;
        Integer likeliestYear = year;
        read(stage.rest());
        if (stage.certain()) {
          words = stage.words();
        } else {
          title = likeliest;
          year = likeliestYear;
        }
      }
      tags.addAll(words);
      parts();
    }

    /** Adds the readings of one text and makes them the likeliest so far. */
    private void read(String text) {
      String bare = Titles.withoutTrailingTags(text, tags);
      if (brackets.year() != null) {
        add(bare, brackets.year(), Trust.FULL);
        return;
      }
      Titles.Dated dated = Titles.dated(bare, years, tags);
      add(bare, null, Trust.FULL);
      if (dated != null) {
        add(dated.title(), dated.year(), episode ? Trust.BARE_YEAR : Trust.FULL);
      }
    }

    private void add(String raw, @Nullable Integer found, Trust trust) {
      String text = Titles.undotted(Titles.withoutRepeat(Titles.trim(raw)));
      if (text.isEmpty()) {
        return;
      }
      boolean loose = found == null && looseYear != null && trust == Trust.FULL;
      Reading reading =
          loose ? new Reading(text, looseYear, Trust.LOOSE_YEAR) : new Reading(text, found, trust);
      readings.add(reading);
      if (trust != Trust.PART) {
        title = text;
        year = reading.year();
      }
    }

    private void parts() {
      Integer dated = year;
      String whole = title;
      for (String part : Titles.parts(whole)) {
        add(part, dated, Trust.PART);
      }
      if (!brackets.rest().isEmpty()) {
        add(whole + " " + brackets.rest(), dated, Trust.PART);
      }
    }

    void dropTrailingSeason() {
      int[] season = SeasonEpisode.trailingSeason(title);
      if (season != null && season[0] > 0) {
        add(title.substring(0, season[0]), year, Trust.FULL);
      }
    }

    String title() {
      return title;
    }

    @Nullable Integer year() {
      return year;
    }

    List<Reading> list() {
      return readings;
    }

    List<String> quality() {
      return TagList.quality(tags);
    }

    List<String> languages() {
      return TagList.languages(tags);
    }
  }
}
