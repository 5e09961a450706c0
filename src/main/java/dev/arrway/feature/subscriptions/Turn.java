package dev.arrway.feature.subscriptions;

import dev.arrway.feature.subscriptions.DeliveryRows.Swept;
import dev.arrway.feature.subscriptions.DeliveryRows.Waiting;
import dev.arrway.feature.subscriptions.TurnRows.Claimed;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.http.HttpStack;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's work on one subscription: delivers what waits and what follows in the log, one after
 * another, until nothing is left, the receiver fails, or others want to have a turn too. Used from
 * one context.
 */
final class Turn {
  private static final Logger log = LoggerFactory.getLogger(Turn.class);

  /** How long something is tried. */
  static final Duration PATIENCE = Duration.ofHours(24);

  private static final int AT_ONCE = 20;
  private static final int LONGEST_DELIVERIES = 200;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(15);

  /** So many failures in a row, of whatever deliveries, are the receiver's. */
  private static final int RECEIVER_FAILS = 5;

  private final SubscriptionParts parts;
  private final Claimed claimed;
  private final UUID node;
  private final Tools tools;
  private final Subscription s;
  private final long started = System.nanoTime();
  private long cursor;
  private int sent;
  private boolean stopped;
  private @Nullable Target target;
  private @Nullable HttpStack stack;

  /** What turns share. */
  record Tools(Sender sender, Intake intake, SubscriptionSecrets secrets, Backoff backoff) {}

  /**
   * How a turn ended.
   *
   * @param at when to go on; null: when there is something new
   */
  private record End(@Nullable Instant at) {}

  Turn(SubscriptionParts parts, Claimed claimed, UUID node, Tools tools) {
    this.parts = parts;
    this.claimed = claimed;
    this.node = node;
    this.tools = tools;
    this.s = claimed.subscription();
    this.cursor = s.cursor();
  }

  boolean isOf(Subscription subscription) {
    return s.id() == subscription.id();
  }

  long ownerId() {
    return s.ownerId();
  }

  /** Works until there is a reason to end, and gives the subscription back; never fails. */
  Future<Void> run() {
    return Future.succeededFuture()
        .compose(
            begun -> {
              open();
              return step();
            })
        .recover(
            cause -> {
              log.atWarn()
                  .addKeyValue("subscription", s.id())
                  .setCause(cause)
                  .log("a turn ended early");
              return Future.succeededFuture(new End(now().plus(AFTER_A_FAULT)));
            })
        .compose(end -> transaction(c -> TurnRows.release(c, node, s, end.at())))
        .eventually(this::close)
        .recover(cause -> Future.succeededFuture());
  }

  /** Ends it soon; what is under way counts as not tried. */
  void stop() {
    stopped = true;
    HttpStack open = stack;
    if (open != null) {
      Future<Void> closing = open.close();
      assert closing != null;
    }
  }

  private void open() {
    Target opened = tools.secrets().open(claimed.sealed(), s.ownerId(), s.id(), s.format());
    target = opened;
    stack = tools.sender().open(opened.url(), claimed.ownerIsAdmin());
  }

  private Future<Void> close() {
    HttpStack open = stack;
    return open == null ? Future.succeededFuture() : open.close();
  }

  private Future<End> step() {
    boolean longEnough = System.nanoTime() - started > LONGEST.toNanos();
    if (stopped || longEnough || sent >= LONGEST_DELIVERIES) {
      return Future.succeededFuture(new End(now()));
    }
    return transaction(c -> DeliveryRows.next(c, s, now(), AT_ONCE))
        .compose(
            waiting ->
                waiting.isEmpty()
                    ? take(false).compose(taken -> taken ? step() : idle())
                    : each(waiting.iterator()));
  }

  private Future<End> idle() {
    return s.ordered()
        ? Future.succeededFuture(new End(null))
        : transaction(c -> DeliveryRows.nextAttempt(c, s)).map(at -> new End(at.orElse(null)));
  }

  private Future<End> each(Iterator<Waiting> waiting) {
    if (!waiting.hasNext() || stopped) {
      return step();
    }
    Waiting one = waiting.next();
    sent++;
    Sender.Message message = new Sender.Message(one.key(), one.type(), one.body());
    return tools
        .sender()
        .send(Objects.requireNonNull(stack), s.format(), Objects.requireNonNull(target), message)
        .compose(attempt -> ended(one, attempt))
        .compose(end -> end.isPresent() ? Future.succeededFuture(end.get()) : each(waiting));
  }

  /** Notes how it went; an end when this was the last of this turn. */
  private Future<Optional<End>> ended(Waiting one, Attempt attempt) {
    if (attempt.taken()) {
      return delivered(one, attempt);
    }
    if (stopped) {
      return Future.succeededFuture(Optional.of(new End(now())));
    }
    log.atInfo()
        .addKeyValue("subscription", s.id())
        .addKeyValue("delivery", one.key())
        .addKeyValue("error", attempt.error())
        .log("a delivery failed");
    return attempt.gone() ? gone(one, attempt) : failed(one, attempt);
  }

  private Future<Optional<End>> delivered(Waiting one, Attempt attempt) {
    Instant now = now();
    return transaction(
        c ->
            TurnRows.succeeded(c, node, s, now)
                .compose(
                    revision ->
                        DeliveryRows.tried(c, s, one.id(), attempt, now, null)
                            .map(
                                noted ->
                                    revision.filter(same -> same == s.revision()).isPresent()
                                        ? Optional.empty()
                                        : Optional.of(new End(now)))));
  }

  private Future<Optional<End>> gone(Waiting one, Attempt attempt) {
    Instant now = now();
    return transaction(
        c ->
            TurnRows.end(c, node, s, "gone")
                .compose(
                    ours ->
                        DeliveryRows.tried(c, s, one.id(), attempt, now, now)
                            .compose(
                                noted ->
                                    ours ? sweep(c, null, "gone", now) : Future.succeededFuture(0L))
                            .map(swept -> Optional.of(new End(null)))));
  }

  private Future<Optional<End>> failed(Waiting one, Attempt attempt) {
    Instant now = now();
    return transaction(
            c ->
                TurnRows.failed(c, node, s, now)
                    .compose(failures -> failed(c, one, attempt, failures, now)))
        .compose(
            end ->
                end.swept() == 0
                    ? Future.succeededFuture(end.end())
                    : overdue().map(done -> end.end()));
  }

  private record Failed(Optional<End> end, long swept) {}

  private Future<Failed> failed(
      SqlConnection c, Waiting one, Attempt attempt, Optional<Integer> failures, Instant now) {
    if (failures.isEmpty()) {
      return DeliveryRows.tried(c, s, one.id(), attempt, now, now)
          .map(noted -> new Failed(Optional.of(new End(now)), 0));
    }
    int row = failures.get();
    Instant again = now.plus(wait(attempt, s.ordered() ? row : one.attempts() + 1));
    boolean all = s.ordered() || attempt.retryAfter() != null;
    Optional<End> end =
        all
            ? Optional.of(new End(again))
            : row < RECEIVER_FAILS
                ? Optional.empty()
                : Optional.of(new End(now.plus(tools.backoff().after(row + 1 - RECEIVER_FAILS))));
    return DeliveryRows.tried(c, s, one.id(), attempt, now, again)
        .compose(noted -> sweep(c, now.minus(PATIENCE), "expired", now))
        .map(swept -> new Failed(end, swept));
  }

  private Duration wait(Attempt attempt, int failures) {
    Duration asked = attempt.retryAfter();
    if (asked == null) {
      return tools.backoff().after(failures);
    }
    return asked.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : asked;
  }

  /** Events that are older than what was given up are given up with it. */
  private Future<Boolean> overdue() {
    return take(true).compose(more -> more ? overdue() : Future.succeededFuture(false));
  }

  /**
   * Makes deliveries of the next events.
   *
   * @param failing whether the receiver has just failed, so that what is too old is put aside
   * @return whether there is something new to deliver, or with {@code failing} to put aside
   */
  private Future<Boolean> take(boolean failing) {
    Instant now = now();
    return tools
        .intake()
        .after(s, cursor, now)
        .compose(
            block -> {
              if (block.through() == cursor && block.deliveries().isEmpty()) {
                return Future.succeededFuture(false);
              }
              return transaction(
                  c ->
                      TurnRows.advance(c, node, s, cursor, block.through())
                          .compose(ours -> ours ? store(c, block, failing, now) : lost()));
            });
  }

  private Future<Boolean> lost() {
    stopped = true;
    return Future.succeededFuture(false);
  }

  private Future<Boolean> store(SqlConnection c, Intake.Block block, boolean failing, Instant now) {
    cursor = block.through();
    Future<Void> made = DeliveryRows.insert(c, s, block.deliveries());
    if (!failing) {
      return made.map(done -> block.more() || !block.deliveries().isEmpty());
    }
    return made.compose(done -> sweep(c, now.minus(PATIENCE), "expired", now))
        .map(swept -> swept > 0);
  }

  private Future<Long> sweep(
      SqlConnection c, @Nullable Instant before, String reason, Instant now) {
    return DeliveryRows.sweep(c, s, before, reason, now)
        .compose(
            swept ->
                swept.telling() || (before == null)
                    ? parts.events().append(c, told(swept, reason)).map(swept.count())
                    : Future.succeededFuture(swept.count()));
  }

  /** Only what is not itself about subscriptions is told, so that two never tell of each other. */
  private EventDraft told(Swept swept, String reason) {
    Map<String, Object> data =
        Map.of(
            "subscription_id", s.id(),
            "name", s.name(),
            "deliveries", swept.count(),
            "first_event_id", swept.firstEventId(),
            "last_event_id", swept.lastEventId(),
            "reason", reason);
    return new EventDraft(s.ownerId(), null, Intake.OWN + "dead_lettered", data);
  }

  private <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
    return parts.database().background().asUser(s.ownerId(), work);
  }

  private Instant now() {
    return parts.clock().instant();
  }
}
