package dev.arrway.app;

import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.config.ConfigLoader;
import dev.arrway.platform.config.ConfigSources;
import dev.arrway.platform.store.Futures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;

/** A process that runs out of memory in one of several places; it exits with 9 if it goes on. */
final class OutOfMemoryProgram {
  private OutOfMemoryProgram() {}

  public static void main(String[] args) {
    Logging.configure(ConfigLoader.load(ConfigSources.ofProcess(Optional.empty(), Map.of())).log());
    Vertx vertx = Vertx.vertx().exceptionHandler(Gateway::report);
    switch (args[0]) {
      case "handler" -> vertx.runOnContext(now -> exhaust());
      case "worker" -> answer(vertx.executeBlocking(OutOfMemoryProgram::exhausted, false));
      case "future" -> answer(Future.succeededFuture().map(done -> exhausted()));
      case "loop" ->
          ((VertxInternal) vertx).nettyEventLoopGroup().next().execute(OutOfMemoryProgram::exhaust);
      case "cause" ->
          answer(Future.failedFuture(new CompletionException(new OutOfMemoryError("of a test"))));
      case "log" ->
          LoggerFactory.getLogger("io.netty").debug("gone", new OutOfMemoryError("of a test"));
      default -> throw new IllegalArgumentException(args[0]);
    }
    Futures.await(vertx.timer(20_000));
    System.exit(9);
  }

  /** Makes of a failure what is answered, as whoever recovers from one does. */
  private static void answer(Future<?> future) {
    future.onFailure(cause -> LoggerFactory.getLogger("answer").info("{}", Failures.of(cause)));
  }

  private static void exhaust() {
    Object[] chain = null;
    while (true) {
      Object[] next = new Object[1 << 16];
      next[0] = chain;
      chain = next;
    }
  }

  private static Object exhausted() {
    exhaust();
    return "never";
  }
}
