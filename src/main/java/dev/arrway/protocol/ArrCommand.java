package dev.arrway.protocol;

import dev.arrway.domain.arr.WantedKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a Radarr or a Sonarr can be asked. */
public sealed interface ArrCommand<R extends Reply> extends Command<R> {
  /** What it says of itself. */
  record GetStatus() implements ArrCommand<ArrReply.Status> {}

  /** What it complains about. */
  record GetHealth() implements ArrCommand<ArrReply.HealthIssues> {}

  /** Its mounts. */
  record GetDiskSpace() implements ArrCommand<ArrReply.Disks> {}

  /** The folders that titles are added under. */
  record GetRootFolders() implements ArrCommand<ArrReply.RootFolders> {}

  /** Its labels. */
  record GetTags() implements ArrCommand<ArrReply.Tags> {}

  /** Its indexers. */
  record GetIndexers() implements ArrCommand<ArrReply.Indexers> {}

  /** What it is downloading; see {@link ArrReply.Queue}. */
  record GetQueue(int offset, int limit) implements ArrCommand<ArrReply.Queue> {}

  /**
   * What happened, newest first.
   *
   * @param since only what happened at or after it, or null for all
   */
  record GetHistory(int offset, int limit, @Nullable Instant since)
      implements ArrCommand<ArrReply.History> {}

  /** What could be added, by title or {@code tmdb:}, {@code imdb:}, {@code tvdb:} and an id. */
  record Lookup(String term) implements ArrCommand<ArrReply.Found> {}

  /**
   * What it still wants.
   *
   * @param monitored null for the upstream's default (monitored only), else only what is or is not
   *     monitored
   */
  record GetWanted(WantedKind kind, int offset, int limit, @Nullable Boolean monitored, boolean all)
      implements ArrCommand<ArrReply.Wanted> {}

  /**
   * Reads the whole library into a new snapshot, which replaces the last one when it is complete.
   */
  record SyncLibrary() implements ArrCommand<ArrReply.Synced> {}
}
