package dev.arrway.kind.arr;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.EpisodeItem;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.UpstreamClient;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a manager of movies or series can do. */
public interface ArrClient extends UpstreamClient {
  /** What it says of itself. */
  Future<SystemStatus> status(Ask ask);

  /** What it complains about. */
  Future<List<HealthIssue>> health(Ask ask);

  /** Its mounts. */
  Future<List<DiskSpace>> diskSpace(Ask ask);

  /** The folders that titles are added under. */
  Future<List<RootFolder>> rootFolders(Ask ask);

  /** Its labels. */
  Future<List<ArrTag>> tags(Ask ask);

  /** Its indexers, without their credentials. */
  Future<List<ArrIndexer>> indexers(Ask ask);

  /** A part of its queue, {@code offset} &ge; 0 and {@code limit} 1 to 1,000. */
  Future<Slice<QueueItem>> queue(int offset, int limit, Ask ask);

  /** A part of its history, newest first; with {@code since} only what happened at or after it. */
  Future<Slice<HistoryItem>> history(int offset, int limit, @Nullable Instant since, Ask ask);

  /** What could be added. */
  Future<List<LookupItem>> lookup(String term, Ask ask);

  /**
   * A part of what it still wants; with {@code all} every row, up to 20,000, whatever offset and
   * limit say.
   */
  Future<Slice<WantedItem>> wanted(ArrCommand.GetWanted query, Ask ask);

  /** The episodes of one season; none where there are no seasons. */
  default Future<List<EpisodeItem>> season(long seriesId, int season, Ask ask) {
    return Future.succeededFuture(List.of());
  }

  /** What comes out within the time asked for, in no order. */
  Future<List<CalendarItem>> calendar(ArrCommand.GetCalendar query, Ask ask);

  /**
   * Reads the whole library as a stream.
   *
   * @param sink takes the items in batches; the upstream is held back until a batch's future is
   *     done
   * @return how many items there were
   */
  Future<Long> library(Function<List<LibraryItem>, Future<Void>> sink, Ask ask);

  /** One title of the library; null when it is not there. */
  Future<@Nullable LibraryItem> title(long id, Ask ask);

  /** What it can be told to do. */
  ArrEditor editor();
}
