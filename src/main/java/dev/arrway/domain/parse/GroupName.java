package dev.arrway.domain.parse;

import org.jspecify.annotations.Nullable;

/**
 * What the name of an entry's group says: films, episodes or channels, a season, the title of a
 * series. Read when asked for.
 */
final class GroupName {

  private static final int FIRST_FILM = 1 << 21;
  private static final String[] FILM_PARTS = {"电影", "影片", "映画", "영화", "หนัง"};
  private static final String[] SERIES_PARTS = {"剧", "动漫", "综艺", "アニメ", "드라마", "ドラマ"};
  private static final String[] CHANNEL_PARTS = {"卫视", "频道", "央视"};

  private final String raw;
  private int flags = -1;
  private @Nullable String cleaned;

  GroupName(String raw) {
    this.raw = raw;
  }

  String cleaned() {
    String text = cleaned;
    if (text == null) {
      text = NameCleaner.clean(raw);
      cleaned = text;
    }
    return text;
  }

  /** Whether the group holds films and nothing else. */
  boolean isFilms() {
    int all = flags();
    boolean film = (all & Vocabulary.FILM) != 0;
    boolean others = (all & (Vocabulary.SERIES | Vocabulary.CHANNEL)) != 0;
    return film && !others && (all & (FIRST_FILM | Vocabulary.GENRE)) != 0 || isVod();
  }

  /** Whether the group is named after genres of films, and nothing else. */
  boolean isFilmGenre() {
    int all = flags();
    boolean others = (all & (Vocabulary.SERIES | Vocabulary.CHANNEL)) != 0;
    return (all & Vocabulary.FILM_GENRE) != 0 && !others && isGeneric(cleaned());
  }

  boolean isSeries() {
    return (flags() & Vocabulary.SERIES) != 0;
  }

  /** Whether the series of the group are usually numbered without seasons, as anime are. */
  boolean isNumberedSeries() {
    return (flags() & Vocabulary.NUMBERED) != 0;
  }

  boolean isChannels() {
    return (flags() & Vocabulary.CHANNEL) != 0;
  }

  /** Returns the season that the group states, or null. */
  @Nullable Integer season() {
    EpisodeMarker season = raw.isEmpty() ? null : EpisodeMarker.findSeason(cleaned());
    return season == null ? null : season.season();
  }

  /** Returns the title that the group states, as written there, or "" when it states none. */
  String title() {
    String text = cleaned();
    String found = "";
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length() || "|•\uE000;>❖".indexOf(text.charAt(i)) >= 0;
      boolean dash = !end && text.startsWith(" - ", i);
      if (end || dash) {
        String part = titleOf(text.substring(start, i));
        // "Triggers (2018 - ...)" is one title.
        boolean open = dash && text.lastIndexOf('(', i) > text.lastIndexOf(')', i);
        if (open) {
          continue;
        }
        found = part.isEmpty() ? found : part;
        start = dash ? i + 3 : i + 1;
      }
    }
    return found;
  }

  private static String titleOf(String segment) {
    String text = Titles.trim(segment);
    EpisodeMarker season = EpisodeMarker.findSeason(text);
    if (season != null) {
      String before = Titles.trim(text.substring(0, season.start()));
      text = before.isEmpty() ? Titles.trim(text.substring(season.end())) : before;
    }
    boolean number = season != null && !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    return isGeneric(text) && !number ? "" : withoutType(text);
  }

  private static String withoutType(String text) {
    int space = text.indexOf(' ');
    boolean type = space > 0 && (Vocabulary.flags(text.substring(0, space)) & Vocabulary.TYPE) != 0;
    return type ? Titles.trim(text.substring(space)) : text;
  }

  /** Whether a group's name only says what kind of entries it holds. */
  private static boolean isGeneric(String text) {
    for (String word : text.split("[ /&,.:()\\[\\]]+")) {
      boolean known =
          word.isEmpty() || !Character.isLetter(word.charAt(0)) || Vocabulary.flags(word) != 0;
      if (!known && !TagText.isHost(word)) {
        return false;
      }
    }
    return true;
  }

  private boolean isVod() {
    return (flags() & FIRST_FILM << 1) != 0;
  }

  private int flags() {
    if (flags < 0) {
      flags = raw.isEmpty() ? 0 : read();
    }
    return flags;
  }

  private int read() {
    int found = has(FILM_PARTS) ? Vocabulary.FILM | FIRST_FILM : 0;
    found |= has(SERIES_PARTS) ? Vocabulary.SERIES : 0;
    found |= has(CHANNEL_PARTS) ? Vocabulary.CHANNEL : 0;
    String text = cleaned();
    boolean first = true;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && isWordPart(text.charAt(i))) {
        continue;
      }
      if (i > start) {
        String word = WordFolding.fold(text.substring(start, i));
        found |= Vocabulary.flags(word);
        found |=
            word.equals("vod") || word.startsWith("vod") && word.length() == 4
                ? FIRST_FILM << 1
                : 0;
        found |= first && TagWords.FILM_GROUPS.contains(word) ? FIRST_FILM : 0;
        first = false;
      }
      start = i + 1;
    }
    return found;
  }

  private boolean has(String[] parts) {
    for (String part : parts) {
      if (raw.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c)
        || c > 0x7F && Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
