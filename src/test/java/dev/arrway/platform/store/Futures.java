package dev.arrway.platform.store;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Waits for futures in tests, outside of event loops. */
@com.google.errorprone.annotations.CheckReturnValue
public final class Futures {
  private Futures() {}

  /** The result, or the failure itself; at most 30 s. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(30, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
