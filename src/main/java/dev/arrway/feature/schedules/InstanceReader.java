package dev.arrway.feature.schedules;

import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.feature.schedules.plan.Block;
import dev.arrway.feature.schedules.plan.Candidate;
import dev.arrway.feature.schedules.plan.IndexerHealth;
import dev.arrway.feature.schedules.plan.QueueLoad;
import dev.arrway.feature.schedules.plan.Season;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A reader of what a plan needs to know of an instance. */
final class InstanceReader {
  /** Rows an ask. */
  private static final int PART = 500;

  /** More rows than this are read of no list. */
  private static final int MOST = 100_000;

  private final Servers servers;
  private final Schedule schedule;
  private final CallContext context;

  InstanceReader(Servers servers, Schedule schedule, String traceId, boolean waitedFor) {
    this.servers = servers;
    this.schedule = schedule;
    this.context =
        CallContext.background(schedule.ownerId(), traceId)
            .withPurpose(CallPurpose.SCHEDULED)
            .withWaiting(waitedFor);
  }

  /**
   * Whom a search would ask.
   *
   * @param count indexers that searches go to
   * @param trouble why none would answer, or null
   */
  record Indexers(int count, @Nullable Block trouble) {}

  private <R extends Reply> Future<R> ask(ArrCommand<R> command) {
    return servers.ask(context, schedule.rules().instanceId(), command);
  }

  Future<Indexers> indexers() {
    Future<ArrReply.HealthIssues> health = ask(new ArrCommand.GetHealth());
    return Future.all(ask(new ArrCommand.GetIndexers()), health)
        .map(
            both -> {
              ArrReply.Indexers indexers = both.resultAt(0);
              ArrReply.HealthIssues issues = both.resultAt(1);
              return new Indexers(
                  IndexerHealth.searching(indexers.indexers()),
                  IndexerHealth.trouble(indexers.indexers(), issues.issues()));
            });
  }

  Future<QueueLoad> queue() {
    return whole(
            offset -> ask(new ArrCommand.GetQueue(offset, PART)).map(ArrReply.Queue::slice),
            0,
            new ArrayList<>())
        .map(QueueLoad::of);
  }

  /** What the schedule's lists hold, with labels. */
  Future<List<Candidate>> candidates() {
    return ask(new ArrCommand.GetTags())
        .map(
            reply ->
                reply.tags().stream()
                    .collect(Collectors.toMap(ArrTag::id, ArrTag::label, (one, other) -> one)))
        .compose(labels -> lists(labels, lists(), new ArrayList<>()));
  }

  private record WantedList(WantedKind kind, @Nullable Boolean monitored) {}

  private List<WantedList> lists() {
    List<WantedList> lists = new ArrayList<>();
    for (WantedKind kind : schedule.rules().strategy().kinds()) {
      lists.add(new WantedList(kind, true));
      if (!schedule.rules().monitoredOnly()) {
        lists.add(new WantedList(kind, false));
      }
    }
    return lists;
  }

  private Future<List<Candidate>> lists(
      Map<Long, String> labels, List<WantedList> left, List<Candidate> found) {
    if (left.isEmpty()) {
      return Future.succeededFuture(found);
    }
    WantedList list = left.get(0);
    return whole(
            offset ->
                ask(new ArrCommand.GetWanted(list.kind(), offset, PART, list.monitored(), false))
                    .map(ArrReply.Wanted::slice),
            0,
            new ArrayList<>())
        .compose(
            items -> {
              items.forEach(item -> found.add(Candidate.of(list.kind(), item, labels)));
              return lists(labels, left.subList(1, left.size()), found);
            });
  }

  /** How many episodes seasons have; one that cannot be read is left out. */
  Future<Map<Season, Integer>> seasons(Collection<Season> asked) {
    Future<Map<Season, Integer>> sizes = Future.succeededFuture(new HashMap<>());
    for (Season season : asked) {
      sizes =
          sizes.compose(
              known ->
                  ask(new ArrCommand.GetSeason(season.seriesId(), season.number()))
                      .map(reply -> with(known, season, reply.episodes().size()))
                      .otherwise(known));
    }
    return sizes;
  }

  private static Map<Season, Integer> with(Map<Season, Integer> known, Season season, int size) {
    known.put(season, size);
    return known;
  }

  private static <T> Future<List<T>> whole(
      IntFunction<Future<Slice<T>>> part, int offset, List<T> found) {
    return part.apply(offset)
        .compose(
            slice -> {
              found.addAll(slice.items());
              int next = offset + PART;
              boolean last = slice.items().isEmpty() || next >= slice.total() || next >= MOST;
              return last ? Future.succeededFuture(found) : whole(part, next, found);
            });
  }
}
