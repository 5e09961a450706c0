package dev.arrway.gateway.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The patience with a client that is told why its connection ends, and may not read that. */
public final class LastWrite {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private LastWrite() {}

  /** Closes a connection once its last bytes were written; cuts it off after two seconds. */
  public static void thenClose(Vertx vertx, Future<?> written, Runnable close, Runnable cut) {
    long timer = vertx.setTimer(PATIENCE.toMillis(), tick -> cut.run());
    written.onComplete(
        done -> {
          if (vertx.cancelTimer(timer)) {
            close.run();
          }
        });
  }

  /** Cuts a connection off unless it ends within two seconds. */
  public static void orCut(Vertx vertx, Future<?> ended, Runnable cut) {
    long timer = vertx.setTimer(PATIENCE.toMillis(), tick -> cut.run());
    ended.onComplete(done -> vertx.cancelTimer(timer));
  }
}
