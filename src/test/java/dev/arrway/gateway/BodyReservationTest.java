package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.http.ByteBudget;
import dev.arrway.platform.store.Futures;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Role;
import io.vertx.core.Vertx;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shares that users and networks have in the memory for bodies. */
class BodyReservationTest {
  private static final String ADDRESS = "192.0.2.1";

  private final Vertx vertx = Vertx.vertx();
  private final ByteBudget budget = new ByteBudget(1_000);
  private final RequestBodies bodies = TestLimits.bodies(vertx, budget);

  @AfterEach
  void close() {
    Futures.await(vertx.close());
  }

  private static Caller user(long id) {
    return new Caller(id, "user", Role.USER, 1L, null, ADDRESS, Instant.MAX, 0);
  }

  private static void assertOverloaded(BodyReservation reservation, long bytes) {
    assertThatThrownBy(() -> reservation.add(bytes))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.OVERLOADED));
  }

  @Test
  void oneUserCannotTakeAllMemory() {
    BodyReservation first = bodies.reservation(user(1), ADDRESS);
    BodyReservation second = bodies.reservation(user(1), "198.51.100.1");
    BodyReservation others = bodies.reservation(user(2), ADDRESS);
    first.add(500);
    second.add(250);
    assertOverloaded(second, 1);
    others.add(250);
    assertOverloaded(others, 1);
    first.close();
    second.add(500);
    second.close();
    others.close();
    assertThat(budget.used()).isZero();
  }

  @Test
  void addressesOfOneIpv6NetworkShareTheirMemory() {
    bodies.reservation(null, "2001:db8:1:1::1").add(750);
    assertOverloaded(bodies.reservation(null, "2001:db8:1:1:ffff::2"), 1);
    bodies.reservation(null, "2001:db8:1:2::1").add(250);
    assertThat(budget.used()).isEqualTo(1_000);
  }
}
