package dev.arrway.feature.imports;

import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.bus.Sink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The imports that this process works on. It takes what is new and what other processes have left
 * behind, and keeps its leases; all on one context.
 */
final class ImportRunners {
  private static final Logger log = LoggerFactory.getLogger(ImportRunners.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** Imports of all users that are worked on at once; most of the time they wait. */
  private static final int MOST = 200;

  private final ImportParts parts;
  private final Map<String, ImportSource.Factory> sources;
  private final UUID holder = UUID.randomUUID();
  private final Steps steps;
  private final Context context;
  private final Map<Long, ImportRunner> running = new ConcurrentHashMap<>();
  private long timer = -1;
  private boolean looking;
  private boolean stopped;
  private Registration endings = Future::succeededFuture;

  ImportRunners(ImportParts parts, Map<String, ImportSource.Factory> sources) {
    this.parts = parts;
    this.sources = Map.copyOf(sources);
    this.steps = new Steps(parts, holder);
    this.context = parts.vertx().getOrCreateContext();
  }

  void start() {
    endings =
        parts
            .outbox()
            .onEnded(
                entry -> {
                  for (ImportRunner each : running.values()) {
                    if (each.correlationId().equals(entry.correlationId())) {
                      each.poke();
                    }
                  }
                });
    timer = parts.vertx().setPeriodic(1, BETWEEN_LOOKS.toMillis(), tick -> look());
  }

  Future<Void> stop() {
    parts.vertx().cancelTimer(timer);
    stopped = true;
    List<Future<Void>> all = new ArrayList<>();
    running.values().forEach(each -> all.add(each.stop()));
    return endings
        .unregister()
        .eventually(() -> Future.join(all))
        .compose(ended -> parts.database().asSystem(c -> JobRows.release(c, holder)));
  }

  /** An import is new: it is taken at once. */
  void look() {
    context.runOnContext(now -> lookNow());
  }

  /** The owner has ended an import. */
  void hurry(long id) {
    ImportRunner known = running.get(id);
    if (known == null) {
      look();
    } else {
      known.hurry();
    }
  }

  private void lookNow() {
    if (looking || stopped) {
      return;
    }
    looking = true;
    int free = MOST - running.size();
    Sink.of(
        parts
            .database()
            .asSystem(
                c ->
                    JobRows.renew(c, holder)
                        .compose(
                            kept ->
                                free > 0
                                    ? JobRows.claim(c, holder, free, perUser())
                                    : Future.succeededFuture(List.<ImportJob>of()))),
        Sink.on(context),
        (claimed, cause) -> {
          looking = false;
          if (claimed != null) {
            claimed.forEach(this::take);
          } else {
            log.atWarn().setCause(cause).log("imports will be looked for again");
          }
        });
  }

  private int perUser() {
    return Math.min(MOST / 2, parts.quotas().atOnce().bulkImports());
  }

  private void take(ImportJob job) {
    if (stopped) {
      return;
    }
    ImportRunner runner = new ImportRunner(parts, steps, context, job, source(job));
    if (running.putIfAbsent(job.id(), runner) != null) {
      // Its lease ran out while the process was held up: whoever works on it goes on.
      return;
    }
    Sink.of(
        runner.run(),
        Sink.on(context),
        (@Nullable Void done, @Nullable Throwable cause) -> {
          running.remove(job.id(), runner);
          if (!stopped) {
            lookNow();
          }
        });
  }

  private ImportSource source(ImportJob job) {
    ImportSource.Factory factory = sources.get(job.source().type());
    return factory == null ? position -> Future.succeededFuture(NOTHING) : factory.open(job);
  }

  /** What is sent along was stored with the import: there is no more to read. */
  private static final ImportSource.Block NOTHING = new ImportSource.Block(List.of(), null);
}
