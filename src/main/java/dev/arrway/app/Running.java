package dev.arrway.app;

import dev.arrway.config.ArrwayConfig;
import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a gateway for as long as the process lives. The one place of the product where a thread
 * waits for futures.
 */
final class Running {
  private static final Logger log = LoggerFactory.getLogger(Running.class);

  private Running() {}

  /** What is done once the gateway serves. */
  @FunctionalInterface
  interface Then {
    void run(Gateway gateway) throws Exception;
  }

  /** Serves until the process is told to end, then drains. */
  static void untilTheProcessEnds(ArrwayConfig config) {
    untilTheProcessEnds(config, gateway -> System.out.println(gateway.banner()), () -> {});
  }

  /** The same with more to do after the start, and after the end. */
  static void untilTheProcessEnds(ArrwayConfig config, Then then, Runnable last) {
    Logging.configure(config.log());
    PortCheck.check(config);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop = new Thread(() -> endAndWait(end, ended), "stop");
    try {
      Gateway gateway = await(Gateway.start(config));
      try {
        Runtime.getRuntime().addShutdownHook(stop);
        then.run(gateway);
        end.await();
      } finally {
        await(gateway.stop());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      last.run();
      ended.countDown();
    }
  }

  private static void endAndWait(CountDownLatch end, CountDownLatch ended) {
    end.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      log.warn("the process ends before everything was finished");
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits on a thread that is no event loop. What the future failed with is thrown as it is when it
   * is unchecked.
   */
  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
