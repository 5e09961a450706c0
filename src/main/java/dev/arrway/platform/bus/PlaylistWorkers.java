package dev.arrway.platform.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;

/**
 * The threads that parse playlists and match entries: the one place of both features where work
 * leaves the event loop. One user never occupies all of them.
 */
public final class PlaylistWorkers {
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_WAITING_PER_USER = 500;

  private final WorkerExecutor threads;
  private final FairSlots slots;

  /**
   * Starts no thread yet.
   *
   * @param perUser threads that work for one user at once, at least 1; there is one more, which
   *     other users find free
   */
  public PlaylistWorkers(Vertx vertx, int perUser) {
    this.threads = vertx.createSharedWorkerExecutor("arrway-playlists", perUser + 1);
    this.slots =
        new FairSlots(
            "parsing and matching tasks",
            "the number of processors",
            FairSlots.SlotLimits.shared(perUser + 1, perUser, MOST_WAITING, MOST_WAITING_PER_USER));
  }

  /** Returns threads of which one user takes one a processor at the most. */
  public static PlaylistWorkers create(Vertx vertx) {
    return new PlaylistWorkers(vertx, Math.max(1, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Does a user's work on one of the threads; the result comes back on the caller's context. Fails
   * with {@code limit_exceeded} when very much work of the user waits already.
   */
  public <T> Future<T> run(long user, Callable<T> work) {
    return slots.run(user, () -> threads.executeBlocking(work, false));
  }

  /** Ends the threads once they are idle. */
  public Future<Void> close() {
    return threads.close();
  }
}
