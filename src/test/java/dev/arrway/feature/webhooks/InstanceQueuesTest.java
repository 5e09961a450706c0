package dev.arrway.feature.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InstanceQueuesTest {
  private final List<Long> begun = new ArrayList<>();
  private final Deque<Promise<Boolean>> running = new ArrayDeque<>();
  private final InstanceQueues queues =
      new InstanceQueues(
          "work",
          id -> {
            begun.add(id);
            running.add(Promise.promise());
            return running.getLast().future();
          });

  private void wakeAll(long count) {
    LongStream.rangeClosed(1, count).forEach(queues::wake);
  }

  @Test
  void instancesThatAlwaysHaveMoreDoNotHoldUpTheOthers() {
    wakeAll(InstanceQueues.AT_ONCE + 10);
    assertThat(begun).hasSize(InstanceQueues.AT_ONCE);
    for (int i = 0; i < InstanceQueues.AT_ONCE; i++) {
      running.remove().complete(true);
    }
    Set<Long> first = new HashSet<>(begun.subList(0, InstanceQueues.AT_ONCE + 10));
    assertThat(first).hasSize(InstanceQueues.AT_ONCE + 10);
  }

  @Test
  void nothingThatWaitsIsBegunAfterTheStop() {
    wakeAll(InstanceQueues.AT_ONCE + 10);
    queues.stop();
    while (!running.isEmpty()) {
      running.remove().complete(true);
    }
    queues.wake(1_000);
    assertThat(begun).hasSize(InstanceQueues.AT_ONCE);
  }

  @Test
  void anInstanceThatIsWokenWhileItIsWorkedOnIsLookedAtOnceMore() {
    queues.wake(1);
    queues.wake(1);
    running.remove().complete(false);
    assertThat(begun).containsExactly(1L, 1L);
    running.remove().complete(false);
    assertThat(begun).containsExactly(1L, 1L);
  }

  @Test
  void aPieceThatThrowsHoldsNothingUp() {
    List<Long> seen = new ArrayList<>();
    InstanceQueues throwing =
        new InstanceQueues(
            "work",
            id -> {
              seen.add(id);
              throw new IllegalStateException("thrown on purpose");
            });
    LongStream.rangeClosed(1, 200).forEach(throwing::wake);
    throwing.wake(1);
    assertThat(seen).hasSize(201);
  }

  @Test
  void whatFailsIsWorkedOnAgainWhenItIsWoken() {
    queues.wake(1);
    running.remove().fail("no database");
    assertThat(begun).containsExactly(1L);
    queues.wake(1);
    assertThat(begun).containsExactly(1L, 1L);
  }
}
