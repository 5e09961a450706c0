package dev.arrway.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Background transactions run some at a time, in the order asked. */
class TransactionQueueTest {
  private final Vertx vertx = Vertx.vertx();
  private final TransactionQueue queue = new TransactionQueue(vertx, 2);
  private final List<Promise<Void>> running = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    Futures.await(vertx.close());
  }

  private Future<Void> begin() {
    Promise<Void> promise = Promise.promise();
    running.add(promise);
    return promise.future();
  }

  @Test
  void noMoreThanAllowedRunAtOnce() {
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(queue.run(this::begin));
    }
    assertThat(running).hasSize(2);
    running.get(0).complete();
    await().until(() -> running.size() == 3);
    running.get(1).fail("lost");
    await().until(() -> running.size() == 4);
    running.get(2).complete();
    await().until(() -> running.size() == 5);
    running.get(3).complete();
    running.get(4).complete();
    await().until(() -> all.stream().allMatch(Future::isComplete));
    assertThat(all.get(1).failed()).isTrue();
  }

  @Test
  void aThrowingTransactionGivesItsPlaceBack() {
    for (int i = 0; i < 4; i++) {
      Future<Void> failed =
          queue.run(
              () -> {
                throw new IllegalStateException("broken");
              });
      await().until(failed::failed);
    }
    Future<Void> last = queue.run(Future::succeededFuture);
    await().until(last::succeeded);
  }

  @Test
  void aHundredThousandThatEndAtOnceDoNotNest() {
    Future<Void> first = queue.run(this::begin);
    Future<Void> second = queue.run(this::begin);
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < TransactionQueue.CAPACITY; i++) {
      all.add(queue.run(Future::succeededFuture));
    }
    Future<Void> tooMany = queue.run(Future::succeededFuture);
    assertThat(tooMany.cause()).isInstanceOf(StoreUnavailable.class);
    running.forEach(Promise::complete);
    await().until(() -> all.stream().allMatch(Future::succeeded));
    assertThat(first.succeeded() && second.succeeded()).isTrue();
  }
}
