package dev.arrway.feature.webhooks;

import dev.arrway.domain.arr.ArrNews;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key that identifies a piece of news, whether it arrived by webhook or history: a hash of its
 * content.
 *
 * @param hash 32 hexadecimal digits
 * @param window the maximum time between two reports of the same news: long for ids, which are
 *     never reused, short for names, which may be
 */
record NewsKey(String hash, Duration window) {
  /** The window of keys with an id of the server, which is never assigned twice. */
  private static final Duration BY_ID = Duration.ofDays(1);

  /**
   * The window of keys without such an id. It allows for clock differences and for the delay with
   * which a history is read.
   */
  private static final Duration BY_NAME = Duration.ofMinutes(15);

  /** The window of health checks, which report the same again when a problem recurs. */
  private static final Duration BY_STATE = Duration.ofMinutes(1);

  /** Returns the key of the news that a title was added. */
  static NewsKey added(boolean movie, long libraryId) {
    return of(BY_ID, movie ? "movie" : "series", "added", libraryId);
  }

  /**
   * Returns all keys of a piece of news, which is new if any of its keys is new; empty for news
   * without effect.
   */
  static List<NewsKey> of(ArrNews news) {
    return switch (news.kind()) {
      case TEST, UNKNOWN -> List.of();
      case INTERACTION_REQUIRED ->
          List.of(of(BY_NAME, news.kind(), news.subject() == null ? 0 : id(news), download(news)));
      case GRABBED, DOWNLOAD_FAILED, DOWNLOAD_IGNORED, IMPORT_COMPLETED ->
          List.of(of(BY_NAME, news.kind(), id(news), download(news)));
      case IMPORTED -> List.of(imported(news));
      case RENAMED, FILE_DELETED -> byFile(news);
      case TITLE_ADDED -> List.of(added(movie(news), id(news)));
      case TITLE_DELETED -> List.of(of(BY_ID, news.kind(), id(news)));
      case HEALTH_ISSUE, HEALTH_RESTORED -> List.of(of(BY_STATE, news.kind(), news.note()));
      case UPGRADED -> List.of(of(BY_NAME, news.kind(), news.note()));
    };
  }

  private static NewsKey imported(ArrNews news) {
    Long file = news.files().isEmpty() ? null : news.files().get(0).id();
    return file != null
        ? of(BY_ID, news.kind(), id(news), "file", file)
        : of(BY_NAME, news.kind(), id(news), download(news), news.episodes());
  }

  private static List<NewsKey> byFile(ArrNews news) {
    return news.files().isEmpty()
        ? List.of(of(BY_NAME, news.kind(), id(news)))
        : news.files().stream()
            .map(file -> of(BY_NAME, news.kind(), id(news), name(file.path())))
            .distinct()
            .toList();
  }

  /** Returns the name of a file: webhook and history give the same path with different roots. */
  private static String name(@Nullable String path) {
    String whole = path == null ? "" : path;
    return whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1);
  }

  /**
   * Returns the download's id, or the release's name for clients without ids, such as watched
   * folders.
   */
  private static String download(ArrNews news) {
    String id = news.downloadId();
    if (id != null) {
      return id.toUpperCase(Locale.ROOT);
    }
    ArrNews.Release release = news.release();
    return release == null ? "" : "release " + release.title();
  }

  private static boolean movie(ArrNews news) {
    return subject(news).movie();
  }

  private static long id(ArrNews news) {
    return subject(news).id();
  }

  private static ArrNews.Subject subject(ArrNews news) {
    return Objects.requireNonNull(news.subject(), "subject");
  }

  private static NewsKey of(Duration window, @Nullable Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part).append('\n');
    }
    return new NewsKey(hash(text.toString()), window);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
