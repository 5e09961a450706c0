package dev.arrway.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DiskSpaceGuardTest {
  @Test
  void aDiskThatDoesNotAnswerTakesOneThread() {
    Vertx vertx = Vertx.vertx();
    CountDownLatch answers = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    DiskSpaceGuard guard =
        DiskSpaceGuard.of(
            () -> {
              reads.incrementAndGet();
              try {
                assertThat(answers.await(60, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new DiskSpaceGuard.DiskSpace(1, 1_000);
            },
            OptionalLong.of(10));
    Future<Void> first = guard.measureOff(vertx);
    for (int i = 0; i < 20; i++) {
      Futures.await(guard.measureOff(vertx));
    }
    assertThat(first.isComplete()).isFalse();
    answers.countDown();
    Futures.await(first);
    assertThat(reads).hasValue(1);
    assertThat(guard.isLow()).isTrue();
    await()
        .until(
            () -> {
              Futures.await(guard.measureOff(vertx));
              return reads.get() > 1;
            });
    Futures.await(vertx.close());
  }
}
