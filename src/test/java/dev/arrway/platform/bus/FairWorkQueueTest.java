package dev.arrway.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.platform.store.Futures;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One source with much work does not delay or push out the others. */
class FairWorkQueueTest {
  private final Vertx vertx = Vertx.vertx();
  private final FairWorkQueue queue =
      new FairWorkQueue(
          vertx, vertx.createSharedWorkerExecutor("fair", 4), 1, 8, "Too much work is waiting.");
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final List<Future<String>> all = new ArrayList<>();

  @AfterEach
  void close() {
    gate.countDown();
    Futures.await(vertx.close());
  }

  /** The first work holds the one thread until the gate opens. */
  @CanIgnoreReturnValue
  private Future<String> submit(String source, int most) {
    Future<String> done =
        queue.submit(
            source,
            most,
            () -> {
              gate.await();
              order.add(source);
              return source;
            });
    all.add(done);
    return done;
  }

  private void finish() {
    gate.countDown();
    all.forEach(each -> Futures.await(each.transform(done -> Future.<Void>succeededFuture())));
  }

  @Test
  void sourcesAreServedInTurn() {
    for (int i = 0; i < 6; i++) {
      submit("flood", 8);
    }
    submit("ada", 8);
    submit("grace", 8);
    finish();
    assertThat(order.indexOf("ada")).isLessThanOrEqualTo(2);
    assertThat(order.indexOf("grace")).isLessThanOrEqualTo(3);
    assertThat(order).hasSize(8);
  }

  @Test
  void aFullQueueMakesRoomForASourceWithLess() {
    for (int i = 0; i < 9; i++) {
      submit("flood", 100);
    }
    Future<String> ada = submit("ada", 100);
    finish();
    assertThat(ada.result()).isEqualTo("ada");
    assertThat(all).filteredOn(Future::failed).hasSize(1);
    assertThat(order).containsOnlyOnce("ada");
  }

  @Test
  void oneSourceMayHaveOnlySoMuchWaiting() {
    for (int i = 0; i < 6; i++) {
      submit("flood", 2);
    }
    finish();
    assertThat(order).hasSize(3);
    assertThat(all)
        .filteredOn(Future::failed)
        .hasSize(3)
        .allMatch(each -> Failures.of(each.cause()).code() == FailureCode.LIMIT_EXCEEDED);
  }

  @Test
  void manySourcesTogetherStayWithinTheBound() {
    for (int i = 0; i < 100; i++) {
      submit("source" + i, 2);
    }
    finish();
    assertThat(order).hasSize(9);
  }

  @Test
  void workThatFailsFreesItsPlace() {
    gate.countDown();
    Future<String> broken =
        queue.submit(
            "ada",
            2,
            () -> {
              throw new IllegalStateException("broken");
            });
    assertThat(Futures.await(broken.otherwise("failed"))).isEqualTo("failed");
    assertThat(Futures.await(submit("ada", 2))).isEqualTo("ada");
  }
}
