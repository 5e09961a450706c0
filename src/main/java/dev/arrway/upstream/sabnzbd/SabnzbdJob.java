package dev.arrway.upstream.sabnzbd;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadStatus;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A job with what the download model does not show.
 *
 * @param queued whether it is in the queue, else in the history
 * @param since when it was added, for one in the queue, or ended, for one in the history; null when
 *     SABnzbd does not say
 * @param source a text that may hold the link that it came from; never shown
 */
record SabnzbdJob(
    Download download, boolean queued, @Nullable Instant since, @Nullable String source) {
  private static final int COMPARED = 100;

  String id() {
    return download.id();
  }

  boolean failed() {
    return download.status() == DownloadStatus.FAILED;
  }

  /** Whether it has this name, as far as SABnzbd leaves names as they were. */
  boolean called(String name) {
    String plain = plain(name);
    return !plain.isEmpty() && plain(download.name()).equals(plain);
  }

  /**
   * SABnzbd takes a password in double braces off names, puts underscores for what file systems do
   * not like, and cuts.
   */
  private static String plain(String name) {
    String plain =
        name.replaceAll("\\{\\{.*", "").replaceAll("[^\\p{L}\\p{N}]+", "").toLowerCase(Locale.ROOT);
    return plain.length() <= COMPARED ? plain : plain.substring(0, COMPARED);
  }

  @Override
  public String toString() {
    return download.id() + " (" + download.phase() + ")";
  }
}
