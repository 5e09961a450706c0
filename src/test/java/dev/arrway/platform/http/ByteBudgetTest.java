package dev.arrway.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  @Test
  void reservesAllOrNothing() {
    ByteBudget budget = new ByteBudget(10);
    assertThat(budget.tryReserve(7)).isTrue();
    assertThat(budget.tryReserve(4)).isFalse();
    assertThat(budget.used()).isEqualTo(7);
    budget.release(7);
    assertThat(budget.tryReserve(10)).isTrue();
  }

  @Test
  void aReservationLargerThanAnyNumberIsRefused() {
    assertThat(new ByteBudget(10).tryReserve(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void refusesACapacityOfNothing() {
    assertThatThrownBy(() -> new ByteBudget(0)).hasMessageContaining("at least 1 byte");
  }

  @Test
  void manyThreadsNeverReserveMoreThanThereIs() throws Exception {
    ByteBudget budget = new ByteBudget(100);
    AtomicInteger granted = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch allThreads = new CountDownLatch(8);
    for (int i = 0; i < 64; i++) {
      threads.execute(
          () -> {
            allThreads.countDown();
            try {
              allThreads.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            if (budget.tryReserve(3)) {
              granted.incrementAndGet();
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(granted).hasValue(33);
    assertThat(budget.used()).isEqualTo(99);
  }
}
