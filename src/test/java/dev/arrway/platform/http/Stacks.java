package dev.arrway.platform.http;

import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.platform.http.HttpPolicy.BreakerPolicy;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Opens stacks against local servers, and waits for futures from a test's own thread. */
final class Stacks {
  static final BreakerPolicy PATIENT =
      new BreakerPolicy(1_000, Duration.ofMinutes(2), Duration.ofSeconds(30));

  private Stacks() {}

  static HttpPolicy policy(int port) {
    return policy("http://127.0.0.1:" + port);
  }

  static HttpPolicy policy(String url) {
    return HttpPolicy.to("test", URI.create(url))
        .withAccess(Access.ADMINISTRATOR)
        .withRate(100_000, Duration.ZERO)
        .withMaxRetries(0)
        .withBreaker(PATIENT)
        .withTimeout(Duration.ofSeconds(10));
  }

  static HttpStacks stacks(Vertx vertx) {
    return new HttpStacks(vertx, new AddressPolicy(List.of(), port -> false), HttpObserver.NONE);
  }

  static CallLimits quick() {
    return CallLimits.BUFFERED
        .withFirstByte(Duration.ofMillis(300))
        .withIdle(Duration.ofMillis(300));
  }

  /** Runs on a Vert.x context, as an actor would. */
  static <T> Future<T> on(Vertx vertx, Supplier<Future<T>> work) {
    return Future.future(
        promise ->
            vertx.runOnContext(
                ignored -> {
                  try {
                    work.get().onComplete(promise);
                  } catch (RuntimeException e) {
                    promise.fail(e);
                  }
                }));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  static FailureException failure(Future<?> future) {
    try {
      Object result = await(future);
      throw new AssertionError("succeeded with " + result);
    } catch (FailureException e) {
      return e;
    }
  }

  static FailureCode code(Future<?> future) {
    return failure(future).failure().code();
  }
}
