package dev.arrway.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.arrway.platform.bus.FairSlots.QueuePlace;
import dev.arrway.platform.bus.FairSlots.SlotLimits;
import dev.arrway.platform.bus.FairSlots.TakenSlot;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FairSlotsTest {
  private static final long MALLORY = 1;
  private static final long BOB = 2;
  private static final long CAROL = 3;

  private static FairSlots slots(int total, int perUser, int waiting, int waitingPerUser) {
    return new FairSlots(
        "imports", "limits.imports", new SlotLimits(total, perUser, waiting, waitingPerUser));
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private static List<QueuePlace> enqueue(FairSlots slots, long user, int count) {
    List<QueuePlace> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(slots.enqueue(user));
    }
    return places;
  }

  private static long granted(List<QueuePlace> places) {
    return places.stream().filter(place -> place.slot().succeeded()).count();
  }

  @Test
  void oneUserNeverHoldsMoreThanTheOwnShare() {
    FairSlots slots = slots(4, 2, 100, 100);
    List<QueuePlace> flood = enqueue(slots, MALLORY, 20);
    assertThat(granted(flood)).isEqualTo(2);
    assertThat(slots.enqueue(BOB).slot().succeeded()).isTrue();
    assertThat(slots.inUse()).isEqualTo(3);
    assertThat(slots.waiting()).isEqualTo(18);
  }

  @Test
  void slotsThatBecomeFreeGoToUsersInTurn() {
    FairSlots slots = slots(1, 1, 100, 100);
    TakenSlot first = slots.enqueue(MALLORY).slot().result();
    List<QueuePlace> flood = enqueue(slots, MALLORY, 10);
    QueuePlace bob = slots.enqueue(BOB);
    QueuePlace carol = slots.enqueue(CAROL);
    first.release();
    assertThat(bob.slot().succeeded()).isTrue();
    assertThat(granted(flood)).isZero();
    bob.slot().result().release();
    assertThat(carol.slot().succeeded()).isTrue();
    carol.slot().result().release();
    assertThat(granted(flood)).isEqualTo(1);
  }

  @Test
  void aWaitingUserIsServedBeforeALaterRequestOfTheUserWhoReleases() {
    FairSlots slots = slots(2, 2, 100, 100);
    List<QueuePlace> flood = enqueue(slots, MALLORY, 8);
    QueuePlace bob = slots.enqueue(BOB);
    flood.get(0).slot().result().release();
    flood.get(1).slot().result().release();
    assertThat(bob.slot().succeeded()).isTrue();
    assertThat(slots.inUse()).isEqualTo(2);
  }

  @Test
  void aFullQueueOfTheUserIsToldApartFromAFullPool() {
    FairSlots slots = slots(3, 2, 3, 1);
    enqueue(slots, MALLORY, 3);
    assertThatThrownBy(() -> slots.enqueue(MALLORY))
        .isInstanceOfSatisfying(
            FailureException.class,
            refused -> {
              assertThat(refused.failure().code()).isEqualTo(FailureCode.LIMIT_EXCEEDED);
              assertThat(refused.failure().detail())
                  .contains("2 imports", "limits.imports", "administrator");
              assertThat(refused.failure().retryAfterMs()).isPositive();
            });
    enqueue(slots, BOB, 2);
    enqueue(slots, CAROL, 1);
    assertThatThrownBy(() -> slots.enqueue(4))
        .isInstanceOfSatisfying(
            FailureException.class,
            refused -> {
              assertThat(refused.failure().code()).isEqualTo(FailureCode.BUSY);
              assertThat(refused.failure().retryAfterMs()).isPositive();
            });
  }

  @Test
  void withoutAQueueWhoFindsNoSlotIsRefusedAtOnce() {
    FairSlots slots = new FairSlots("calls", "limits.calls", SlotLimits.withoutQueue(2, 1));
    assertThat(slots.tryTake(MALLORY)).isPresent();
    assertThat(slots.tryTake(MALLORY)).isEmpty();
    assertThat(slots.take(MALLORY).failed()).isTrue();
    assertThat(slots.tryTake(BOB)).isPresent();
  }

  @Test
  void aPlaceThatIsLeftIsNotGranted() {
    FairSlots slots = slots(1, 1, 10, 10);
    TakenSlot held = slots.enqueue(MALLORY).slot().result();
    QueuePlace impatient = slots.enqueue(BOB);
    QueuePlace patient = slots.enqueue(BOB);
    impatient.leave(new IllegalStateException("gone"));
    assertThat(impatient.slot().failed()).isTrue();
    held.release();
    assertThat(patient.slot().succeeded()).isTrue();
    patient.leave(new IllegalStateException("gone, too"));
    assertThat(slots.inUse()).isZero();
    assertThat(slots.waiting()).isZero();
  }

  @Test
  void aSlotIsReturnedOnceHoweverOftenItIsReleased() {
    FairSlots slots = slots(2, 2, 10, 10);
    TakenSlot held = slots.enqueue(MALLORY).slot().result();
    assertThat(slots.tryTake(MALLORY)).isPresent();
    held.release();
    held.release();
    assertThat(slots.inUse()).isEqualTo(1);
  }

  @Test
  void workThatFailsOrThrowsReturnsItsSlot() {
    FairSlots slots = slots(1, 1, 10, 10);
    Promise<String> work = Promise.promise();
    Future<String> first = slots.run(MALLORY, work::future);
    Future<String> second =
        slots.run(
            MALLORY,
            () -> {
              throw new IllegalStateException("broken");
            });
    Future<String> third = slots.run(BOB, () -> Future.succeededFuture("done"));
    assertThat(third.isComplete()).isFalse();
    work.fail("over");
    assertThat(first.failed()).isTrue();
    assertThat(second.failed()).isTrue();
    assertThat(third.result()).isEqualTo("done");
    assertThat(slots.inUse()).isZero();
  }

  @Test
  void workThatOverflowsTheStackReturnsItsSlot() {
    FairSlots slots = slots(1, 1, 10, 10);
    Future<String> work =
        slots.run(
            MALLORY,
            () -> {
              throw new StackOverflowError();
            });
    assertThat(work.failed()).isTrue();
    assertThat(slots.inUse()).isZero();
  }

  @Test
  void aShareLeavesOneSlotToOthersHoweverLargeItIsConfigured() {
    FairSlots slots = new FairSlots("uploads", "-", SlotLimits.shared(6, 1_000, 10, 10));
    assertThat(granted(enqueue(slots, MALLORY, 8))).isEqualTo(5);
    assertThat(slots.tryTake(BOB)).isPresent();
  }

  /** On one context, as schedules take them: a slot that is granted at once would nest. */
  @Test
  void thousandsOfPiecesThatEndAtOnceDoNotNest() {
    Vertx vertx = Vertx.vertx();
    FairSlots slots = FairSlots.unbounded(1, 1);
    AtomicInteger succeeded = new AtomicInteger();
    Promise<Void> first = Promise.promise();
    vertx.runOnContext(
        ignored -> {
          for (int i = 0; i < 20_000; i++) {
            slots.run(MALLORY, first::future).onSuccess(done -> succeeded.incrementAndGet());
          }
          first.complete();
        });
    await().untilAtomic(succeeded, equalTo(20_000));
    await().until(vertx.close()::isComplete);
  }

  /**
   * Whatever is taken, left and released in whatever order, bounds hold and nobody is forgotten.
   */
  @Test
  void boundsHoldInAnyOrder() {
    Random random = new Random(7);
    FairSlots slots = slots(5, 2, 1_000, 1_000);
    List<QueuePlace> open = new ArrayList<>();
    Map<QueuePlace, Long> users = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      if (open.size() < 40 && random.nextBoolean()) {
        long user = random.nextInt(6);
        QueuePlace place = slots.enqueue(user);
        open.add(place);
        users.put(place, user);
      } else if (!open.isEmpty()) {
        QueuePlace place = open.remove(random.nextInt(open.size()));
        users.remove(place);
        place.leave(new IllegalStateException("left"));
      }
      Map<Long, Long> held = new HashMap<>();
      open.stream()
          .filter(place -> place.slot().succeeded())
          .forEach(place -> held.merge(users.get(place), 1L, Long::sum));
      long inUse = held.values().stream().mapToLong(Long::longValue).sum();
      assertThat(slots.inUse()).isEqualTo((int) inUse).isLessThanOrEqualTo(5);
      assertThat(held.values()).allMatch(count -> count <= 2);
      assertThat(slots.waiting()).isEqualTo(open.size() - (int) inUse);
      if (inUse < 5) {
        // A slot is free only when every user who waits has the own share.
        assertThat(open)
            .filteredOn(place -> !place.slot().isComplete())
            .allMatch(place -> held.getOrDefault(users.get(place), 0L) == 2);
      }
    }
  }
}
