package dev.arrway.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that is not to be had delays a start; every other failure ends it. */
class StartupRetryTest {
  private final Vertx vertx = Vertx.vertx();
  private final Promise<DatabaseLost> lost = Promise.promise();
  private final AtomicInteger tries = new AtomicInteger();

  @AfterEach
  void close() {
    Futures.await(vertx.close());
  }

  private Future<String> failing(int times, Throwable cause) {
    return tries.incrementAndGet() <= times
        ? Future.failedFuture(cause)
        : Future.succeededFuture("done");
  }

  @Test
  void aTimeOutIsTriedAgain() {
    Throwable busy = StoreFailures.acquiring(new TimeoutException("Timeout"));
    assertThat(
            Futures.await(
                new StartupRetry(vertx, lost.future()).run("reading", () -> failing(3, busy))))
        .isEqualTo("done");
    assertThat(tries).hasValue(4);
  }

  @Test
  void aRefusedConnectionOfAListenerIsTriedAgain() {
    Throwable refused = new ConnectException("Connection refused");
    assertThat(
            Futures.await(
                new StartupRetry(vertx, lost.future()).run("listening", () -> failing(1, refused))))
        .isEqualTo("done");
  }

  @Test
  void aStepThatThrowsItIsTriedAgain() {
    String done =
        Futures.await(
            new StartupRetry(vertx, lost.future())
                .run(
                    "reading",
                    () -> {
                      if (tries.incrementAndGet() == 1) {
                        throw new StoreUnavailable("gone", new TimeoutException());
                      }
                      return Future.succeededFuture("done");
                    }));
    assertThat(done).isEqualTo("done");
  }

  @Test
  void whatIsWrongInTheConfigurationEndsTheStartAtOnce() {
    Throwable wrong = new StartFailure("instances[x]: url is wrong", null);
    assertThatThrownBy(
            () ->
                Futures.await(
                    new StartupRetry(vertx, lost.future())
                        .run("declaring", () -> failing(9, wrong))))
        .isSameAs(wrong);
    assertThat(tries).hasValue(1);
  }

  @Test
  void patienceHasAnEnd() {
    Throwable busy = StoreFailures.acquiring(new TimeoutException("Timeout"));
    StartupRetry retry = new StartupRetry(vertx, lost.future(), Duration.ofMillis(700));
    assertThatThrownBy(
            () -> Futures.await(retry.run("reading", () -> failing(Integer.MAX_VALUE, busy))))
        .isSameAs(busy);
    assertThat(tries.get()).isBetween(2, 5);
  }

  @Test
  void aDatabaseThatWasGivenUpEndsTheStart() {
    lost.complete(new DatabaseLost("could not be restarted"));
    Throwable busy = StoreFailures.acquiring(new TimeoutException("Timeout"));
    StartupRetry retry = new StartupRetry(vertx, lost.future());
    assertThatThrownBy(() -> Futures.await(retry.run("reading", () -> failing(9, busy))))
        .isInstanceOf(DatabaseLost.class);
    assertThat(tries).hasValue(1);
  }
}
