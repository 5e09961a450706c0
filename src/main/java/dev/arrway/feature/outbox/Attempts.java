package dev.arrway.feature.outbox;

import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.StoreUnavailable;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.protocol.Change;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.ChangeDescriptions;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends changes, and writes down what became of them together with the events that tell of it. */
final class Attempts {
  /**
   * A change whose outcome stays unknown so often is given up, so that one cannot block for ever.
   */
  private static final int MOST_UNKNOWN = 12;

  /** The same for answers that will not change by asking again. */
  private static final int MOST_MALFORMED = 4;

  /** A change that could not be sent for so long is given up. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(7);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT_UNKNOWN = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT_NOT_COMPLETED = Duration.ofMinutes(10);

  private static final long BETWEEN_WRITES = 2;

  private final Vertx vertx;
  private final Database database;
  private final EventLog events;
  private final InstanceClient instances;
  private final OutboxRows rows;
  private final ChangePreparation preparation;
  private final ChangeDescriptions descriptions;
  private final Clock clock;

  Attempts(Outbox.Parts parts, OutboxRows rows) {
    this.vertx = parts.vertx();
    this.database = parts.database();
    this.events = parts.events();
    this.instances = parts.instances();
    this.preparation = parts.preparation();
    this.descriptions = parts.descriptions();
    this.clock = parts.clock();
    this.rows = rows;
  }

  /**
   * How a try ended.
   *
   * @param entry as it stands now
   * @param down whether the instance turned out to be down
   */
  record Tried(OutboxEntry entry, boolean down) {}

  /** Tries a change that is on its way. */
  Future<Tried> send(OutboxEntry entry, boolean waitedFor) {
    return prepared(entry)
        .transform(
            ready ->
                ready.failed()
                    ? settled(Outcome.notSent(entry, Failures.of(ready.cause())))
                    : ask(ready.result(), waitedFor)
                        .transform(
                            sent ->
                                settled(
                                    sent.succeeded()
                                        ? Outcome.done(ready.result(), sent.result())
                                        : Outcome.failed(
                                            ready.result(), Failures.of(sent.cause())))));
  }

  /** How a try ended: what the instance replied, or why there is no reply and what that means. */
  private record Outcome(
      OutboxEntry entry,
      @Nullable Reply reply,
      @Nullable Failure failure,
      @Nullable Verdict verdict) {
    static Outcome done(OutboxEntry entry, Reply reply) {
      return new Outcome(entry, reply, null, null);
    }

    static Outcome failed(OutboxEntry entry, Failure failure) {
      return new Outcome(entry, null, failure, Verdict.of(failure));
    }

    static Outcome notSent(OutboxEntry entry, Failure failure) {
      return new Outcome(entry, null, failure, Verdict.beforeSending(failure));
    }
  }

  /**
   * Asks an instance for something cheap; returns whether it can be given work again. One that
   * refuses the probe for another reason than being down is reachable: then the changes themselves
   * show what is wrong.
   */
  Future<Boolean> probe(long instanceId) {
    CallContext context =
        CallContext.system("probe-" + instanceId).withPurpose(CallPurpose.PROBE).withWaiting(true);
    return instances
        .ask(context, instanceId, new UpstreamCommand.ProbeReachability())
        .map(true)
        .recover(cause -> Future.succeededFuture(!Verdict.down(Failures.of(cause))));
  }

  private Future<Tried> settled(Outcome outcome) {
    Failure failure = outcome.failure();
    return written(outcome).map(now -> new Tried(now, failure != null && Verdict.down(failure)));
  }

  private Future<OutboxEntry> prepared(OutboxEntry entry) {
    return preparation
        .prepare(entry)
        .compose(
            change ->
                change.equals(entry.change())
                    ? Future.succeededFuture(entry)
                    : database
                        .asUser(entry.ownerId(), c -> rows.completed(c, entry.id(), change))
                        .map(stored -> entry.with(change)));
  }

  private Future<? extends Reply> ask(OutboxEntry entry, boolean waitedFor) {
    Change<?> change = entry.unsure() ? entry.change().asUnsure() : entry.change();
    CallContext context =
        CallContext.background(entry.ownerId(), entry.traceId())
            .withPurpose(CallPurpose.CHANGE)
            .withWaiting(waitedFor);
    return instances.ask(context, entry.instanceId(), change);
  }

  /**
   * Writes the outcome; retries for as long as the database is unavailable or has no free
   * connection.
   */
  private Future<OutboxEntry> written(Outcome outcome) {
    OutboxEntry entry = outcome.entry();
    return database
        .background()
        .asUser(entry.ownerId(), c -> write(c, outcome))
        .map(now -> now.orElse(entry))
        .recover(
            cause ->
                cause instanceof StoreUnavailable
                    ? vertx
                        .timer(BETWEEN_WRITES, TimeUnit.SECONDS)
                        .compose(later -> written(outcome))
                    : Future.failedFuture(cause));
  }

  private Future<Optional<OutboxEntry>> write(SqlConnection c, Outcome outcome) {
    Failure failure = outcome.failure();
    Verdict verdict = outcome.verdict();
    Future<Optional<OutboxEntry>> changed =
        failure == null || verdict == null
            ? rows.ended(
                c,
                outcome.entry().id(),
                OutboxState.CONFIRMED,
                null,
                outcome.reply(),
                clock.instant())
            : failed(c, outcome.entry(), failure, verdict);
    return changed.compose(
        now ->
            now.isPresent()
                ? events.append(c, drafts(now.get())).map(now)
                : Future.succeededFuture(now));
  }

  private Future<Optional<OutboxEntry>> failed(
      SqlConnection c, OutboxEntry entry, Failure failure, Verdict verdict) {
    Instant now = clock.instant();
    int most = Verdict.malformed(failure) ? MOST_MALFORMED : MOST_UNKNOWN;
    boolean hopeless =
        verdict == Verdict.REFUSED
            || (verdict == Verdict.UNKNOWN && entry.unknownTries() + 1 >= most)
            || entry.createdAt().plus(LONGEST_WAIT).isBefore(now);
    if (hopeless) {
      return rows.ended(c, entry.id(), OutboxState.FAILED, failure, null, now);
    }
    Duration wait =
        switch (verdict) {
          case UNKNOWN -> wait(entry.unknownTries(), LONGEST_WAIT_UNKNOWN);
          case NOT_COMPLETED -> wait(entry.attempts() - 1, LONGEST_WAIT_NOT_COMPLETED);
          case NOT_SENT, REFUSED -> Duration.ZERO; // it keeps its place in the queue
        };
    return rows.again(c, entry.id(), failure, verdict == Verdict.UNKNOWN, now.plus(wait));
  }

  private static Duration wait(int earlierTries, Duration longest) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(earlierTries, 20));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  /** The events that tell of where a change stands now. */
  private List<EventDraft> drafts(OutboxEntry entry) {
    List<EventDraft> drafts = new ArrayList<>();
    effect(entry).ifPresent(drafts::add);
    drafts.add(transition(entry));
    return drafts;
  }

  /** Returns the event that tells of the state in which a change is now. */
  EventDraft transition(OutboxEntry entry) {
    Map<String, Object> data = new HashMap<>();
    data.put("outbox_id", entry.id());
    data.put("operation", entry.operation());
    data.put("state", entry.state().wireName());
    data.put("attempts", entry.attempts());
    data.put("correlation_id", entry.correlationId());
    data.putAll(descriptions.subject(entry.change()));
    Failure error = entry.lastError();
    if (error != null) {
      data.put("code", error.code().wireName());
      data.put("error", error.detail());
    }
    return new EventDraft(
        entry.ownerId(), entry.instanceId(), "outbox." + entry.state().wireName(), data);
  }

  /** Returns the event of what the change has brought about upstream, once it was carried out. */
  private Optional<EventDraft> effect(OutboxEntry entry) {
    Reply reply = entry.result();
    return reply == null
        ? Optional.empty()
        : descriptions
            .effect(entry.change(), reply)
            .map(
                effect -> {
                  Map<String, Object> data = new HashMap<>(effect.data());
                  data.put("correlation_id", entry.correlationId());
                  return new EventDraft(entry.ownerId(), entry.instanceId(), effect.event(), data);
                });
  }

  /** Why a change that ended without success did. */
  static Failure reason(OutboxEntry entry) {
    Failure error = entry.lastError();
    return error == null ? Failure.of(FailureCode.CONFLICT, "The change was cancelled.") : error;
  }
}
