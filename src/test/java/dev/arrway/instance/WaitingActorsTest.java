package dev.arrway.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WaitingActorsTest {
  private static InstanceRows.Stored stored(long id) {
    return new InstanceRows.Stored(
        TestInstances.of(id, "Crowd " + id, "http://127.0.0.1:1"), new byte[0]);
  }

  private static void fill(WaitingActors actors, int count) {
    LongStream.rangeClosed(1, count).mapToObj(WaitingActorsTest::stored).forEach(actors::add);
  }

  @Test
  void aHundredThousandThatStartAtOnceDoNotNest() {
    WaitingActors actors = new WaitingActors(stored -> Future.succeededFuture());
    fill(actors, 100_000);
    assertThat(actors.startAll().succeeded()).isTrue();
    assertThat(actors.size()).isZero();
  }

  @Test
  void aFewStartAtATimeUntilAllAreStarted() {
    Deque<Promise<Void>> starting = new ArrayDeque<>();
    WaitingActors actors =
        new WaitingActors(
            stored -> {
              starting.add(Promise.promise());
              return starting.getLast().future();
            });
    fill(actors, 10_000);
    Future<Void> all = actors.startAll();
    for (int i = 0; i < 10_000; i++) {
      assertThat(all.isComplete()).isFalse();
      assertThat(starting).hasSizeLessThanOrEqualTo(WaitingActors.AT_ONCE);
      starting.remove().complete();
    }
    assertThat(all.succeeded()).isTrue();
  }
}
