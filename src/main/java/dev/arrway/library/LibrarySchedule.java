package dev.arrway.library;

import dev.arrway.bus.FairSlots;
import dev.arrway.bus.Sink;
import dev.arrway.instance.Instance;
import dev.arrway.instance.InstanceDirectory;
import dev.arrway.upstream.Settings;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes snapshots before they are asked for: of the instances that run here, are switched on
 * and want it ({@code sync_enabled}), a few at a time and of one user one after another, each when
 * {@code sync_interval_minutes} have passed since the last try, and when its failures allow it.
 */
final class LibrarySchedule {
  private static final Logger log = LoggerFactory.getLogger(LibrarySchedule.class);
  private static final int AT_ONCE = 4;
  private static final Duration TICK = Duration.ofSeconds(30);

  private final LibraryParts parts;
  private final InstanceDirectory directory;
  private final Snapshots snapshots;
  private final LibraryRefresher refresher;
  private final LongPredicate mayRun;
  private final Clock clock;
  private final Map<Long, Instant> tried = new ConcurrentHashMap<>();
  private final FairSlots slots =
      new FairSlots(
          "library refreshes",
          "the number of instances",
          FairSlots.Limits.withoutQueue(AT_ONCE, 1));

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
    long timer = vertx.setPeriodic(TICK.toMillis(), tick -> next());
    return () -> {
      boolean running = vertx.cancelTimer(timer);
      log.debug("scheduled refreshes end, timer {}", running);
    };
  }

  /** Called on one context alone. */
  private void next() {
    due()
        .forEach(
            instance ->
                slots.tryTake(instance.ownerId()).ifPresent(slot -> refresh(instance, slot)));
  }

  private void refresh(Instance instance, FairSlots.Slot slot) {
    tried.put(instance.id(), clock.instant());
    Sink.of(
        refresher.refresh(instance, "schedule-" + instance.id(), false),
        Sink.on(Vertx.currentContext()),
        (counts, cause) -> {
          slot.release();
          if (cause != null) {
            log.atInfo()
                .addKeyValue("instance", instance.id())
                .log("a scheduled refresh failed: {}", cause.getMessage());
          }
          next();
        });
  }

  /** The instances whose turn it is, the one that waits longest first. */
  Stream<Instance> due() {
    Instant now = clock.instant();
    return directory.everyone().stream()
        .filter(instance -> instance.enabled() && mayRun.test(instance.id()))
        .filter(instance -> isDue(instance, now))
        .sorted(Comparator.comparing(instance -> attempted(instance.id())));
  }

  private boolean isDue(Instance instance, Instant now) {
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
