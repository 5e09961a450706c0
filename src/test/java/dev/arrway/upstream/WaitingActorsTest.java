package dev.arrway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WaitingActorsTest {
  private static WaitingActors waiting(int count, Supplier<Future<Void>> start) {
    WaitingActors actors = new WaitingActors();
    LongStream.rangeClosed(1, count).forEach(id -> actors.add(id, start));
    return actors;
  }

  @Test
  void aHundredThousandThatStartAtOnceDoNotNest() {
    WaitingActors actors = waiting(100_000, Future::succeededFuture);
    assertThat(actors.startAll().succeeded()).isTrue();
    assertThat(actors.size()).isZero();
  }

  @Test
  void aFewStartAtATimeUntilAllAreStarted() {
    Deque<Promise<Void>> starting = new ArrayDeque<>();
    WaitingActors actors =
        waiting(
            10_000,
            () -> {
              starting.add(Promise.promise());
              return starting.getLast().future();
            });
    Future<Void> all = actors.startAll();
    for (int i = 0; i < 10_000; i++) {
      assertThat(all.isComplete()).isFalse();
      assertThat(starting).hasSizeLessThanOrEqualTo(WaitingActors.AT_ONCE);
      starting.remove().complete();
    }
    assertThat(all.succeeded()).isTrue();
  }
}
