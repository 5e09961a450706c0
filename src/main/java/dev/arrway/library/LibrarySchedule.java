package dev.arrway.library;

import dev.arrway.bus.FairSlots;
import dev.arrway.bus.Sink;
import dev.arrway.instance.Instance;
import dev.arrway.instance.InstanceDirectory;
import dev.arrway.upstream.Settings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes snapshots before they are asked for: of the instances that run here, are switched on
 * and want it ({@code sync_enabled}), {@value #AT_ONCE} at a time and {@value #AT_ONCE_PER_USER} of
 * one user, each when {@code sync_interval_minutes} have passed since the last try, and when its
 * failures allow it.
 */
final class LibrarySchedule {
  private static final Logger log = LoggerFactory.getLogger(LibrarySchedule.class);
  private static final Duration TICK = Duration.ofSeconds(30);

  /** Refreshes that run at once: one upstream that takes long must not hold all others up. */
  static final int AT_ONCE = 4;

  static final int AT_ONCE_PER_USER = 2;

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
          new FairSlots.SlotLimits(
              AT_ONCE, AT_ONCE_PER_USER, Integer.MAX_VALUE, Integer.MAX_VALUE));

  /** Instances that are due and wait for their turn. */
  private final Set<Long> queued = new HashSet<>();

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
    due().filter(instance -> queued.add(instance.id())).forEach(this::await);
  }

  private void await(Instance instance) {
    Sink.of(
        slots.take(instance.ownerId()),
        Runnable::run,
        (slot, cause) -> {
          queued.remove(instance.id());
          if (slot != null) {
            refreshIfDue(instance.id(), slot);
          }
        });
  }

  private void refreshIfDue(long id, FairSlots.TakenSlot slot) {
    directory
        .find(id)
        .filter(this::isDueNow)
        .ifPresentOrElse(instance -> refresh(instance, slot), slot::release);
  }

  private void refresh(Instance instance, FairSlots.TakenSlot slot) {
    tried.put(instance.id(), clock.instant());
    Context context = Vertx.currentContext();
    Sink.of(
        // A refresh that throws must return its slot, too.
        Future.succeededFuture()
            .compose(begun -> refresher.refresh(instance, "schedule-" + instance.id(), false)),
        // Never at once: thousands that are refused would follow each other on one stack.
        task -> context.runOnContext(ignored -> task.run()),
        (counts, cause) -> {
          slot.release();
          if (cause != null) {
            log.atInfo()
                .addKeyValue("instance", instance.id())
                .log("a scheduled refresh failed: {}", cause.getMessage());
          }
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
