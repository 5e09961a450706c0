package dev.arrway.upstream.qbittorrent;

import dev.arrway.platform.http.Deadline;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks again and again for what is to come, at growing intervals and not for ever. */
final class Waiting {
  private static final long FIRST_MS = 50;
  private static final long LONGEST_MS = 1_000;

  private Waiting() {}

  /**
   * Looks until there is something.
   *
   * @param within how long at most
   * @param deadline when nobody waits any more: then it fails with {@code upstream_timeout}
   * @param late what it fails with when {@code within} is over
   */
  static Future<String> until(
      Supplier<Future<@Nullable String>> look,
      Duration within,
      Deadline deadline,
      FailureException late) {
    return again(look, FIRST_MS, Deadline.in(within), deadline, late);
  }

  private static Future<String> again(
      Supplier<Future<@Nullable String>> look,
      long pauseMs,
      Deadline end,
      Deadline deadline,
      FailureException late) {
    return look.get()
        .compose(
            found -> {
              if (found != null) {
                return Future.succeededFuture(found);
              }
              if (end.remaining().toMillis() <= pauseMs) {
                return Future.failedFuture(late);
              }
              if (deadline.bounded() && deadline.remaining().toMillis() <= 2 * pauseMs) {
                return Future.failedFuture(
                    FailureException.of(
                        FailureCode.UPSTREAM_TIMEOUT, "What was added is not listed in time."));
              }
              long next = Math.min(LONGEST_MS, 2 * pauseMs);
              return paused(pauseMs).compose(done -> again(look, next, end, deadline, late));
            });
  }

  private static Future<Void> paused(long millis) {
    Context context = Objects.requireNonNull(Vertx.currentContext(), "an actor's context");
    return context.owner().timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
  }
}
