package dev.arrway.feature.webhooks;

import dev.arrway.platform.bus.Sink;
import dev.arrway.platform.store.SqlRetention;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Assembles the registration and reception of webhooks and the polling of histories. */
public final class News {
  private static final Logger log = LoggerFactory.getLogger(News.class);

  /** The interval at which failed work is retried; a new message is processed at once. */
  private static final Duration SWEEP = Duration.ofSeconds(5);

  private final NewsParts parts;
  private final TitleRefresh titles;
  private final Inbox inbox;
  private final PollSchedule polls;
  private final Webhooks webhooks;
  private final Receiver receiver;
  private final List<Long> timers = new ArrayList<>();

  /** Does nothing by itself yet. */
  public News(NewsParts parts) {
    this.parts = parts;
    NewsDesk desk = new NewsDesk(parts.library(), parts.outbox());
    this.titles = new TitleRefresh(parts);
    this.inbox = new Inbox(parts, desk, titles::wake);
    HistoryPoll poll = new HistoryPoll(parts, desk, titles::wake);
    this.polls = new PollSchedule(parts, poll::poll);
    this.webhooks = new Webhooks(parts);
    this.receiver = new Receiver(parts, inbox::wake);
  }

  /** Returns the service that registers webhooks. */
  public Webhooks webhooks() {
    return webhooks;
  }

  /** Returns the receiver of the messages that instances send. */
  public Receiver receiver() {
    return receiver;
  }

  /** Processes what an earlier process has left, and starts to poll histories. */
  public Future<Void> start() {
    return polls
        .begin()
        .compose(begun -> inbox.look())
        .map(
            looked -> {
              every(SWEEP, inbox::look);
              every(SWEEP, titles::look);
              every(polls.tick(), polls::look);
              return null;
            });
  }

  private void every(Duration interval, Supplier<Future<Void>> work) {
    AtomicBoolean busy = new AtomicBoolean();
    timers.add(
        parts
            .vertx()
            .setPeriodic(
                interval.toMillis(),
                tick -> {
                  if (busy.compareAndSet(false, true)) {
                    logged(work.get(), busy);
                  }
                }));
  }

  private static void logged(Future<Void> work, AtomicBoolean busy) {
    Sink.of(
        work,
        Runnable::run,
        (done, cause) -> {
          busy.set(false);
          if (cause != null) {
            log.atInfo().log("news is looked for later: {}", cause.getMessage());
          }
        });
  }

  /** Begins nothing more. */
  public void stop() {
    timers.forEach(
        timer -> {
          boolean running = parts.vertx().cancelTimer(timer);
          log.trace("a timer ends, running {}", running);
        });
    polls.stop();
    inbox.stop();
    titles.stop();
  }

  /**
   * Deletes messages, keys of news and changed titles beyond their maximum age or number; returns
   * the number of deleted rows.
   */
  public Future<Integer> prune() {
    return SqlRetention.prune(parts.database(), parts.clock().instant(), NewsRetention.RULES);
  }
}
