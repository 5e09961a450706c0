package dev.arrway.domain.download;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to a download between two looks. */
public enum DownloadNews {
  /** It is there. */
  ADDED,
  /** It is being fetched. */
  STARTED,
  /** It was stopped. */
  PAUSED,
  /** It was let go on. */
  RESUMED,
  /** Everything is there. */
  COMPLETED,
  /** It will not go on by itself. */
  FAILED,
  /** Nothing has arrived for a while. */
  STALLED,
  /** It goes on after it had stalled or failed. */
  RECOVERED,
  /** The client does not have it any more. */
  REMOVED;

  private static final Set<DownloadTrouble> STUCK =
      EnumSet.of(DownloadTrouble.STALLED, DownloadTrouble.NO_PEERS, DownloadTrouble.NO_METADATA);

  /** The event's type, such as {@code download.added}. */
  public String eventType() {
    return "download." + name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * How a download stood.
   *
   * @param stuckSince when nothing arrived any more; null while something does
   * @param stalled whether that was told
   */
  public record Stand(DownloadStatus status, @Nullable Instant stuckSince, boolean stalled) {}

  /**
   * How a download stands now.
   *
   * @param before null when it was not there
   * @param patience how long nothing must have arrived before that is told; it comes and goes
   */
  public static Stand stand(
      @Nullable Stand before, Download download, Duration patience, Instant now) {
    boolean stuck =
        (download.status() == DownloadStatus.QUEUED
                || download.status() == DownloadStatus.DOWNLOADING)
            && download.troubles().stream().anyMatch(STUCK::contains);
    if (!stuck) {
      return new Stand(download.status(), null, false);
    }
    Instant since = before == null || before.stuckSince() == null ? now : before.stuckSince();
    boolean told = before != null && before.stalled();
    return new Stand(download.status(), since, told || !since.plus(patience).isAfter(now));
  }

  /**
   * What happened, in the order of its telling.
   *
   * @param before null when it was not there
   */
  public static Set<DownloadNews> between(@Nullable Stand before, Stand now) {
    Set<DownloadNews> news = new LinkedHashSet<>();
    DownloadStatus was = before == null ? DownloadStatus.REMOVED : before.status();
    if (was == DownloadStatus.REMOVED && now.status() != DownloadStatus.REMOVED) {
      news.add(ADDED);
    }
    if (was != now.status()) {
      turned(was, now.status(), news);
    }
    boolean stalled = before != null && before.stalled();
    if (now.stalled() && !stalled) {
      news.add(STALLED);
    }
    boolean goesOn =
        now.status() == DownloadStatus.DOWNLOADING || now.status() == DownloadStatus.QUEUED;
    if (stalled && !now.stalled() && goesOn) {
      news.add(RECOVERED);
    }
    return news;
  }

  private static void turned(DownloadStatus was, DownloadStatus now, Set<DownloadNews> news) {
    switch (now) {
      case PAUSED -> news.add(PAUSED);
      case COMPLETED -> news.add(COMPLETED);
      case FAILED -> news.add(FAILED);
      case REMOVED -> news.add(REMOVED);
      case QUEUED, DOWNLOADING -> {
        if (was == DownloadStatus.PAUSED) {
          news.add(RESUMED);
        } else if (was == DownloadStatus.FAILED) {
          news.add(RECOVERED);
        } else if (now == DownloadStatus.DOWNLOADING) {
          news.add(STARTED);
        }
      }
    }
  }
}
