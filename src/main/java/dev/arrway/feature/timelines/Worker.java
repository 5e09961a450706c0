package dev.arrway.feature.timelines;

import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.bus.Sink;
import dev.arrway.protocol.Notice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has logs followed when they grow, and now and then in case a notice was lost; and media servers
 * asked when it is time. Everything runs on one context.
 */
final class Worker {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TICKS_TO_A_WHOLE_LOOK = 10;

  private final TimelineParts parts;
  private final Follower follower;
  private final Watcher watcher;
  private final Context context;
  private final Set<Long> grown = new HashSet<>();
  private final Promise<Void> quiet = Promise.promise();
  private boolean everybody = true;
  private boolean following;
  private boolean watching;
  private boolean stopped;
  private long timer = -1;
  private int ticks;
  private @Nullable Registration notices;

  Worker(TimelineParts parts, Follower follower, Watcher watcher) {
    this.parts = parts;
    this.follower = follower;
    this.watcher = watcher;
    this.context = parts.vertx().getOrCreateContext();
  }

  void start() {
    notices = parts.bus().subscribe(Notice.EventsAppended.class, notice -> wake(notice.ownerIds()));
    timer = parts.vertx().setPeriodic(TICK.toMillis(), tick -> on(this::tick));
    on(this::follow);
  }

  Future<Void> stop() {
    Registration registration = notices;
    Future<Void> deaf = registration == null ? Future.succeededFuture() : registration.unregister();
    boolean ticking = parts.vertx().cancelTimer(timer);
    log.debug("timelines end, timer {}", ticking);
    on(
        () -> {
          stopped = true;
          rested();
        });
    return deaf.eventually(quiet::future);
  }

  private void wake(List<Long> owners) {
    on(
        () -> {
          grown.addAll(owners);
          everybody |= owners.isEmpty();
          follow();
        });
  }

  private void tick() {
    ticks++;
    everybody |= ticks % TICKS_TO_A_WHOLE_LOOK == 0;
    follow();
    watch();
  }

  private void follow() {
    if (stopped || following || (grown.isEmpty() && !everybody)) {
      return;
    }
    following = true;
    Long @Nullable [] owners = everybody ? null : grown.toArray(Long[]::new);
    everybody = false;
    grown.clear();
    Sink.of(
        follower.look(owners),
        this::on,
        (more, cause) -> {
          following = false;
          if (cause != null) {
            log.atInfo().log("logs are followed later: {}", cause.getMessage());
          }
          everybody |= Boolean.TRUE.equals(more);
          follow();
          rested();
        });
  }

  private void watch() {
    if (stopped || watching) {
      return;
    }
    watching = true;
    Sink.of(
        watcher.look(),
        this::on,
        (asked, cause) -> {
          watching = false;
          if (cause != null) {
            log.atInfo().log("media servers are asked later: {}", cause.getMessage());
          }
          rested();
        });
  }

  private void rested() {
    if (stopped && !following && !watching) {
      quiet.tryComplete();
    }
  }

  private void on(Runnable work) {
    Sink.on(context).execute(work);
  }
}
