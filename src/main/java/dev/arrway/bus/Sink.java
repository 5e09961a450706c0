package dev.arrway.bus;

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

  /** Runs on the context after what runs there now, or at once when its loop has ended. */
  public static Executor after(Context context) {
    return task -> {
      try {
        context.runOnContext(ignored -> task.run());
      } catch (RejectedExecutionException ended) {
        // Whoever waits for the outcome while everything stops must not wait for ever.
        task.run();
      }
    };
  }
}
