package dev.arrway.playlist;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;

/**
 * The threads that parse playlists and match entries: the one place of both features where work
 * leaves the event loop.
 */
public final class PlaylistWorkers {
  private final WorkerExecutor threads;

  /** With {@code size} threads, at least 1. */
  public PlaylistWorkers(Vertx vertx, int size) {
    this.threads = vertx.createSharedWorkerExecutor("arrway-playlists", size);
  }

  /** One thread a processor. */
  public static PlaylistWorkers create(Vertx vertx) {
    return new PlaylistWorkers(vertx, Math.max(1, Runtime.getRuntime().availableProcessors()));
  }

  /** Does the work on one of the threads; the result comes back on the caller's context. */
  public <T> Future<T> run(Callable<T> work) {
    return threads.executeBlocking(work, false);
  }

  /** Ends the threads once they are idle. */
  public Future<Void> close() {
    return threads.close();
  }
}
