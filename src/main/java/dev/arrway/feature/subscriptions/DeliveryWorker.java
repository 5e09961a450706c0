package dev.arrway.feature.subscriptions;

import dev.arrway.feature.subscriptions.TurnRows.Claimed;
import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.bus.Sink;
import dev.arrway.protocol.Notice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives subscriptions their turns on this node: when their owners' logs grow, when something is to
 * be tried again, and now and then in case a notice was lost. At most {@value #AT_ONCE} have theirs
 * at once, each with one connection that ends with the turn. Everything runs on one context.
 */
final class DeliveryWorker {
  static final int AT_ONCE = 32;
  private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TICKS_TO_A_WHOLE_LOOK = 15;

  private final SubscriptionParts parts;
  private final UUID node = UUID.randomUUID();
  private final Turn.Tools tools;
  private final Context context;
  private final Set<Turn> turns = new HashSet<>();
  private final Set<Long> grown = new HashSet<>();
  private final Promise<Void> quiet = Promise.promise();
  private final AtomicBoolean atRest = new AtomicBoolean(true);
  private boolean everybody;
  private boolean wanted;
  private boolean looking;
  private boolean stopped;
  private long timer = -1;
  private int ticks;
  private @Nullable Registration notices;

  DeliveryWorker(SubscriptionParts parts, Sender sender, SubscriptionSecrets secrets) {
    this.parts = parts;
    this.context = parts.vertx().getOrCreateContext();
    this.tools =
        new Turn.Tools(
            sender,
            new Intake(parts.history()),
            secrets,
            new Backoff(new Random(new SecureRandom().nextLong())));
  }

  void start() {
    notices = parts.bus().subscribe(Notice.EventsAppended.class, notice -> wake(notice.ownerIds()));
    timer = parts.vertx().setPeriodic(TICK.toMillis(), tick -> on(this::tick));
    wake(List.of());
  }

  /** Looks soon; no owners: at everybody. */
  void wake(List<Long> owners) {
    atRest.set(false);
    on(
        () -> {
          grown.addAll(owners);
          everybody |= owners.isEmpty();
          wanted = true;
          look();
        });
  }

  /** Whether nothing is being done and nothing was asked for. */
  boolean atRest() {
    return atRest.get();
  }

  /** Ends turns; what is under way will be tried again by whoever comes next. */
  Future<Void> stop() {
    Registration registration = notices;
    Future<Void> deaf = registration == null ? Future.succeededFuture() : registration.unregister();
    boolean ticking = parts.vertx().cancelTimer(timer);
    log.debug("deliveries end, timer {}", ticking);
    on(
        () -> {
          stopped = true;
          List.copyOf(turns).forEach(Turn::stop);
          rested();
        });
    return deaf.eventually(quiet::future);
  }

  private void tick() {
    ticks++;
    everybody |= ticks % TICKS_TO_A_WHOLE_LOOK == 0;
    wanted = true;
    look();
  }

  private void look() {
    int free = AT_ONCE - turns.size();
    if (stopped || looking || !wanted || free == 0) {
      rested();
      return;
    }
    looking = true;
    wanted = false;
    Long @Nullable [] owners = everybody ? null : grown.toArray(Long[]::new);
    everybody = false;
    grown.clear();
    Sink.of(
        parts
            .database()
            .background()
            .asSystem(c -> TurnRows.claim(c, node, parts.clock().instant(), owners, free)),
        this::on,
        (claimed, cause) -> {
          looking = false;
          if (claimed == null) {
            log.atWarn().setCause(cause).log("subscriptions will be looked at later");
            everybody = true;
            rested();
            return;
          }
          // As many as asked for: there may be more.
          everybody |= claimed.size() == free;
          wanted |= claimed.size() == free;
          claimed.stream().filter(this::isIdle).forEach(this::begin);
          look();
        });
  }

  /**
   * Returns whether no delivery run of this process works on the subscription. Its lease may have
   * expired while a run waited for the database; then it is claimed again.
   */
  private boolean isIdle(Claimed claimed) {
    return turns.stream().noneMatch(turn -> turn.isOf(claimed.subscription()));
  }

  private void begin(Claimed claimed) {
    Turn turn = new Turn(parts, claimed, node, tools);
    turns.add(turn);
    Future<Void> running = turn.run();
    if (stopped) {
      turn.stop();
    }
    Sink.of(
        running,
        this::on,
        (done, cause) -> {
          turns.remove(turn);
          // What came while it ended was told to nobody.
          grown.add(turn.ownerId());
          wanted = true;
          look();
        });
  }

  private void rested() {
    boolean busy = looking || !turns.isEmpty();
    atRest.set(!busy && (!wanted || stopped));
    if (stopped && !busy) {
      quiet.tryComplete();
    }
  }

  private void on(Runnable work) {
    Sink.on(context).execute(work);
  }
}
