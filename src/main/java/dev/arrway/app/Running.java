package dev.arrway.app;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.store.DatabaseLost;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a gateway for as long as the process lives. The one place of the product where a thread
 * waits for futures.
 */
final class Running {
  private static final Logger log = LoggerFactory.getLogger(Running.class);

  /** Longer than requests are given to end. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(40);

  /**
   * The longest wait for a start that is still under way when the process is told to end. A start
   * that completes in this time is followed by an orderly stop; otherwise the process exits.
   */
  private static final Duration LONGEST_START_AT_END = Duration.ofSeconds(15);

  private Running() {}

  /** What is done once the gateway serves. */
  @FunctionalInterface
  interface Then {
    void run(Gateway gateway) throws Exception;
  }

  /**
   * Serves until the process is told to end, then drains.
   *
   * @throws DatabaseLost when it had to end since its database could not be restarted
   */
  static void untilTheProcessEnds(ArrwayConfig config) {
    untilTheProcessEnds(config, gateway -> System.out.println(gateway.banner()), () -> {});
  }

  /** The same with more to do after the start, and after the end. */
  static void untilTheProcessEnds(ArrwayConfig config, Then then, Runnable last) {
    Logging.configure(config.log());
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean started = new AtomicBoolean();
    Thread stop = new Thread(() -> endAndWait(end, ended, started), "stop");
    try {
      PortCheck.check(config);
      // Before the start: an embedded database that was started must be stopped, too.
      Runtime.getRuntime().addShutdownHook(stop);
      Gateway gateway = await(Gateway.start(config));
      started.set(true);
      AtomicReference<@Nullable DatabaseLost> lost = new AtomicReference<>();
      try {
        gateway.databaseLost().onSuccess(cause -> endFor(cause, lost, end));
        if (end.getCount() > 0) {
          then.run(gateway);
        }
        end.await();
      } finally {
        stop(gateway, lost.get());
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

  private static void endFor(
      DatabaseLost cause, AtomicReference<@Nullable DatabaseLost> lost, CountDownLatch end) {
    lost.set(cause);
    end.countDown();
  }

  /** Without its database a gateway may not end cleanly: the process ends all the same. */
  private static void stop(Gateway gateway, @Nullable DatabaseLost lost) {
    if (lost == null) {
      await(gateway.stop());
      return;
    }
    try {
      await(gateway.stop().timeout(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RuntimeException e) {
      log.warn("not everything was ended: {}", e.getMessage());
    }
    throw lost;
  }

  private static void endAndWait(CountDownLatch end, CountDownLatch ended, AtomicBoolean started) {
    end.countDown();
    try {
      boolean done = ended.await(LONGEST_START_AT_END.toMillis(), TimeUnit.MILLISECONDS);
      if (!done && started.get()) {
        ended.await();
      }
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
