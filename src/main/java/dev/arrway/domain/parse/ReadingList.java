package dev.arrway.domain.parse;

import dev.arrway.domain.parse.Reading.Trust;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readings of a name whose brackets are taken apart, with the likeliest title and year. */
final class ReadingList {
  private final Years years;
  private final Brackets brackets;
  private final @Nullable TailYear tailYear;
  private final @Nullable Integer statedYear;
  private final boolean episode;
  private final List<String> tags;
  private final List<Reading> readings = new ArrayList<>(4);
  private String title = "";
  private @Nullable Integer year;

  /**
   * Reads what stands outside brackets.
   *
   * @param tailYear the year behind the episode's marker, or null
   * @param statedYear the year that an attribute states, or null
   * @param episode whether the name states an episode
   */
  ReadingList(
      Years years,
      Brackets brackets,
      @Nullable TailYear tailYear,
      @Nullable Integer statedYear,
      boolean episode) {
    this.episode = episode;
    this.years = years;
    this.brackets = brackets;
    this.tailYear = tailYear;
    this.statedYear = statedYear;
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
    Integer bracketed = brackets.year();
    if (bracketed != null) {
      String bare = Titles.withoutTags(text, tags);
      add(bare, bracketed, Trust.FULL);
      String rest = Titles.withoutRepeatedYear(title, bracketed);
      if (!rest.equals(title)) {
        add(rest, bracketed, Trust.FULL);
      }
      return;
    }
    Titles.Dated dated = Titles.dated(text, years, tags);
    Integer year = statedYear;
    if (dated != null && !episode && year != null && year != dated.year()) {
      add(Titles.withoutTags(text, tags), year, Trust.FULL);
      return;
    }
    if (dated == null) {
      add(Titles.withoutTags(text, tags), year, Trust.FULL);
      return;
    }
    literal(text, dated);
    String before = Titles.withoutTags(dated.title(), tags);
    add(
        Titles.withoutRepeatedYear(before, dated.year()),
        dated.year(),
        episode ? Trust.BARE_YEAR : Trust.FULL);
  }

  /** The number may belong to the title, as in {@code Wonder Woman 1984}. */
  private void literal(String text, Titles.Dated dated) {
    String digits = Integer.toString(dated.year());
    int at = text.lastIndexOf(digits);
    String bare = Titles.withoutTags(at < 0 ? text : text.substring(0, at + digits.length()), tags);
    add(bare, null, Trust.FULL);
  }

  private void add(String raw, @Nullable Integer found, Trust trust) {
    String text = NameCleaner.shown(Titles.undotted(Titles.trim(raw)));
    if (text.isEmpty()) {
      return;
    }
    TailYear tail = found == null && trust == Trust.FULL ? tailYear : null;
    Reading reading =
        tail == null
            ? new Reading(text, found, trust)
            : new Reading(text, tail.year(), Trust.LOOSE_YEAR);
    readings.add(reading);
    if (trust != Trust.PART) {
      title = text;
      year = tail != null && !tail.alone() ? null : reading.year();
    }
  }

  private void parts() {
    Integer dated = year;
    String whole = title;
    for (String part : OtherTitles.of(whole)) {
      add(part, dated, Trust.PART);
    }
    if (!brackets.rest().isEmpty() && !brackets.rest().equals(whole)) {
      add(whole + " " + brackets.rest(), dated, Trust.PART);
    }
  }

  void dropTrailingSeason() {
    EpisodeMarker season = EpisodeMarker.findSeason(title);
    boolean ends = season != null && season.start() > 0 && season.end() == title.length();
    if (season != null && ends) {
      add(title.substring(0, season.start()), year, Trust.FULL);
    }
  }

  /** Whether the name tells a translation, which channels do not have. */
  boolean isTranslated() {
    for (String tag : tags) {
      int flags = Vocabulary.tagFlags(tag);
      boolean translation = (flags & Vocabulary.STRONG) != 0 && (flags & Vocabulary.QUALITY) == 0;
      if (translation) {
        return true;
      }
    }
    return false;
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
