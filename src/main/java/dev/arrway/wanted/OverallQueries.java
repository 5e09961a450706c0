package dev.arrway.wanted;

import dev.arrway.bus.Failures;
import dev.arrway.domain.arr.DiskSpace;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.http.Deadline;
import dev.arrway.instance.Instance;
import dev.arrway.instance.InstanceDirectory;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.ArrReply;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks all of a user's Radarr and Sonarr instances at the same time. Whoever has not answered by
 * the deadline is named among the failures; only when all fail does the whole.
 */
public final class OverallQueries {
  /** How long the instances have for a queue or for wanted items. */
  static final Duration LISTS = Duration.ofSeconds(2);

  /** How long the instances have for their history. */
  static final Duration HISTORY = Duration.ofSeconds(2);

  /** How long the instances have for their disk space. */
  static final Duration DISKS = Duration.ofSeconds(2);

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

  private final InstanceDirectory directory;
  private final Function<String, Upstream> catalog;

  /**
   * With the way to the actors.
   *
   * @param catalog finds a vendor by its type
   */
  public OverallQueries(InstanceDirectory directory, Function<String, Upstream> catalog) {
    this.directory = directory;
    this.catalog = catalog;
  }

  /** The queues, by release. */
  public Future<Overall<QueueItem>> queue(Asker who, int offset, int limit) {
    return prefix(
        new Question<>(who, LISTS, QueueItem::id, BY_RELEASE),
        (from, size) -> new ArrCommand.GetQueue(from, size),
        ArrReply.Queue::slice,
        offset,
        limit);
  }

  /** The histories, newest first; with {@code since} only what happened at or after it. */
  public Future<Overall<HistoryItem>> history(
      Asker who, @Nullable Instant since, int offset, int limit) {
    return prefix(
        new Question<>(who, HISTORY, HistoryItem::id, NEWEST_FIRST),
        (from, size) -> new ArrCommand.GetHistory(from, size, since),
        ArrReply.History::slice,
        offset,
        limit);
  }

  /** What the instances want, by title; within one instance in its own order. */
  public Future<Overall<WantedItem>> wanted(
      Asker who, WantedKind kind, @Nullable Boolean monitored, int offset, int limit) {
    return prefix(
        new Question<>(who, LISTS, WantedItem::id, BY_TITLE),
        (from, size) -> new ArrCommand.GetWanted(kind, from, size, monitored, false),
        ArrReply.Wanted::slice,
        offset,
        limit);
  }

  /** The mounts, by path. */
  public Future<Overall<DiskSpace>> diskSpace(Asker who, int offset, int limit) {
    return gather(
        who,
        instance ->
            ask(who, instance, new ArrCommand.GetDiskSpace(), Deadline.in(DISKS))
                .map(ArrReply.Disks::disks)
                .map(disks -> new Slice<>(disks.stream().sorted(BY_PATH).toList(), disks.size())),
        BY_PATH,
        offset,
        limit);
  }

  /** What a list query is about. */
  private record Question<T>(
      Asker who, Duration within, java.util.function.ToLongFunction<T> id, Comparator<T> order) {}

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
    return gather(
        question.who(),
        instance -> {
          Deadline deadline = Deadline.in(question.within());
          return Walk.of(
              (from, size) ->
                  ask(question.who(), instance, command.of(from, size), deadline).map(slice),
              question.id(),
              Math.min(PART, end),
              end);
        },
        question.order(),
        offset,
        limit);
  }

  private <R extends Reply> Future<R> ask(
      Asker who, Instance instance, ArrCommand<R> command, Deadline deadline) {
    long left = Math.max(1, deadline.remaining().toMillis());
    return directory.ask(
        who.userId(),
        instance.id(),
        command,
        new Envelope(who.userId(), who.traceId(), left, true));
  }

  private <T> Future<Overall<T>> gather(
      Asker who,
      Function<Instance, Future<Slice<T>>> read,
      Comparator<T> order,
      int offset,
      int limit) {
    List<Instance> instances = instances(who);
    List<Future<Slice<T>>> parts = instances.stream().map(read).toList();
    return Future.join(parts)
        .transform(
            joined -> {
              List<Merge.Source<T>> sources = new ArrayList<>();
              List<PartFailure> failures = new ArrayList<>();
              long total = 0;
              for (int i = 0; i < parts.size(); i++) {
                Future<Slice<T>> part = parts.get(i);
                if (part.succeeded()) {
                  sources.add(new Merge.Source<>(instances.get(i), part.result().items()));
                  total += part.result().total();
                } else {
                  failures.add(PartFailure.of(instances.get(i), Failures.of(part.cause())));
                }
              }
              return !failures.isEmpty() && sources.isEmpty()
                  ? Future.failedFuture(allFailed(failures))
                  : Future.succeededFuture(
                      new Overall<>(Merge.page(sources, order, offset, limit), total, failures));
            });
  }

  private List<Instance> instances(Asker who) {
    return directory.all(who.userId()).stream()
        .filter(instance -> instance.enabled() && isArr(instance))
        .sorted(Comparator.comparing(Instance::id))
        .toList();
  }

  private boolean isArr(Instance instance) {
    UpstreamKind kind = catalog.apply(instance.type()).kind();
    return kind == UpstreamKind.MOVIES || kind == UpstreamKind.SERIES;
  }

  private static FailureException allFailed(List<PartFailure> failures) {
    String parts =
        failures.stream()
            .limit(5)
            .map(failure -> failure.instanceName() + ": " + failure.detail())
            .collect(Collectors.joining(" "));
    return FailureException.of(
        FailureCode.UPSTREAM_ERROR, "None of your instances could answer. " + parts);
  }
}
