package dev.arrway.feature.downloads;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadNews.Stand;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.domain.download.Handling;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A download as it was when its client was last looked at. */
record StoredDownload(
    String id,
    String name,
    DownloadKind kind,
    Stand stand,
    double progress,
    @Nullable Long size,
    @Nullable String category,
    @Nullable String outputPath,
    @Nullable String error,
    Set<DownloadTrouble> troubles,
    @Nullable String correlationId,
    Handling handling,
    Instant firstSeenAt) {
  /** Progress that is less than this apart is not written. */
  private static final double STEP = 0.01;

  StoredDownload {
    troubles = Set.copyOf(troubles);
  }

  static StoredDownload of(
      Download now,
      Stand stand,
      @Nullable String correlationId,
      Handling handling,
      Instant firstSeenAt) {
    return new StoredDownload(
        now.id(),
        now.name(),
        now.kind(),
        stand,
        now.progress(),
        now.size(),
        now.category(),
        now.outputPath(),
        now.error(),
        now.troubles(),
        correlationId,
        handling,
        firstSeenAt);
  }

  /** The same when its client does not have it any more. */
  StoredDownload gone() {
    return new StoredDownload(
        id,
        name,
        kind,
        new Stand(DownloadStatus.REMOVED, null, false),
        progress,
        size,
        category,
        outputPath,
        error,
        troubles,
        correlationId,
        handling,
        firstSeenAt);
  }

  StoredDownload with(Handling newHandling) {
    return new StoredDownload(
        id,
        name,
        kind,
        stand,
        progress,
        size,
        category,
        outputPath,
        error,
        troubles,
        correlationId,
        newHandling,
        firstSeenAt);
  }

  private StoredDownload with(double newProgress) {
    return new StoredDownload(
        id,
        name,
        kind,
        stand,
        newProgress,
        size,
        category,
        outputPath,
        error,
        troubles,
        correlationId,
        handling,
        firstSeenAt);
  }

  /** Whether nothing is different that is worth writing down. */
  boolean sameAs(StoredDownload before) {
    return Math.abs(progress - before.progress()) < STEP && equals(before.with(progress));
  }
}
