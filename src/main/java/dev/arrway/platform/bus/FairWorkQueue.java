package dev.arrway.platform.bus;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A queue of blocking work that serves its sources in turn, so that one with much work does not
 * delay the others. When the queue is full, the newest work of the source with the most gives way.
 */
public final class FairWorkQueue {
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final int atOnce;
  private final int mostWaiting;
  private final String refusal;
  private final Map<String, Deque<QueuedWork<?>>> waiting = new LinkedHashMap<>();
  private int waitingCount;
  private int running;

  /**
   * Makes an empty queue.
   *
   * @param atOnce pieces of work that run at the same time
   * @param mostWaiting pieces of work that wait, of all sources together
   * @param refusal the detail of the failure when the queue is full
   */
  public FairWorkQueue(
      Vertx vertx, WorkerExecutor workers, int atOnce, int mostWaiting, String refusal) {
    this.vertx = vertx;
    this.workers = workers;
    this.atOnce = atOnce;
    this.mostWaiting = mostWaiting;
    this.refusal = refusal;
  }

  private record QueuedWork<T>(Callable<T> work, Promise<T> done) {}

  /**
   * Runs the work when its source's turn comes.
   *
   * @param mostOfSource pieces of work of this source that may wait
   * @return fails with {@code limit_exceeded} when too much is waiting
   */
  public <T> Future<T> submit(String source, int mostOfSource, Callable<T> work) {
    QueuedWork<T> job = new QueuedWork<>(work, Promise.promise());
    QueuedWork<?> refused = enqueue(source, mostOfSource, job);
    if (refused != null) {
      refused.done().tryFail(tooMany().asException());
    }
    begin();
    return onCallersContext(job.done().future());
  }

  /** Returns the work that finds no place: the new one, another, or none. */
  private synchronized @Nullable QueuedWork<?> enqueue(
      String source, int mostOfSource, QueuedWork<?> job) {
    Deque<QueuedWork<?>> own = waiting.computeIfAbsent(source, key -> new ArrayDeque<>());
    own.addLast(job);
    waitingCount++;
    if (own.size() > mostOfSource) {
      return dropNewest(source, own);
    }
    if (waitingCount <= mostWaiting + Math.max(0, atOnce - running)) {
      return null;
    }
    Map.Entry<String, Deque<QueuedWork<?>>> longest =
        waiting.entrySet().stream()
            .max(Comparator.comparingInt(entry -> entry.getValue().size()))
            .orElseThrow();
    return longest.getValue().size() == own.size()
        ? dropNewest(source, own)
        : dropNewest(longest.getKey(), longest.getValue());
  }

  private QueuedWork<?> dropNewest(String source, Deque<QueuedWork<?>> jobs) {
    QueuedWork<?> newest = jobs.removeLast();
    waitingCount--;
    if (jobs.isEmpty()) {
      waiting.remove(source);
    }
    return newest;
  }

  private void begin() {
    for (QueuedWork<?> job = next(); job != null; job = next()) {
      run(job);
    }
  }

  /** Returns the oldest work of the source whose turn it is, which then goes to the end. */
  private synchronized @Nullable QueuedWork<?> next() {
    if (running >= atOnce || waiting.isEmpty()) {
      return null;
    }
    Map.Entry<String, Deque<QueuedWork<?>>> first = waiting.entrySet().iterator().next();
    String source = first.getKey();
    Deque<QueuedWork<?>> jobs = first.getValue();
    QueuedWork<?> job = jobs.removeFirst();
    waiting.remove(source);
    if (!jobs.isEmpty()) {
      waiting.put(source, jobs);
    }
    waitingCount--;
    running++;
    return job;
  }

  private <T> void run(QueuedWork<T> job) {
    Sink.of(
        workers.executeBlocking(job.work(), false),
        Runnable::run,
        (result, cause) -> {
          ended();
          if (cause == null) {
            job.done().complete(result);
          } else {
            job.done().fail(cause);
          }
          begin();
        });
  }

  private synchronized void ended() {
    running--;
  }

  /** Work ends on the thread of whoever began it; a caller gets its result on its own. */
  private <T> Future<T> onCallersContext(Future<T> done) {
    Context context = vertx.getOrCreateContext();
    return Future.fromCompletionStage(done.toCompletionStage(), context);
  }

  private Failure tooMany() {
    return Failure.retryAfter(FailureCode.LIMIT_EXCEEDED, refusal, COME_BACK);
  }
}
