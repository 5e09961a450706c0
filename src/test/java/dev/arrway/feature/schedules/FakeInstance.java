package dev.arrway.feature.schedules;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.EpisodeItem;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An instance in memory; it finds every item of an odd id, and remembers what it was asked for. */
final class FakeInstance implements Servers, SearchOutbox {
  static final List<ArrTag> TAGS =
      List.of(new ArrTag(1, "never"), new ArrTag(2, "family"), new ArrTag(3, "classics"));
  private static final List<ArrIndexer> INDEXERS =
      List.of(
          new ArrIndexer(1, "Marble", null, "torrent", 25, true, true, true),
          new ArrIndexer(2, "Copper", null, "torrent", 25, true, true, true));

  private final Clock clock;
  private final Map<WantedKind, List<WantedItem>> wanted;
  private final List<Searched> searched = new CopyOnWriteArrayList<>();
  private final Map<Long, Instant> taken = new ConcurrentHashMap<>();
  private volatile List<QueueItem> queue = List.of();
  private volatile boolean failing;
  private volatile boolean healthy = true;
  private volatile Future<Void> answering = Future.succeededFuture();

  FakeInstance(Clock clock, Map<WantedKind, List<WantedItem>> wanted) {
    this.clock = clock;
    this.wanted = wanted;
  }

  /** What one command searched. */
  record Searched(Instant at, String traceId, List<Long> items) {}

  List<Searched> searched() {
    return List.copyOf(searched);
  }

  void queue(List<QueueItem> rows) {
    queue = List.copyOf(rows);
  }

  void indexersFail(boolean fail) {
    failing = fail;
  }

  boolean indexersFail() {
    return failing;
  }

  void healthy(boolean value) {
    healthy = value;
  }

  /** Answers nothing before this is over. */
  void answerAfter(Future<Void> event) {
    answering = event;
  }

  @Override
  public Future<Void> check(long ownerId, long instanceId) {
    return Future.succeededFuture();
  }

  @Override
  public boolean enabled(long instanceId) {
    return true;
  }

  @Override
  public boolean mayRunScheduled(long instanceId) {
    return healthy;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R extends Reply> Future<R> ask(
      CallContext context, long instanceId, ArrCommand<R> command) {
    return answering.map(ready -> (R) answer(command));
  }

  private Reply answer(ArrCommand<?> command) {
    if (command instanceof ArrCommand.GetIndexers) {
      return new ArrReply.Indexers(INDEXERS, 0);
    }
    if (command instanceof ArrCommand.GetHealth) {
      return new ArrReply.HealthIssues(
          failing
              ? List.of(new HealthIssue("IndexerStatusCheck", "error", "All are down", null))
              : List.of(),
          0);
    }
    if (command instanceof ArrCommand.GetTags) {
      return new ArrReply.Tags(TAGS, 0);
    }
    if (command instanceof ArrCommand.GetQueue part) {
      return new ArrReply.Queue(slice(queue, part.offset(), part.limit()));
    }
    if (command instanceof ArrCommand.GetWanted part) {
      return new ArrReply.Wanted(wanted(part));
    }
    if (command instanceof ArrCommand.GetSeason season) {
      return new ArrReply.Season(
          episodes(season.seriesId(), season.season())
              .map(id -> new EpisodeItem(id, season.seriesId(), season.season(), 1, true, false))
              .toList(),
          0);
    }
    if (command instanceof ArrCommand.GetHistory part) {
      return new ArrReply.History(
          slice(grabs(part.since() == null ? Instant.EPOCH : part.since()), part.offset(), 500));
    }
    throw new AssertionError("asked for " + command);
  }

  private static <T> Slice<T> slice(List<T> all, int offset, int limit) {
    return new Slice<>(all.stream().skip(offset).limit(limit).toList(), all.size());
  }

  private Slice<WantedItem> wanted(ArrCommand.GetWanted part) {
    return slice(
        wanted.getOrDefault(part.kind(), List.of()).stream()
            .filter(item -> item.monitored() == !Boolean.FALSE.equals(part.monitored()))
            .toList(),
        part.offset(),
        part.limit());
  }

  private Stream<Long> episodes(long series, int season) {
    return wanted.values().stream()
        .flatMap(List::stream)
        .filter(item -> item.seriesId() != null && item.seriesId() == series)
        .filter(item -> item.season() == season)
        .map(WantedItem::id)
        .distinct();
  }

  private List<HistoryItem> grabs(Instant since) {
    return searched.stream()
        .filter(one -> !one.at().isBefore(since))
        .flatMap(one -> one.items().stream().filter(id -> id % 2 == 1).map(id -> grab(id, one)))
        .toList();
  }

  private static HistoryItem grab(long id, Searched search) {
    return new HistoryItem(
        id, id, null, id, "grabbed", "Release " + id, null, search.at(), null, Map.of());
  }

  @Override
  public Future<List<Long>> add(
      SqlConnection transaction,
      long ownerId,
      long instanceId,
      List<ArrCommand.StartSearch> searches,
      String traceId) {
    Future<List<Long>> ids = Future.succeededFuture(List.of());
    for (ArrCommand.StartSearch search : searches) {
      searched.add(new Searched(clock.instant(), traceId, items(search.target())));
      ids =
          ids.compose(
              before ->
                  transaction
                      .preparedQuery(
                          "INSERT INTO outbox (owner_id, instance_id, operation, payload, state,"
                              + " correlation_id, trace_id)"
                              + " VALUES ($1, $2, 'start_search', '{}', 'confirmed', $3, $3)"
                              + " RETURNING id")
                      .execute(Tuple.of(ownerId, instanceId, traceId))
                      .map(Rows.one(row -> row.getLong(0)))
                      .map(this::taken)
                      .map(id -> Stream.concat(before.stream(), Stream.of(id)).toList()));
    }
    return ids;
  }

  private long taken(long id) {
    taken.put(id, clock.instant());
    return id;
  }

  private List<Long> items(SearchTarget target) {
    if (target.seriesId() != null) {
      return episodes(target.seriesId(), target.season()).toList();
    }
    return target.movieIds().isEmpty() ? target.episodeIds() : target.movieIds();
  }

  @Override
  public void wake(long instanceId) {}

  @Override
  public Future<Sent> find(long ownerId, long id) {
    Instant begun = taken.get(id);
    return Future.succeededFuture(
        new Sent(new CommandState(id, "Search", "completed", null, begun, begun, begun), null));
  }
}
