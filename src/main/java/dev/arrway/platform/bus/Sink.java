package dev.arrway.platform.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where a future ends whose outcome nobody composes further: an actor's own bookkeeping. */
public final class Sink {
  private Sink() {}

  /**
   * Hands the outcome to {@code then}, run by {@code executor}; exactly one of result and failure
   * says what happened.
   */
  public static <T> void of(
      Future<T> future, Executor executor, BiConsumer<@Nullable T, @Nullable Throwable> then) {
    future.onComplete(done -> executor.execute(() -> then.accept(done.result(), done.cause())));
  }

  /** Runs at once when already on the context, or when its loop has ended; else on it soon. */
  public static Executor on(Context context) {
    return task -> {
      if (Vertx.currentContext() == context) {
        task.run();
      } else {
        after(context).execute(task);
      }
    };
  }

  /**
   * Returns an executor that queues tasks on the context; when its event loop has ended, it runs
   * them at once in the calling thread.
   */
  public static Executor after(Context context) {
    return task -> {
      try {
        context.runOnContext(ignored -> task.run());
      } catch (RejectedExecutionException ended) {
        // During shutdown, callers that wait for the outcome must not wait for ever.
        task.run();
      }
    };
  }
}
