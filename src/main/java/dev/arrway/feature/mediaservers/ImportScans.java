package dev.arrway.feature.mediaservers;

import dev.arrway.feature.outbox.NewChange;
import dev.arrway.kind.media.MediaCommand;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.bus.Sink;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Notice;
import dev.arrway.upstream.Instance;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has media servers scan the folders of imported files: when owners' logs grow, and now and then in
 * case a notice was lost. Scans wait a while, so that several imports into one folder lead to one,
 * and go through the outbox. Everything runs on one context.
 */
public final class ImportScans {
  private static final Logger log = LoggerFactory.getLogger(ImportScans.class);
  private static final Duration TICK = Duration.ofSeconds(15);
  private static final int AT_ONCE = 100;

  private final ScanParts parts;
  private final ImportWatch watch;
  private final Context context;
  private final Set<Long> grown = new HashSet<>();
  private boolean everybody;
  private boolean due;
  private boolean busy;
  private boolean stopped;
  private long timer = -1;
  private @Nullable Registration notices;

  /** Does nothing by itself yet. */
  public ImportScans(ScanParts parts) {
    this.parts = parts;
    this.watch = new ImportWatch(parts);
    this.context = parts.vertx().getOrCreateContext();
  }

  /** Goes on with what an earlier process has left. */
  public void start() {
    notices = parts.bus().subscribe(Notice.EventsAppended.class, this::grown);
    timer = parts.vertx().setPeriodic(1, TICK.toMillis(), tick -> on(this::tick));
  }

  /** Begins nothing more. */
  public Future<Void> stop() {
    boolean ticking = parts.vertx().cancelTimer(timer);
    log.debug("scans after imports end, timer {}", ticking);
    on(() -> stopped = true);
    Registration registration = notices;
    return registration == null ? Future.succeededFuture() : registration.unregister();
  }

  private void grown(Notice.EventsAppended notice) {
    on(
        () -> {
          grown.addAll(notice.ownerIds());
          everybody |= notice.ownerIds().isEmpty();
          work();
        });
  }

  private void tick() {
    everybody = true;
    due = true;
    work();
  }

  private void work() {
    if (stopped || busy || (!everybody && !due && grown.isEmpty())) {
      return;
    }
    Set<Long> owners = new HashSet<>(watch.owners());
    if (!everybody) {
      owners.retainAll(grown);
    }
    boolean flush = due;
    everybody = false;
    due = false;
    grown.clear();
    if (owners.isEmpty() && !flush) {
      return;
    }
    busy = true;
    Sink.of(
        looked(owners).compose(noted -> flush ? flushed() : Future.succeededFuture()),
        this::on,
        (done, cause) -> {
          busy = false;
          if (cause != null) {
            // The next tick looks again at everything.
            log.atWarn().setCause(cause).log("imports will be looked at later");
          }
          work();
        });
  }

  private Future<Void> looked(Set<Long> owners) {
    Future<Void> all = Future.succeededFuture();
    for (long owner : owners) {
      all =
          all.compose(
              before ->
                  watch
                      .look(owner)
                      .map(
                          noted -> {
                            if (noted) {
                              later();
                            }
                            return null;
                          }));
    }
    return all;
  }

  private void later() {
    var ignored =
        parts
            .vertx()
            .setTimer(
                parts.window().toMillis() + 1,
                fired ->
                    on(
                        () -> {
                          due = true;
                          work();
                        }));
  }

  /**
   * Moves scans that are due into the outbox, one owner after the other; an owner with too many
   * open changes does not delay the others.
   */
  private Future<Void> flushed() {
    return parts
        .database()
        .background()
        .asSystem(c -> ScanRows.owners(c, parts.clock().instant()))
        .compose(
            owners -> {
              Future<Void> all = Future.succeededFuture();
              for (long owner : owners) {
                all = all.compose(before -> flushed(owner));
              }
              return all;
            });
  }

  private Future<Void> flushed(long owner) {
    return parts
        .database()
        .background()
        .asUser(
            owner,
            c ->
                ScanRows.take(c, owner, parts.clock().instant(), AT_ONCE)
                    .compose(
                        taken -> {
                          List<NewChange> changes =
                              taken.stream()
                                  .filter(this::isEnabled)
                                  .map(ImportScans::change)
                                  .toList();
                          return changes.isEmpty()
                              ? Future.succeededFuture(taken)
                              : parts.outbox().addAll(c, changes).map(taken);
                        }))
        .compose(
            taken -> {
              taken.stream().map(ScanRows.Due::instanceId).distinct().forEach(parts.outbox()::wake);
              return taken.size() == AT_ONCE ? flushed(owner) : Future.<Void>succeededFuture();
            })
        .recover(
            cause -> {
              if (Failures.of(cause).code() != FailureCode.LIMIT_EXCEEDED) {
                return Future.failedFuture(cause);
              }
              log.atInfo()
                  .addKeyValue("owner", owner)
                  .addKeyValue("error", Failures.of(cause).detail())
                  .log("scans after imports are postponed: too many open changes");
              return Future.succeededFuture();
            });
  }

  private boolean isEnabled(ScanRows.Due scan) {
    return parts
        .directory()
        .find(scan.instanceId())
        .filter(Instance::enabled)
        .filter(instance -> instance.ownerId() == scan.ownerId())
        .isPresent();
  }

  private static NewChange change(ScanRows.Due scan) {
    return new NewChange(
        scan.ownerId(),
        scan.instanceId(),
        new MediaCommand.ScanPath(scan.path(), false),
        "import-scan-" + UUID.randomUUID(),
        scan.correlationId(),
        null);
  }

  private void on(Runnable work) {
    Sink.on(context).execute(work);
  }
}
