package dev.arrway.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
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
class OutletTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Buffer CHUNK = Buffer.buffer(new byte[40_000]);

  private final Context context = VERTX.getOrCreateContext();
  private final Queue<Promise<Void>> untaken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger dropped = new AtomicInteger();
  private final AtomicInteger drained = new AtomicInteger();

  @AfterAll
  static void close() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Outlet outlet(Duration deadline, int mostUnwritten) {
    Pipe pipe =
        new Pipe() {
          @Override
          public Future<Void> write(Buffer frames) {
            Promise<Void> taken = Promise.promise();
            untaken.add(taken);
            return taken.future();
          }

          @Override
          public void close() {}
        };
    BridgeSettings settings = new BridgeSettings(deadline, deadline, 1, 1, mostUnwritten, 1, 1);
    Outlet outlet = new Outlet(VERTX, context, pipe, settings, dropped::incrementAndGet);
    outlet.onDrain(drained::incrementAndGet);
    return outlet;
  }

  private void takeOne() {
    untaken.remove().complete();
  }

  @Test
  void aClientIsWaitedForWhenMuchWaitsAndGoesOnWhenItHasTakenThat() {
    Outlet outlet = outlet(Duration.ofMinutes(1), 1 << 20);
    outlet.write(CHUNK);
    assertThat(outlet.full()).isFalse();
    outlet.write(CHUNK);
    assertThat(outlet.full()).isTrue();
    takeOne();
    takeOne();
    await().atMost(PATIENCE).until(() -> drained.get() == 1);
    assertThat(outlet.full()).isFalse();
    assertThat(dropped).hasValue(0);
  }

  @Test
  void aClientThatTakesNothingIsDroppedOnce() {
    Outlet outlet = outlet(Duration.ofMillis(50), 1 << 20);
    outlet.write(CHUNK);
    await().atMost(PATIENCE).until(() -> dropped.get() == 1);
    outlet.write(CHUNK);
    assertThat(untaken).hasSize(1);
    assertThat(dropped).hasValue(1);
  }

  @Test
  void aClientThatLetsFarTooMuchPileUpIsDroppedAtOnce() {
    Outlet outlet = outlet(Duration.ofMinutes(1), 100_000);
    for (int i = 0; i < 5; i++) {
      outlet.write(CHUNK);
    }
    assertThat(untaken).hasSize(3);
    assertThat(dropped).hasValue(1);
  }

  @Test
  void writingIsOverWhenTheClientHasTakenIt() {
    Outlet outlet = outlet(Duration.ofMinutes(1), 1 << 20);
    Future<Void> taken = outlet.write(CHUNK);
    assertThat(taken.isComplete()).isFalse();
    untaken.remove().fail("gone");
    await().atMost(PATIENCE).until(taken::succeeded);
  }
}
