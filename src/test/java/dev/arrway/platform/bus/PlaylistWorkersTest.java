package dev.arrway.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.store.Futures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PlaylistWorkersTest {
  @Test
  void oneUsersTasksLeaveAThreadToOthers() {
    Vertx vertx = Vertx.vertx();
    PlaylistWorkers workers = new PlaylistWorkers(vertx, 2);
    CountDownLatch release = new CountDownLatch(1);
    List<Future<Boolean>> flood = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      flood.add(workers.run(1, () -> await(release)));
    }
    assertThat(Futures.await(workers.run(2, () -> "done"))).isEqualTo("done");
    assertThat(flood).noneMatch(Future::isComplete);
    release.countDown();
    Futures.await(Future.join(flood));
    Futures.await(workers.close());
    Futures.await(vertx.close());
  }

  private static boolean await(CountDownLatch release) throws InterruptedException {
    release.await();
    return true;
  }
}
