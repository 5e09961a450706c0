package dev.arrway.app;

import dev.arrway.bus.Failures;
import dev.arrway.config.ConfigLoader;
import dev.arrway.config.ConfigSources;
import dev.arrway.store.Futures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
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
      case "handler" -> vertx.runOnContext(now -> fill());
      case "worker" -> answer(vertx.executeBlocking(OutOfMemoryProgram::fill, false));
      case "future" -> answer(Future.succeededFuture().map(done -> fill()));
      case "loop" -> ((VertxInternal) vertx).nettyEventLoopGroup().next().execute(OutOfMemoryProgram::fill);
      case "cause" ->
          answer(Future.failedFuture(new CompletionException(new OutOfMemoryError("of a test"))));
      case "log" -> LoggerFactory.getLogger("io.netty").debug("gone", new OutOfMemoryError("of a test"));
      default -> throw new IllegalArgumentException(args[0]);
    }
    Futures.await(vertx.timer(20_000));
    System.exit(9);
  }

  /** Makes of a failure what is answered, as whoever recovers from one does. */
  private static void answer(Future<?> future) {
    future.onFailure(cause -> LoggerFactory.getLogger("answer").info("{}", Failures.of(cause)));
  }

  private static Object fill() {
    List<byte[]> all = new ArrayList<>();
    while (true) {
      all.add(new byte[1 << 20]);
    }
  }
}
