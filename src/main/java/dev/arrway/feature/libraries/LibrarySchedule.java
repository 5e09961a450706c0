package dev.arrway.feature.libraries;

import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.bus.Sink;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
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

  private final FairSlots slots = FairSlots.unbounded(AT_ONCE, AT_ONCE_PER_USER);

  /** Instances that are due and wait for a slot, or are being refreshed. */
  private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

  private volatile boolean stopped;

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

  /** Starts the schedule; returns a function that stops it. */
  Runnable start(Vertx vertx) {
    long timer = vertx.setPeriodic(TICK.toMillis(), tick -> look());
    return () -> {
      stopped = true;
      boolean running = vertx.cancelTimer(timer);
      log.debug("scheduled refreshes end, timer {}", running);
    };
  }

  /** Refreshes the libraries that are due; those without a free slot wait for one. */
  void look() {
    due().filter(instance -> underWay.add(instance.id())).forEach(this::begin);
  }

  private void begin(Instance instance) {
    Sink.of(
        slots.run(instance.ownerId(), () -> refreshIfDue(instance.id())),
        Runnable::run,
        (done, cause) -> {
          underWay.remove(instance.id());
          if (cause != null) {
            log.atInfo()
                .addKeyValue("instance", instance.id())
                .log("a scheduled refresh failed: {}", cause.getMessage());
          }
        });
  }

  /** Refreshes a library unless it was refreshed, changed or deleted while it waited for a slot. */
  private Future<Void> refreshIfDue(long id) {
    Optional<Instance> instance =
        stopped ? Optional.empty() : directory.find(id).filter(this::isDueNow);
    if (instance.isEmpty()) {
      return Future.succeededFuture();
    }
    tried.put(id, clock.instant());
    return refresher.refresh(instance.get(), "schedule-" + id, false).mapEmpty();
  }

  /** Returns the instances that are due, those that wait longest first. */
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
