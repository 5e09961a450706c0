package dev.arrway.feature.imports.source;

import dev.arrway.domain.media.MediaKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ids in free text: addresses of IMDb, TMDB and TheTVDB, {@code tt0133093}, {@code tmdb:603}.
 *
 * @param kind what the address says, or null
 * @param slug the title in an address that names no id, or null
 * @param rest the text without what was understood
 */
record Addresses(
    @Nullable MediaKind kind,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    @Nullable String slug,
    String rest) {
  private static final Pattern URL = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);
  private static final Pattern TMDB =
      Pattern.compile("themoviedb\\.org/(movie|tv)/(\\d{1,9})", Pattern.CASE_INSENSITIVE);
  private static final Pattern TVDB =
      Pattern.compile(
          "thetvdb\\.com/\\S*?(?:series/|[?&](?:id|seriesid)=)(\\d{1,9})(?=$|[\\s/&?#])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TVDB_SLUG =
      Pattern.compile("thetvdb\\.com/(series|movies)/([a-z0-9-]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern IMDB =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?:imdb(?:id)?[:=-])?(tt\\d{7,10})(?![A-Za-z0-9])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TAGGED =
      Pattern.compile(
          "[\\[{(]?\\b(tmdb|tvdb)(?:id)?\\s?[:=-]\\s?(\\d{1,9})\\b[\\]})]?",
          Pattern.CASE_INSENSITIVE);

  /** Whether the text is one address and nothing else. */
  static boolean isOne(String text) {
    return URL.matcher(text.strip()).matches();
  }

  static Addresses in(String text) {
    Matcher tmdb = TMDB.matcher(text);
    Matcher tvdb = TVDB.matcher(text);
    Matcher imdb = IMDB.matcher(text);
    boolean hasTmdb = tmdb.find();
    boolean hasTvdb = tvdb.find();
    boolean hasImdb = imdb.find();
    Integer tmdbId = hasTmdb ? Integer.valueOf(tmdb.group(2)) : tagged(text, "tmdb");
    Integer tvdbId = hasTvdb ? Integer.valueOf(tvdb.group(1)) : tagged(text, "tvdb");
    MediaKind kind = hasTvdb || tvdbId != null ? MediaKind.SERIES : null;
    if (hasTmdb) {
      kind = tmdb.group(1).equalsIgnoreCase("tv") ? MediaKind.SERIES : MediaKind.MOVIE;
    }
    Matcher slug = TVDB_SLUG.matcher(text);
    boolean hasSlug = !hasTvdb && slug.find();
    if (hasSlug) {
      kind = slug.group(1).equalsIgnoreCase("series") ? MediaKind.SERIES : MediaKind.MOVIE;
    }
    String rest = URL.matcher(text).replaceAll(" ");
    rest = TAGGED.matcher(IMDB.matcher(rest).replaceAll(" ")).replaceAll(" ");
    return new Addresses(
        kind,
        tmdbId,
        tvdbId,
        hasImdb ? imdb.group(1).toLowerCase(Locale.ROOT) : null,
        hasSlug ? slug.group(2).replace('-', ' ') : null,
        rest.strip());
  }

  private static @Nullable Integer tagged(String text, String name) {
    Matcher matcher = TAGGED.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equalsIgnoreCase(name)) {
        return Integer.valueOf(matcher.group(2));
      }
    }
    return null;
  }
}
