package dev.arrway.feature.downloads;

import dev.arrway.feature.arrs.ArrQueues;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.bus.Sink;
import dev.arrway.platform.config.RetentionConfig;
import dev.arrway.platform.store.RetentionRule;
import dev.arrway.platform.store.SqlRetention;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.PollTurns;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything about downloads, wired. */
public final class Downloads {
  private static final Logger log = LoggerFactory.getLogger(Downloads.class);

  /** Clients that are looked at once on this node. */
  private static final int AT_ONCE = 16;

  /** Queues of instances are read again after so many looks. */
  private static final int LOOKS_A_QUEUE = 3;

  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(100);
  private static final Duration STANDARD = Duration.ofSeconds(10);

  private final DownloadParts parts;
  private final Clients clients;
  private final DownloadLists lists;
  private final DownloadAdds adds;
  private final DownloadRules rules;
  private final PollTurns turns;
  private Registration listening = Future::succeededFuture;
  private long timer = -1;

  /** Looks at nothing by itself yet. */
  public Downloads(DownloadParts parts) {
    this.parts = parts;
    this.clients = new Clients(parts);
    Duration interval = parts.pollInterval().isZero() ? STANDARD : parts.pollInterval();
    QueueLook queues =
        new QueueLook(
            new ArrQueues(parts.every()), interval.multipliedBy(LOOKS_A_QUEUE), parts.clock());
    this.lists = new DownloadLists(parts, clients, queues);
    this.adds = new DownloadAdds(parts, clients);
    this.rules = new DownloadRules(parts.database());
    DownloadPoll poll = new DownloadPoll(parts, queues, interval);
    this.turns =
        new PollTurns(
            "looking at a download client",
            AT_ONCE,
            parts.clock(),
            parts.directory()::find,
            parts.mayRun(),
            poll::poll);
  }

  /** What the clients have. */
  public DownloadLists lists() {
    return lists;
  }

  /** What is asked of them. */
  public DownloadAdds adds() {
    return adds;
  }

  /** What is done about downloads that go nowhere. */
  public DownloadRules rules() {
    return rules;
  }

  /** Begins to look at the clients, unless the interval is zero. */
  public void start() {
    if (parts.pollInterval().isZero()) {
      return;
    }
    listening = parts.outbox().onEnded(this::changed);
    timer = parts.vertx().setPeriodic(tick().toMillis(), now -> look());
  }

  private Duration tick() {
    Duration tick = parts.pollInterval().dividedBy(4);
    if (tick.compareTo(SHORTEST_TICK) < 0) {
      return SHORTEST_TICK;
    }
    return tick.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tick;
  }

  /** What was changed here is looked at soon. */
  private void changed(OutboxEntry entry) {
    if (entry.change() instanceof DownloadCommand.Change) {
      turns.soon(entry.instanceId(), Duration.ZERO);
    }
  }

  private void look() {
    for (Instance instance : parts.directory().everyone()) {
      if (instance.enabled() && clients.kind(instance).isPresent()) {
        turns.consider(instance, Duration.ZERO, parts.pollInterval());
      }
    }
  }

  /** Begins no more looks. */
  public void stop() {
    turns.stop();
    boolean running = parts.vertx().cancelTimer(timer);
    Sink.of(
        listening.unregister(),
        Runnable::run,
        (done, cause) -> log.trace("looking at clients ends, timer {}", running));
  }

  /** Forgets links of ended changes; deletes downloads and decisions once old or too many. */
  public Future<Integer> prune(RetentionConfig retention) {
    int most = retention.rowsPerUser();
    List<RetentionRule> rules =
        List.of(
            RetentionRule.ofOwners("download", "changed_at", retention.downloads(), most)
                .where("status = 'removed'"),
            RetentionRule.ofOwners(
                "download_decision", "decided_at", retention.searchRuns(), most));
    return parts
        .sources()
        .forget()
        .compose(done -> SqlRetention.prune(parts.database(), parts.clock().instant(), rules));
  }
}
