package dev.arrway.library;

import dev.arrway.bus.Sink;
import dev.arrway.instance.Instance;
import dev.arrway.instance.InstanceDirectory;
import dev.arrway.upstream.Settings;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes snapshots before they are asked for: of the instances that run here, are switched on
 * and want it ({@code sync_enabled}), {@value #AT_ONCE} at a time, each when {@code
 * sync_interval_minutes} have passed since the last try, and when its failures allow it.
 */
final class LibrarySchedule {
  private static final Logger log = LoggerFactory.getLogger(LibrarySchedule.class);
  private static final Duration TICK = Duration.ofSeconds(30);

  /** Refreshes that run at once: one upstream that takes long must not hold all others up. */
  static final int AT_ONCE = 2;

  private final LibraryParts parts;
  private final InstanceDirectory directory;
  private final Snapshots snapshots;
  private final LibraryRefresher refresher;
  private final LongPredicate mayRun;
  private final Clock clock;
  private final Map<Long, Instant> tried = new ConcurrentHashMap<>();

  /** What was due when it was last looked for: with thousands, a look after each one costs much. */
  private final Deque<Long> waiting = new ArrayDeque<>();

  private int running;

  LibrarySchedule(
      LibraryParts parts,
      InstanceDirectory directory,
      Snapshots snapshots,
      LibraryRefresher refresher,
      LongPredicate mayRun) {
    this.parts = parts;
    this.directory = directory;
    this.snapshots = snapshots;
    this.refresher = refresher;
    this.mayRun = mayRun;
    this.clock = parts.clock();
  }

  /** Begins; what comes back ends it. */
  Runnable start(Vertx vertx) {
    long timer = vertx.setPeriodic(TICK.toMillis(), tick -> look());
    return () -> {
      boolean running = vertx.cancelTimer(timer);
      log.debug("scheduled refreshes end, timer {}", running);
    };
  }

  /** Called on one context alone. */
  private void look() {
    if (waiting.isEmpty()) {
      due().map(Instance::id).forEach(waiting::add);
    }
    beginNext();
  }

  private void beginNext() {
    while (running < AT_ONCE && !waiting.isEmpty()) {
      directory.find(waiting.remove()).filter(this::isDueNow).ifPresent(this::refresh);
    }
  }

  private void refresh(Instance instance) {
    running++;
    tried.put(instance.id(), clock.instant());
    Context context = Vertx.currentContext();
    Sink.of(
        refresher.refresh(instance, "schedule-" + instance.id(), false),
        // Never at once: thousands that are refused would follow each other on one stack.
        task -> context.runOnContext(ignored -> task.run()),
        (counts, cause) -> {
          running--;
          if (cause != null) {
            log.atInfo()
                .addKeyValue("instance", instance.id())
                .log("a scheduled refresh failed: {}", cause.getMessage());
          }
          beginNext();
        });
  }

  /** The instances whose turn it is, the one that waits longest first. */
  Stream<Instance> due() {
    Instant now = clock.instant();
    return directory.everyone().stream()
        .filter(instance -> isDue(instance, now))
        .sorted(Comparator.comparing(instance -> attempted(instance.id())));
  }

  private boolean isDueNow(Instance instance) {
    return isDue(instance, clock.instant());
  }

  private boolean isDue(Instance instance, Instant now) {
    if (!instance.enabled() || !mayRun.test(instance.id())) {
      return false;
    }
    var fields = parts.catalog().apply(instance.type()).allSettingFields();
    if (fields.stream().noneMatch(field -> field.name().equals("sync_enabled"))) {
      return false;
    }
    Settings settings = Settings.of(fields, instance.settings());
    Duration interval = Duration.ofMinutes(settings.integer("sync_interval_minutes"));
    return settings.bool("sync_enabled") && !now.isBefore(attempted(instance.id()).plus(interval));
  }

  /** What could not even begin leaves no trace in the snapshot. */
  private Instant attempted(long instanceId) {
    Instant here = tried.getOrDefault(instanceId, Instant.EPOCH);
    Instant noted = snapshots.find(instanceId).map(Snapshot::attemptedAt).orElse(Instant.EPOCH);
    return here.isAfter(noted) ? here : noted;
  }
}
