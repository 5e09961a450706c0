package dev.arrway.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What waits for a client is bounded, in bytes and in time. */
class OutboundQueueTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Buffer CHUNK = Buffer.buffer(new byte[40_000]);

  private final OutboundBudget budget = new OutboundBudget(1_000_000);
  private final Queue<Promise<Void>> untaken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger dropped = new AtomicInteger();
  private final AtomicInteger drained = new AtomicInteger();

  @AfterAll
  static void close() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private OutboundQueue queue(Duration deadline, int mostUnwritten) {
    OutboundSink sink =
        bytes -> {
          Promise<Void> taken = Promise.promise();
          untaken.add(taken);
          return taken.future();
        };
    OutboundQueue queue =
        new OutboundQueue(
            VERTX,
            sink,
            new OutboundLimits(deadline, mostUnwritten),
            budget,
            dropped::incrementAndGet);
    queue.onDrain(drained::incrementAndGet);
    return queue;
  }

  private void takeOne() {
    untaken.remove().complete();
  }

  @Test
  void aClientIsWaitedForWhenMuchWaitsAndGoesOnWhenItHasTakenThat() {
    OutboundQueue queue = queue(Duration.ofMinutes(1), 1 << 20);
    queue.write(CHUNK);
    assertThat(queue.full()).isFalse();
    queue.write(CHUNK);
    assertThat(queue.full()).isTrue();
    takeOne();
    takeOne();
    await().atMost(PATIENCE).until(() -> drained.get() == 1);
    assertThat(queue.full()).isFalse();
    assertThat(dropped).hasValue(0);
  }

  @Test
  void aClientThatTakesNothingIsDroppedOnce() {
    OutboundQueue queue = queue(Duration.ofMillis(50), 1 << 20);
    queue.write(CHUNK);
    await().atMost(PATIENCE).until(() -> dropped.get() == 1);
    queue.write(CHUNK);
    assertThat(untaken).hasSize(1);
    assertThat(dropped).hasValue(1);
  }

  @Test
  void aClientThatLetsFarTooMuchPileUpIsDroppedAtOnce() {
    OutboundQueue queue = queue(Duration.ofMinutes(1), 100_000);
    for (int i = 0; i < 5; i++) {
      queue.write(CHUNK);
    }
    assertThat(untaken).hasSize(3);
    assertThat(dropped).hasValue(1);
  }

  @Test
  void writingIsOverWhenTheClientHasTakenIt() {
    OutboundQueue queue = queue(Duration.ofMinutes(1), 1 << 20);
    Future<Void> taken = queue.write(CHUNK);
    assertThat(taken.isComplete()).isFalse();
    untaken.remove().fail("gone");
    await().atMost(PATIENCE).until(taken::succeeded);
  }

  @Test
  void theClientForWhichMostWaitsIsDroppedWhenTooMuchWaitsForAllTogether() {
    AtomicInteger slowDropped = new AtomicInteger();
    OutboundQueue slow =
        new OutboundQueue(
            VERTX,
            bytes -> Promise.<Void>promise().future(),
            new OutboundLimits(Duration.ofMinutes(1), 10_000_000),
            budget,
            slowDropped::incrementAndGet);
    while (slow.reserved() < 900_000) {
      slow.write(CHUNK);
    }
    OutboundQueue other = queue(Duration.ofMinutes(1), 10_000_000);
    for (int i = 0; i < 4; i++) {
      other.write(CHUNK);
    }
    await().atMost(PATIENCE).until(() -> slowDropped.get() == 1);
    assertThat(dropped).hasValue(0);
    assertThat(untaken).hasSize(4);
    assertThat(budget.used()).isEqualTo(160_000);
    other.end();
    takeOne();
    assertThat(budget.used()).isZero();
  }

  @Test
  void aClientThatAlonePilesUpWhatAllMayHaveIsDroppedItself() {
    OutboundQueue queue = queue(Duration.ofMinutes(1), 10_000_000);
    while (dropped.get() == 0) {
      queue.write(CHUNK);
    }
    assertThat(untaken).hasSize(25);
    assertThat(budget.used()).isZero();
  }

  @Test
  void whatIsHeldForAClientOutsideOfItsQueueCountsToo() {
    OutboundQueue queue = queue(Duration.ofMinutes(1), 10_000_000);
    queue.retain(600_000);
    assertThat(budget.used()).isEqualTo(600_000);
    queue.retain(100_000);
    assertThat(budget.used()).isEqualTo(100_000);
    queue.retain(1_000_001);
    assertThat(dropped).hasValue(1);
    assertThat(budget.used()).isZero();
  }

  @Test
  void manyClientsThatDoNotReadNeverHoldMoreThanAllMayHave() {
    AtomicInteger gone = new AtomicInteger();
    for (int client = 0; client < 200; client++) {
      OutboundQueue queue =
          new OutboundQueue(
              VERTX,
              bytes -> Promise.<Void>promise().future(),
              new OutboundLimits(Duration.ofMinutes(1), 10_000_000),
              budget,
              gone::incrementAndGet);
      for (int i = 0; i < 3; i++) {
        queue.write(CHUNK);
        assertThat(budget.used()).isLessThanOrEqualTo(1_000_000);
      }
    }
    await().atMost(PATIENCE).until(() -> gone.get() >= 190);
  }
}
