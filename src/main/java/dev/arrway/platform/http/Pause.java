package dev.arrway.platform.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits without blocking; replaced in tests. */
@FunctionalInterface
interface Pause {
  /** Done after so long. */
  Future<Void> of(Duration time);

  /** Pauses by timers, rounded up to milliseconds. */
  static Pause by(Vertx vertx) {
    return time -> {
      long millis = (time.toNanos() + 999_999) / 1_000_000;
      return millis <= 0
          ? Future.succeededFuture()
          : vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    };
  }
}
