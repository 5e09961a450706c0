package dev.arrway.domain.parse;

import org.jspecify.annotations.Nullable;

/**
 * The place where a name states season, episode or both: {@code S01E02}, {@code 1x02}, {@code 2.
 * Sezon 1. Bölüm}, {@code C2-T3}, {@code 第1季 第2集}, {@code Tập 47}.
 *
 * @param start where it starts in the name
 * @param end where it ends
 * @param season the season, or null
 * @param episode the (first) episode, or null
 * @param weak whether parts of films are numbered like that as well
 */
record EpisodeMarker(
    int start, int end, @Nullable Integer season, @Nullable Integer episode, boolean weak) {

  private static final int MAX_GAP = 6;
  private static final int MOST_FURTHER = 30;
  private static final String HARD = "-:|–—•#,/";

  /** Returns the best marker in {@code text}, or null when there is none. */
  static @Nullable EpisodeMarker find(String text) {
    return NameLexer.hasNumber(text) ? new Finder(new NameLexer(text)).find() : null;
  }

  /** Returns the season that a text states without an episode, or null. */
  static @Nullable EpisodeMarker findSeason(String text) {
    return NameLexer.hasNumber(text) ? new Finder(new NameLexer(text)).season() : null;
  }

  boolean isComplete() {
    return season != null && episode != null;
  }

  /** A number with its word: {@code Season 2}, {@code 2. Sezon}, {@code 第2季}. */
  private record Unit(int first, int next, int value, int flags) {
    boolean is(int flag) {
      return (flags & flag) != 0;
    }
  }

  /** Goes through the lexemes of one name. */
  private static final class Finder {
    private final NameLexer name;

    Finder(NameLexer name) {
      this.name = name;
    }

    @Nullable EpisodeMarker find() {
      EpisodeMarker season = null;
      EpisodeMarker episode = null;
      for (int i = 0; i < name.size(); i++) {
        EpisodeMarker found = crossed(i);
        if (found != null) {
          return found;
        }
        Unit unit = unit(i);
        if (unit == null) {
          continue;
        }
        found = pair(unit);
        if (found != null) {
          return found;
        }
        if (alone(unit) && unit.is(EpisodeWords.SEASON) && season == null) {
          season = marker(unit, unit.value(), null);
        } else if (alone(unit) && unit.is(EpisodeWords.EPISODE)) {
          episode = episode == null ? marker(unit, null, unit.value()) : episode;
        }
        i = unit.next() - 1;
      }
      return together(season, episode);
    }

    @Nullable EpisodeMarker season() {
      for (int i = 0; i < name.size(); i++) {
        Unit unit = unit(i);
        if (unit != null && unit.is(EpisodeWords.SEASON) && !unit.is(EpisodeWords.PAIRED)) {
          return marker(unit, unit.value(), null);
        }
      }
      return null;
    }

    private static @Nullable EpisodeMarker together(
        @Nullable EpisodeMarker season, @Nullable EpisodeMarker episode) {
      if (season == null || episode == null) {
        return episode == null ? season : episode;
      }
      boolean seasonFirst = season.start() < episode.start();
      return new EpisodeMarker(
          seasonFirst ? season.start() : episode.start(),
          episode.end(),
          season.season(),
          episode.episode(),
          episode.weak());
    }

    private static boolean alone(Unit unit) {
      return !unit.is(EpisodeWords.PAIRED);
    }

    private EpisodeMarker marker(Unit unit, @Nullable Integer season, @Nullable Integer episode) {
      return new EpisodeMarker(
          name.start(unit.first()),
          furtherEnd(unit.next() - 1, unit.value(), episode != null),
          season,
          episode,
          unit.is(EpisodeWords.WEAK));
    }

    /** {@code 1x02}, {@code 2 x 03}. */
    private @Nullable EpisodeMarker crossed(int i) {
      boolean numbers = name.isNumber(i) && name.isNumber(i + 2);
      if (!numbers || (name.flags(i + 1) & EpisodeWords.CROSS) == 0 || name.digits(i) > 2) {
        return null;
      }
      boolean touching = name.gap(i) == 0 && name.gap(i + 1) == 0;
      boolean spaced = name.gap(i) == 1 && name.gap(i + 1) == 1 && name.digits(i + 2) == 2;
      boolean apart = i == 0 || name.gap(i - 1) > 0;
      boolean ended = name.gap(i + 2) > 0;
      return (touching || spaced) && apart && ended
          ? new EpisodeMarker(
              name.start(i),
              furtherEnd(i + 2, name.number(i + 2), true),
              name.number(i),
              name.number(i + 2),
              name.digits(i + 2) == 1)
          : null;
    }

    private @Nullable EpisodeMarker pair(Unit first) {
      int last = first.next() - 1;
      if (first.is(EpisodeWords.SEASON) && isCross(last + 1)) {
        return crossed(first, last + 2);
      }
      Unit second = name.gap(last) <= MAX_GAP ? unit(first.next()) : null;
      if (second != null && (first.flags() & second.flags() & 3) == 0) {
        // "F1 S02E03": the season is followed by its episode, so "F1" belongs to the title.
        boolean titled = second.is(EpisodeWords.SEASON) && isFollowedByEpisode(second);
        return titled ? null : paired(first, second);
      }
      return first.is(EpisodeWords.SEASON) && second == null ? bareEpisode(first) : null;
    }

    private boolean isFollowedByEpisode(Unit season) {
      Unit next = name.gap(season.next() - 1) <= 1 ? unit(season.next()) : null;
      return next != null && next.is(EpisodeWords.EPISODE);
    }

    private boolean isCross(int i) {
      return (name.flags(i) & EpisodeWords.CROSS) != 0 && name.gap(i - 1) <= 1 && name.gap(i) <= 1;
    }

    /** {@code T1 x 12}, {@code S01x12}. */
    private @Nullable EpisodeMarker crossed(Unit season, int i) {
      return name.isNumber(i)
          ? new EpisodeMarker(
              name.start(season.first()), name.end(i), season.value(), name.number(i), false)
          : null;
    }

    private EpisodeMarker paired(Unit first, Unit second) {
      Unit season = first.is(EpisodeWords.SEASON) ? first : second;
      Unit episode = season == first ? second : first;
      return new EpisodeMarker(
          name.start(first.first()),
          furtherEnd(second.next() - 1, episode.value(), second == episode),
          season.value(),
          episode.value(),
          false);
    }

    /** {@code S2 - 07}, {@code Temporada 2 - 05}. */
    private @Nullable EpisodeMarker bareEpisode(Unit season) {
      int i = season.next();
      if (!name.isNumber(i)
          || name.gap(i - 1) > MAX_GAP
          || name.gap(i) == 0
          || season.is(EpisodeWords.PAIRED)) {
        return null;
      }
      boolean separated = name.gapHas(i - 1, HARD) && !name.gapHas(i - 1, "([");
      boolean year = name.digits(i) == 4 && name.number(i) >= 1880;
      boolean zero = name.digits(i) > 1 && name.number(i) < 10;
      return (separated || zero) && !year
          ? new EpisodeMarker(
              name.start(season.first()), name.end(i), season.value(), name.number(i), false)
          : null;
    }

    private @Nullable Unit unit(int i) {
      if (name.isNumber(i) || name.ordinalAt(i) > 0) {
        return suffix(i, i);
      }
      int flags = name.flags(i);
      if ((flags & EpisodeWords.MARK) != 0 && name.gap(i) <= 1 && name.isNumber(i + 1)) {
        return suffix(i, i + 1);
      }
      return (flags & 3) == 0 ? null : prefix(i, flags);
    }

    /** A word and its number: {@code Season 2}, {@code S02}, {@code الموسم الثاني}. */
    private @Nullable Unit prefix(int i, int flags) {
      int at = i;
      while (name.gap(at) <= MAX_GAP && name.flags(at + 1) == flags && at < i + 2) {
        at++; // "Tập Tập 16"
      }
      boolean letter = (flags & EpisodeWords.LETTER) != 0;
      boolean word = !letter && (flags & EpisodeWords.SEASON) != 0 && name.ordinalAt(at + 1) > 0;
      boolean dotted = letter && name.gap(at) == 1 && name.gapHas(at, "."); // "S.01 E.03"
      boolean touches = dotted || name.gap(at) <= (letter ? looseGap(i, flags) : MAX_GAP);
      if (!touches || !name.isNumber(at + 1) && !word) {
        return null;
      }
      boolean year = name.digits(at + 1) == 4 && name.gapHas(at, "([");
      int paired = dotted ? EpisodeWords.PAIRED : 0;
      return year ? null : new Unit(i, at + 2, name.number(at + 1), flags | paired);
    }

    /** An episode's letter may stand a blank away from its number right behind a season. */
    private int looseGap(int i, int flags) {
      if ((flags & EpisodeWords.SEASON) != 0 && isSpacedPair(i)) {
        return 1;
      }
      boolean follows = i > 0 && name.isNumber(i - 1) && name.gap(i - 1) <= 1;
      boolean letter = (flags & EpisodeWords.EPISODE) != 0 && (flags & EpisodeWords.PAIRED) == 0;
      return follows && letter && name.gap(i + 1) > 0 ? 1 : 0;
    }

    /** {@code S 02 E 07}. */
    private boolean isSpacedPair(int i) {
      int both = EpisodeWords.EPISODE | EpisodeWords.LETTER;
      return name.isNumber(i + 1)
          && name.gap(i + 1) == 1
          && (name.flags(i + 2) & both) == both
          && name.gap(i + 2) == 1
          && name.isNumber(i + 3);
    }

    /** A number and its word: {@code 2. Sezon}, {@code 4ª Temporada}, {@code 第2集}, {@code 24B}. */
    private @Nullable Unit suffix(int first, int number) {
      int word = number + 1;
      boolean ordinal = name.gap(number) > 0 && word < name.size() && name.gapHas(number, ".");
      if ((name.flags(word) & EpisodeWords.ORDINAL_END) != 0
          && name.gap(number) <= 1
          && (name.flags(word + 1) & 3) != 0
          && name.gap(word) <= MAX_GAP) {
        word++;
        ordinal = true;
      }
      int flags = name.flags(word);
      boolean near = name.gap(word - 1) <= ((flags & EpisodeWords.LETTER) != 0 ? 0 : 2);
      boolean letter = (flags & EpisodeWords.LETTER) != 0;
      if ((flags & 3) == 0 || !near || !name.isNumber(number) && letter) {
        return null;
      }
      // "Show 2 Season 1": the number after the word is the season, the one before is the title's.
      if (!ordinal && first == number && isCounted(word)) {
        return null;
      }
      int paired = letter ? EpisodeWords.PAIRED : 0;
      return new Unit(first, word + 1, name.number(number), flags | paired);
    }

    /** Whether a number follows the word that belongs to it rather than to a later word. */
    private boolean isCounted(int word) {
      boolean number =
          name.isNumber(word + 1) && name.gap(word) <= MAX_GAP && name.digits(word + 1) < 4;
      if (!number || name.gap(word + 1) == 0 && (name.flags(word + 2) & 3) == 0) {
        return false;
      }
      boolean suffix = (name.flags(word + 2) & 3) != 0 && name.gap(word + 1) <= 2;
      return !suffix
          || name.isNumber(word + 3) && name.gap(word + 2) <= 2 && name.digits(word + 3) < 4;
    }

    /** The further episodes of {@code S01E02E03} and {@code S01E02-04} belong to the marker. */
    private int furtherEnd(int last, int value, boolean episode) {
      int at = last;
      while (episode && at + 1 < name.size() && name.gap(at) <= 1) {
        boolean letter = (name.flags(at + 1) & EpisodeWords.EPISODE) != 0 && name.gap(at + 1) <= 1;
        int number = letter ? at + 2 : at + 1;
        boolean range = letter || name.gap(at) == 1 && name.gapHas(at, "-–~");
        boolean further =
            name.isNumber(number)
                && name.number(number) > value
                && name.number(number) <= value + MOST_FURTHER;
        if (!range || !further) {
          break;
        }
        at = number;
      }
      return name.end(at);
    }
  }
}
