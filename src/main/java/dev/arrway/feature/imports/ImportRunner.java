package dev.arrway.feature.imports;

import dev.arrway.feature.imports.Steps.Input;
import dev.arrway.feature.imports.Steps.State;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.bus.Sink;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on one import until it has ended or another process has it: reads its source, decides about
 * its rows a batch at a time, asks for what is to be added, and waits for what becomes of it. Turn
 * by turn, on one context.
 */
final class ImportRunner {
  private static final Logger log = LoggerFactory.getLogger(ImportRunner.class);

  /** Changes of one import that may be on their way at a time when no delay is wanted. */
  private static final int WINDOW = 200;

  /** Rows that are decided about at a time when no delay is wanted, at least. */
  private static final int BLOCK = 50;

  private static final Duration SOON = Duration.ofMillis(25);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ImportParts parts;
  private final Steps steps;
  private final Context context;
  private final ImportSource source;
  private final Promise<Void> ended = Promise.promise();
  private ImportJob job;
  private @Nullable Resolver resolver;
  private long timer = -1;
  private boolean turning;
  private boolean stopping;
  private int failures;
  private long nextBatchAt = System.nanoTime();
  private boolean batchOpen;

  ImportRunner(
      ImportParts parts, Steps steps, Context context, ImportJob job, ImportSource source) {
    this.parts = parts;
    this.steps = steps;
    this.context = context;
    this.job = job;
    this.source = source;
  }

  /** Begins; done when there is nothing more to do here. */
  Future<Void> run() {
    context.runOnContext(now -> turn());
    return ended.future();
  }

  String correlationId() {
    return job.correlationId();
  }

  /** Something may have happened: the next turn comes soon. */
  void poke() {
    context.runOnContext(
        now -> {
          if (timer != -1 && failures == 0 && !turning) {
            schedule(SOON);
          }
        });
  }

  /** The owner has said something: the next turn comes now. */
  void hurry() {
    context.runOnContext(
        now -> {
          if (!turning && !ended.future().isComplete()) {
            schedule(SOON);
          }
        });
  }

  /** Ends after the turn that goes on. */
  Future<Void> stop() {
    context.runOnContext(
        now -> {
          stopping = true;
          if (!turning) {
            end();
          }
        });
    return ended.future();
  }

  private void end() {
    cancelTimer();
    ended.tryComplete();
  }

  private void cancelTimer() {
    if (timer != -1) {
      parts.vertx().cancelTimer(timer);
      timer = -1;
    }
  }

  private void schedule(Duration wait) {
    cancelTimer();
    timer =
        parts
            .vertx()
            .setTimer(
                Math.max(1, wait.toMillis()),
                fired -> {
                  timer = -1;
                  turn();
                });
  }

  private void turn() {
    turning = true;
    Sink.of(
        Future.succeededFuture().compose(now -> next()),
        Sink.on(context),
        (wait, cause) -> {
          turning = false;
          if (cause != null) {
            log.atWarn()
                .addKeyValue("import", job.id())
                .addKeyValue("trace", job.traceId())
                .setCause(cause)
                .log("an import will be taken on again");
            failures++;
            schedule(pause());
          } else if (stopping || Objects.requireNonNull(wait).isEmpty()) {
            end();
          } else {
            schedule(wait.get());
          }
        });
  }

  /** Takes a turn; when the next one is due, empty for never. */
  private Future<Optional<Duration>> next() {
    return steps
        .step(job.ownerId(), job.id(), Input.NONE)
        .compose(
            state ->
                state.isEmpty() || state.get().job().endedAt() != null
                    ? Future.succeededFuture(Optional.empty())
                    : next(state.get()));
  }

  private Future<Optional<Duration>> next(State state) {
    job = state.job();
    if (!job.status().active()) {
      return takeBack();
    }
    if (job.position() != null) {
      return attempted(read(job.position()));
    }
    if (job.counts().open() == state.flight().asked()) {
      return later(IDLE);
    }
    if (resolver == null) {
      return attempted(prepare());
    }
    int most = Math.min(capacity(state), parts.quotas().stored().openChanges());
    return most == 0 ? later(untilNextBatch()) : batch(resolver, most);
  }

  private Future<Input> read(String position) {
    int most = parts.quotas().stored().importRows();
    return parts
        .disk()
        .checkSpace()
        .compose(space -> source.read(position))
        .map(
            block ->
                job.counts().total() + block.rows().size() > most
                    ? Input.fatal(
                        "The import has more than "
                            + most
                            + " rows. An administrator can raise limits.import_rows.")
                    : Input.read(block));
  }

  private static Future<Optional<Duration>> later(Duration wait) {
    return Future.succeededFuture(Optional.of(wait));
  }

  /** An import that has ended takes back what was not sent, and hears of the rest. */
  private Future<Optional<Duration>> takeBack() {
    return parts
        .database()
        .asUser(job.ownerId(), c -> ItemRows.asked(c, job.id()))
        .compose(
            ids ->
                Future.join(
                    ids.stream()
                        .map(
                            id ->
                                parts
                                    .outbox()
                                    .cancel(job.ownerId(), id)
                                    // Sent in this moment: then its outcome will be known.
                                    .otherwiseEmpty())
                        .toList()))
        .compose(done -> later(done.size() > 0 ? SOON : IDLE));
  }

  private Future<Input> prepare() {
    return new Targets(parts)
        .open(job)
        .map(
            target -> {
              resolver = new Resolver(job, target, parts.instances());
              return Input.placed(target.place());
            });
  }

  /** Does what the instance is needed for; while it is away, pauses grow. */
  private Future<Optional<Duration>> attempted(Future<Input> work) {
    return work.map(
            input -> {
              failures = 0;
              return input;
            })
        .recover(cause -> Future.succeededFuture(trouble(cause)))
        .compose(input -> steps.step(job.ownerId(), job.id(), input))
        .map(state -> state.isEmpty() ? Optional.empty() : Optional.of(pause()));
  }

  private Input trouble(Throwable cause) {
    Failure failure = Failures.of(cause);
    if (Failures.isUnexpected(cause)) {
      log.atError()
          .addKeyValue("import", job.id())
          .addKeyValue("trace", job.traceId())
          .setCause(cause)
          .log("an import has trouble");
    }
    if (Transience.of(failure) == Transience.FINAL) {
      return Input.fatal(failure.detail());
    }
    failures++;
    return Input.trouble(failure.detail());
  }

  private Duration pause() {
    if (failures == 0) {
      return Duration.ZERO;
    }
    Duration wait = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 5));
    return wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
  }

  /**
   * How many rows may be taken on now. With a delay, a batch begins when the one before has ended;
   * changes that are stuck in the outbox stand in the way of as many others, so that an instance
   * that is away gets no more of them.
   */
  private int capacity(State state) {
    int asked = state.flight().asked();
    ImportOptions options = job.options();
    if (options.delaySeconds() == 0) {
      int block = Math.max(BLOCK, options.batchSize());
      int window = state.flight().stuck() > 0 ? 2 * block : WINDOW;
      return asked + block > window ? 0 : block;
    }
    if (asked > state.flight().stuck()) {
      return 0;
    }
    if (batchOpen) {
      batchOpen = false;
      nextBatchAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(job.options().delaySeconds());
    }
    return untilDelayIsOver().isZero() ? Math.max(0, options.batchSize() - asked) : 0;
  }

  private Duration untilDelayIsOver() {
    Duration left = Duration.ofNanos(nextBatchAt - System.nanoTime());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Duration untilNextBatch() {
    Duration left = untilDelayIsOver();
    return left.isZero() || batchOpen || left.compareTo(IDLE) > 0 ? IDLE : left;
  }

  private Future<Optional<Duration>> batch(Resolver decider, int most) {
    return parts
        .database()
        .asUser(job.ownerId(), c -> ItemRows.pending(c, job.id(), most))
        .compose(decider::decide)
        .compose(
            decisions -> {
              String trouble = trouble(decisions);
              return steps
                  .step(job.ownerId(), job.id(), Input.decided(decisions, trouble))
                  .map(
                      state -> {
                        failures = trouble == null ? 0 : failures + 1;
                        return asked(decisions, state);
                      })
                  .recover(this::waitsForRoom);
            });
  }

  /**
   * Handles an owner with too many open changes: the rows are kept, and the import shows why it
   * waits.
   */
  private Future<Optional<Duration>> waitsForRoom(Throwable cause) {
    return Failures.of(cause).code() == FailureCode.LIMIT_EXCEEDED
        ? attempted(Future.failedFuture(cause))
        : Future.failedFuture(cause);
  }

  private Optional<Duration> asked(List<Decision> decisions, Optional<State> state) {
    if (state.isEmpty()) {
      return Optional.empty();
    }
    batchOpen = true;
    if (decisions.stream().anyMatch(Decision.Add.class::isInstance)) {
      parts.outbox().wake(job.instanceId());
    }
    return Optional.of(pause());
  }

  private static @Nullable String trouble(List<Decision> decisions) {
    return decisions.stream()
        .filter(Decision.Later.class::isInstance)
        .map(later -> ((Decision.Later) later).failure().detail())
        .findFirst()
        .orElse(null);
  }
}
