package dev.arrway.feature.downloads;

import dev.arrway.domain.download.RuleDecision;
import dev.arrway.domain.download.Verdict;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.kind.download.DownloadReply;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Polls one download client. Writes changes of its downloads in one transaction with their events
 * and with the outbox changes that rules decide on. If several processes poll a client at once, one
 * of them writes.
 */
final class DownloadPoll {
  private final DownloadParts parts;
  private final QueueLook queues;
  private final Duration interval;
  private final Map<Long, Known> known = new ConcurrentHashMap<>();

  /**
   * Creates a poll; nothing runs before {@link #poll}.
   *
   * @param interval the time between two polls, for rules that count polls
   */
  DownloadPoll(DownloadParts parts, QueueLook queues, Duration interval) {
    this.parts = parts;
    this.queues = queues;
    this.interval = interval;
  }

  /** The downloads that this process wrote last; valid as long as no other process has written. */
  private record Known(long version, Map<String, StoredDownload> downloads) {}

  /** Polls a client. */
  Future<Void> poll(Instance client) {
    return parts
        .database()
        .background()
        .asUser(client.ownerId(), c -> readStored(c, client))
        .compose(
            before ->
                read(client)
                    .compose(
                        seen ->
                            rereadAtFirstPoll(client, before)
                                .map(
                                    known ->
                                        new Round(
                                            client,
                                            known,
                                            seen,
                                            interval,
                                            parts.clock().instant())))
                    .compose(this::applyRules));
  }

  /**
   * Reads the stored state again after the first poll of a client: a download that was added
   * through the gateway meanwhile must not be taken for one that existed before.
   */
  private Future<Round.Before> rereadAtFirstPoll(Instance client, Round.Before before) {
    return before.version() == null
        ? parts.database().background().asUser(client.ownerId(), c -> readStored(c, client))
        : Future.succeededFuture(before);
  }

  private Future<Round.Before> readStored(SqlConnection c, Instance client) {
    Future<Optional<Long>> version = DownloadRows.version(c, client.id());
    var rules = RuleRows.find(c, client.ownerId());
    var added = SourceRows.added(c, client.id());
    var underWay = SourceRows.underWay(c, client.id());
    return Future.all(version, rules, added, underWay)
        .compose(all -> storedDownloads(c, client, version.result().orElse(null)))
        .map(
            downloads ->
                new Round.Before(
                    version.result().orElse(null),
                    downloads,
                    rules.result(),
                    added.result(),
                    underWay.result()));
  }

  private Future<Map<String, StoredDownload>> storedDownloads(
      SqlConnection c, Instance client, @Nullable Long version) {
    Known last = known.get(client.id());
    return last != null && version != null && last.version() == version
        ? Future.succeededFuture(last.downloads())
        : DownloadRows.all(c, client.id());
  }

  private Future<DownloadReply.Downloads> read(Instance client) {
    CallContext context = CallContext.background(client.ownerId(), trace(client));
    return AllDownloads.read(part -> parts.instances().ask(context, client.id(), part));
  }

  private static String trace(Instance client) {
    return "download-" + client.id();
  }

  private Future<Void> applyRules(Round round) {
    if (!round.wantsRules()) {
      return write(round, round.steps());
    }
    Instance client = round.client();
    CallContext context = CallContext.user(client.ownerId(), trace(client));
    return queues
        .recently(context)
        .compose(
            recent -> {
              List<Round.Step> steps = round.judged(recent.join());
              // Queue ids change, so the queues are read again before anything is changed.
              return recent.anew() || steps.stream().noneMatch(Round.Step::acts)
                  ? Future.succeededFuture(steps)
                  : queues.now(context).map(now -> round.judged(now.join()));
            })
        .compose(steps -> write(round, steps));
  }

  private Future<Void> write(Round round, List<Round.Step> steps) {
    List<Round.Step> changed = steps.stream().filter(Round.Step::changed).toList();
    Instance client = round.client();
    Long version = round.before().version();
    if (changed.isEmpty() && version != null) {
      return Future.succeededFuture();
    }
    Set<Long> woken = new TreeSet<>();
    List<Round.Step> written = new ArrayList<>();
    return parts
        .database()
        .background()
        .asUser(client.ownerId(), c -> write(c, round, changed, woken, written))
        .map(
            done -> {
              known.put(client.id(), newState(round, written));
              woken.forEach(parts.outbox()::wake);
              return null;
            });
  }

  private static Known newState(Round round, List<Round.Step> changed) {
    Map<String, StoredDownload> now = new HashMap<>(round.before().known());
    for (Round.Step step : changed) {
      if (step.live() == null) {
        now.remove(step.after().id());
      } else {
        now.put(step.after().id(), step.after());
      }
    }
    Long version = round.before().version();
    return new Known(version == null ? 1 : version + 1, Map.copyOf(now));
  }

  private Future<Void> write(
      SqlConnection c,
      Round round,
      List<Round.Step> changed,
      Set<Long> woken,
      List<Round.Step> written) {
    Instance client = round.client();
    Instant now = parts.clock().instant();
    List<EventDraft> events = new ArrayList<>();
    changed.forEach(
        step ->
            step.news().forEach(news -> events.add(DownloadEvents.of(client, step.after(), news))));
    Future<Void> all =
        DownloadRows.move(c, client, round.before().version())
            .compose(
                moved ->
                    moved
                        ? DownloadRows.save(
                            c, client, changed.stream().map(Round.Step::after).toList(), now)
                        : Future.failedFuture(
                            FailureException.of(
                                FailureCode.BUSY, "Another process is polling this client.")));
    for (Round.Step step : changed) {
      all =
          all.compose(
                  done ->
                      step.decision().isPresent()
                          ? carryOut(c, round, step, step.decision().get(), woken, events)
                          : Future.succeededFuture(step))
              .map(
                  carried -> {
                    written.add(carried);
                    return null;
                  });
    }
    return all.compose(done -> parts.events().append(c, events));
  }

  /**
   * Adds the decided changes to the outbox; returns the step, refused when the owner has too many
   * open changes.
   */
  private Future<Round.Step> carryOut(
      SqlConnection c,
      Round round,
      Round.Step step,
      RuleDecision decision,
      Set<Long> woken,
      List<EventDraft> events) {
    Instant now = parts.clock().instant();
    Instance client = round.client();
    boolean deleteFiles = round.before().rules().deleteFiles();
    List<NewChange> changes =
        decision.verdict() == Verdict.ACTED
            ? RuleActions.of(client, step, decision, deleteFiles, now)
            : List.of();
    Future<List<OutboxEntry>> asked =
        changes.isEmpty() ? Future.succeededFuture(List.of()) : parts.outbox().addAll(c, changes);
    return asked.compose(
        entries -> {
          List<Long> ids = entries.stream().map(OutboxEntry::id).toList();
          entries.forEach(entry -> woken.add(entry.instanceId()));
          events.add(DownloadEvents.of(client, step.after(), decision, ids));
          return DecisionRows.insert(c, client, step, decision, ids, now).map(step);
        },
        cause ->
            Failures.of(cause).code() == FailureCode.LIMIT_EXCEEDED
                ? refused(c, client, step.refused(), events)
                : Future.failedFuture(cause));
  }

  /**
   * Stores that the owner has too many open changes, with one event the first time; later polls try
   * again.
   */
  private Future<Round.Step> refused(
      SqlConnection c, Instance client, Round.Step step, List<EventDraft> events) {
    Instant now = parts.clock().instant();
    Future<Void> noted = DownloadRows.save(c, client, List.of(step.after()), now);
    if (step.decision().isEmpty()) {
      return noted.map(step);
    }
    RuleDecision decision = step.decision().get();
    events.add(DownloadEvents.of(client, step.after(), decision, List.of()));
    return noted
        .compose(saved -> DecisionRows.insert(c, client, step, decision, List.of(), now))
        .map(step);
  }
}
