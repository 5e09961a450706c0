package dev.arrway.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.SqlConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that takes connections and says nothing, as one does whose processes are stopped. */
class DatabaseTimeoutsTest {
  private static final int CONNECTIONS = 2;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final List<Socket> taken = new CopyOnWriteArrayList<>();
  private final DatabaseAvailability availability = new DatabaseAvailability();
  private ServerSocket silent;
  private Thread acceptor;
  private Database database;

  @BeforeEach
  void listen() throws Exception {
    silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    acceptor = new Thread(this::accept, "silent-server");
    acceptor.setDaemon(true);
    acceptor.start();
    database = Database.open(vertx, database(), CONNECTIONS, availability);
  }

  private DatabaseEndpoint database() {
    return new DatabaseEndpoint(
        "127.0.0.1",
        silent.getLocalPort(),
        "arrway",
        "arrway",
        Secret.of("any"),
        SslMode.DISABLE,
        null);
  }

  private void accept() {
    try {
      while (true) {
        taken.add(silent.accept());
      }
    } catch (java.io.IOException closed) {
      // the end of the test
    }
  }

  @AfterEach
  void close() throws Exception {
    silent.close();
    acceptor.join();
    hangUp();
    Futures.await(vertx.close());
  }

  private void hangUp() throws java.io.IOException {
    for (Socket socket : taken) {
      socket.close();
    }
  }

  private static Future<?> select(SqlConnection c) {
    return c.query("SELECT 1").execute();
  }

  @Test
  void everyCallerIsAnsweredInTimeAlsoWhenItsConnectionFailsLater() throws Exception {
    long begun = System.nanoTime();
    List<Future<?>> calls = new ArrayList<>();
    IntStream.range(0, 3 * CONNECTIONS)
        .forEach(each -> calls.add(database.asSystem(c -> select(c).mapEmpty())));
    List<Optional<Throwable>> answers = new ArrayList<>();
    for (Future<?> call : calls) {
      answers.add(failure(call));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(answers)
        .allSatisfy(one -> assertThat(one.get()).isInstanceOf(StoreUnavailable.class));
    // What was being connected fails now, after the time of its callers.
    hangUp();
    assertThat(failure(database.asSystem(c -> select(c).mapEmpty())).orElseThrow())
        .isInstanceOf(StoreUnavailable.class);
    assertThat(database.pool().waiting()).isZero();
    assertThat(database.pool().inUse()).isZero();
  }

  /**
   * The pool's own limit lost its caller when both were due at once, as they are after the event
   * loop was held up.
   */
  @Test
  void aConnectionThatFailsInTheMomentTheTimeIsOverAnswersItsCallerToo() throws Exception {
    Future<?> call = database.asSystem(c -> select(c).mapEmpty());
    await().atMost(Duration.ofSeconds(20)).until(() -> !taken.isEmpty());
    CountDownLatch failed = new CountDownLatch(1);
    vertx.runOnContext(
        now -> {
          long over = System.nanoTime() + Database.POOL_WAIT.toNanos();
          while (failed.getCount() > 0 || System.nanoTime() - over < 0) {
            Thread.onSpinWait();
          }
        });
    hangUp();
    failed.countDown();
    assertThat(failure(call).orElseThrow()).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void nothingWaitsDuringAnOutageThatIsKnown() throws Exception {
    availability.down("The database is being restarted.");
    Throwable cause = failure(database.asSystem(c -> select(c).mapEmpty())).orElseThrow();
    assertThat(cause)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage("The database is being restarted.");
    assertThat(taken).isEmpty();
    availability.up();
    assertThat(failure(database.ping()).orElseThrow()).isInstanceOf(StoreUnavailable.class);
    assertThat(taken).isNotEmpty();
  }

  private static Optional<Throwable> failure(Future<?> call) throws Exception {
    return call.transform(
            (done, cause) -> Future.succeededFuture(Optional.<Throwable>ofNullable(cause)))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }
}
