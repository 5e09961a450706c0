package dev.arrway.feature.arrs;

import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrKind;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.Gathered;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceFanOut;
import dev.arrway.upstream.Overall;
import dev.arrway.upstream.Placed;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all of a user's Radarr and Sonarr instances say, as one list. */
public final class OverallQueries {
  /** Rows an ask at most. */
  private static final int PART = 1_000;

  /** Each instance is read up to the page's end, so that pages cannot begin anywhere. */
  static final int DEEPEST = 100_000;

  private static final Comparator<DiskSpace> BY_PATH = Comparator.comparing(DiskSpace::path);
  private static final Comparator<QueueItem> BY_RELEASE =
      Comparator.comparing(item -> item.title().toLowerCase(Locale.ROOT));
  private static final Comparator<WantedItem> BY_TITLE =
      Comparator.comparing(item -> item.title().toLowerCase(Locale.ROOT));
  private static final Comparator<HistoryItem> NEWEST_FIRST =
      Comparator.comparing(HistoryItem::occurredAt).reversed();

  private final InstanceFanOut every;

  /** Creates queries over the instances of a user. */
  public OverallQueries(InstanceFanOut every) {
    this.every = every;
  }

  /** The queues, by release. */
  public Future<Overall<QueueItem>> queue(CallContext who, int offset, int limit) {
    return prefix(
        new Question<>(who, QueueItem::id, BY_RELEASE),
        (from, size) -> new ArrCommand.GetQueue(from, size),
        ArrReply.Queue::slice,
        offset,
        limit);
  }

  /** The histories, newest first; with {@code since} only what happened at or after it. */
  public Future<Overall<HistoryItem>> history(
      CallContext who, @Nullable Instant since, int offset, int limit) {
    return prefix(
        new Question<>(who, HistoryItem::id, NEWEST_FIRST),
        (from, size) -> new ArrCommand.GetHistory(from, size, since),
        ArrReply.History::slice,
        offset,
        limit);
  }

  /** What the instances want, by title; within one instance in its own order. */
  public Future<Overall<WantedItem>> wanted(
      CallContext who, WantedKind kind, @Nullable Boolean monitored, int offset, int limit) {
    return prefix(
        new Question<>(who, WantedItem::id, BY_TITLE),
        (from, size) -> new ArrCommand.GetWanted(kind, from, size, monitored, false),
        ArrReply.Wanted::slice,
        offset,
        limit);
  }

  /** The mounts, by path, and what their volumes add up to. */
  public Future<OverallDisks> diskSpace(CallContext who, int offset, int limit) {
    return every
        .askAll(who, ArrKind.KIND, instance -> new ArrCommand.GetDiskSpace())
        .map(gathered -> disks(gathered, offset, limit));
  }

  /** The mounts of one instance, as it has them, from its answer. */
  public static List<Mount> mounts(Instance instance, List<DiskSpace> disks) {
    return Volumes.mounts(disks.stream().map(disk -> new Placed<>(instance, disk)).toList());
  }

  private static OverallDisks disks(Gathered<ArrReply.Disks> gathered, int offset, int limit) {
    List<Mount> mounts =
        Volumes.mounts(
            gathered.answers().stream()
                .flatMap(
                    answer ->
                        answer.item().disks().stream().map(d -> new Placed<>(answer.instance(), d)))
                .sorted(Comparator.comparing(Placed::item, BY_PATH))
                .toList());
    List<Placed<Mount>> page =
        mounts.stream()
            .skip(offset)
            .limit(limit)
            .map(mount -> new Placed<>(mount.instance(), mount))
            .toList();
    return new OverallDisks(
        new Overall<>(
            page,
            mounts.size(),
            gathered.answers().stream().mapToInt(answer -> answer.item().skipped()).sum(),
            gathered.failures()),
        Volumes.of(mounts));
  }

  /** What a list query is about. */
  private record Question<T>(
      CallContext who, java.util.function.ToLongFunction<T> id, Comparator<T> order) {}

  /** Makes the command for one part. */
  @FunctionalInterface
  private interface PartCommand<R extends Reply> {
    ArrCommand<R> of(int offset, int limit);
  }

  private <T, R extends Reply> Future<Overall<T>> prefix(
      Question<T> question,
      PartCommand<R> command,
      Function<R, Slice<T>> slice,
      int offset,
      int limit) {
    int end = offset + limit;
    if (end > DEEPEST || end < 0) {
      return Future.failedFuture(
          Failure.invalid("offset", "over all instances, a page must end by " + DEEPEST)
              .asException());
    }
    return every
        .gather(
            question.who(),
            every.enabled(question.who(), ArrKind.KIND),
            calls ->
                Walk.of(
                    (from, size) -> calls.ask(command.of(from, size)).map(slice),
                    question.id(),
                    Math.min(PART, end),
                    end))
        .map(gathered -> merged(gathered, question.order(), offset, limit));
  }

  private static <T> Overall<T> merged(
      Gathered<Slice<T>> gathered, Comparator<T> order, int offset, int limit) {
    List<Merge.Source<T>> sources =
        gathered.answers().stream()
            .map(answer -> new Merge.Source<>(answer.instance(), answer.item().items()))
            .toList();
    long total = gathered.answers().stream().mapToLong(answer -> answer.item().total()).sum();
    int skipped = gathered.answers().stream().mapToInt(answer -> answer.item().skipped()).sum();
    return new Overall<>(
        Merge.page(sources, order, offset, limit), total, skipped, gathered.failures());
  }
}
