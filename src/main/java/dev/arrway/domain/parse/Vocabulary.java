package dev.arrway.domain.parse;

import java.util.Locale;

/** The words that playlists put around titles, by what they mean. */
final class Vocabulary {

  /** No title ends with it, in whatever case. */
  static final int STRONG = 1;

  /** A code of a language, country or service; upper case, unless in brackets. */
  static final int CODE = 2;

  /** May be a word of a title: believed among other tags, in brackets and after a year. */
  static final int LOOSE = 4;

  /** Says how something looks or sounds, not in which language. */
  static final int QUALITY = 8;

  /** A code that is no word of any common language: believed without a separator too. */
  static final int UNMISTAKABLE = 16;

  /** A genre: like LOOSE, and in a group's name a sign of films or episodes. */
  static final int GENRE = 32;

  /** Says "film". */
  static final int FILM = 64;

  /** Says "series". */
  static final int SERIES = 128;

  /** Says "channel": a group with such a word holds no films. */
  static final int CHANNEL = 256;

  /** Says nothing about which title is meant ("new", "all"): for names of groups. */
  static final int GENERIC = 512;

  /** The name of a language. */
  static final int LANGUAGE = 1024;

  /** A code of a language or country, not of a service. */
  static final int PLACE = 2048;

  /** Says what an entry is, in the singular: stands before a title. */
  static final int TYPE = 4096;

  /** Says "series that number their episodes through". */
  static final int NUMBERED = 8192;

  /** A genre of films that is no usual category of channels. */
  static final int FILM_GENRE = 16384;

  /** Any of these makes a word a tag. */
  static final int TAG = STRONG | CODE | LOOSE | GENRE;

  private static final String SEPARATORS = "-/&,.+ ";

  private static final WordTable WORDS = new WordTable();

  static {
    add(STRONG | QUALITY, TagWords.CLEAR_QUALITY);
    add(LOOSE | QUALITY, TagWords.LOOSE_QUALITY);
    add(STRONG, TagWords.TRANSLATION_NOTES);
    add(STRONG | GENERIC, TagWords.HOSTS);
    add(LOOSE, TagWords.NOTES);
    add(CODE | PLACE, TagWords.CODES);
    add(CODE | PLACE | UNMISTAKABLE, TagWords.UNMISTAKABLE_CODES);
    add(CODE, TagWords.SERVICES);
    add(LOOSE | LANGUAGE, TagWords.LANGUAGES);
    add(LOOSE | GENERIC, TagWords.COUNTRIES);
    add(GENRE, TagWords.GENRES);
    add(GENRE | FILM_GENRE, TagWords.FILM_GENRES);
    add(FILM, TagWords.FILM);
    add(TYPE, TagWords.TYPES);
    add(SERIES, TagWords.SERIES);
    add(NUMBERED, "anime animes аниме انمي アニメ novela novelas telenovela telenovelas");
    add(CHANNEL, TagWords.CHANNEL);
    add(GENERIC, TagWords.GENERIC);
  }

  private Vocabulary() {}

  /** Returns what a word means, in whatever case; 0 when nothing. */
  static int flags(String word) {
    return WORDS.get(word);
  }

  /**
   * Returns what a word or a compound of tags ({@code 4K-EN}, {@code EN/FR}) means, 0 when nothing.
   * Of a compound every part has to be a tag; the result has the kind that all parts have, and the
   * other flags of any.
   */
  static int meaning(String word) {
    int flags = flags(word);
    return (flags & TAG) != 0 || !isCompound(word) ? flags : compound(word);
  }

  /** Returns what a tag means, 0 when a word is none. */
  static int tagFlags(String word) {
    int flags = meaning(word);
    return (flags & TAG) != 0 ? flags : 0;
  }

  /** Whether {@code word} is, alone, a tag of any kind; compounds such as {@code 4K-EN} count. */
  static boolean isTag(String word) {
    return tagFlags(word) != 0;
  }

  private static boolean isCompound(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (SEPARATORS.indexOf(word.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  static boolean isClearQuality(String word) {
    int flags = tagFlags(word);
    return (flags & STRONG) != 0 && (flags & QUALITY) != 0;
  }

  static boolean isQuality(String word) {
    return (flags(word) & QUALITY) != 0;
  }

  /** Whether a code tells series of one name apart. */
  static boolean isCountry(String upper) {
    return TagWords.NAMESAKE_COUNTRIES.contains(upper);
  }

  static boolean isArticle(String word) {
    return TagWords.ARTICLES.contains(word.toUpperCase(Locale.ROOT));
  }

  private static int compound(String text) {
    int start = 0;
    int parts = 0;
    int all = -1;
    int any = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && SEPARATORS.indexOf(text.charAt(i)) < 0) {
        continue;
      }
      if (i > start) {
        boolean plus = i < text.length() && text.charAt(i) == '+';
        int flags = plus ? flags(text.substring(start, i + 1)) : 0; // the service is "A+"
        flags = (flags & TAG) != 0 ? flags : flags(text.substring(start, i));
        if ((flags & TAG) == 0) {
          return 0;
        }
        all &= flags;
        any |= flags;
        parts++;
      }
      start = i + 1;
    }
    if (parts == 0) {
      return 0;
    }
    int kind = (all & TAG) != 0 ? all & TAG : (any & STRONG) != 0 ? STRONG : LOOSE;
    return kind | any & (QUALITY | UNMISTAKABLE | LANGUAGE);
  }

  private static void add(int flags, String words) {
    for (String word : words.trim().split("\\s+")) {
      WORDS.add(word, flags);
    }
  }
}
