package dev.arrway.feature.subscriptions;

import static dev.arrway.feature.subscriptions.DeliveryRig.OWNER;
import static dev.arrway.feature.subscriptions.DeliveryRig.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.feature.subscriptions.Receiver.Got;
import dev.arrway.platform.config.TestRetention;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.PostgresExtension;
import dev.arrway.platform.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is sent, when, and in which order, with time under control. */
@ExtendWith(PostgresExtension.class)
class DeliveriesIT {
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final Pattern N = Pattern.compile("\"n\": ?(\\d+)");

  private final TestDatabase test;
  private DeliveryRig rig;
  private Receiver receiver;

  DeliveriesIT(TestDatabase test) {
    this.test = test;
  }

  @BeforeEach
  void start() {
    rig = new DeliveryRig(test);
    receiver = Receiver.start(test.vertx());
  }

  @AfterEach
  void stop() {
    rig.close();
    receiver.close();
  }

  private static List<Integer> numbers(List<Got> got) {
    return got.stream().map(DeliveriesIT::number).toList();
  }

  private static int number(Got got) {
    Matcher matcher = N.matcher(got.body());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void everythingComesInOrderAndOnce() {
    long id = rig.subscribe(to(receiver.url() + "/hook?a=b%20c"));
    rig.happen("movie.added", 0, 450);
    rig.settle();
    assertThat(numbers(receiver.got())).isEqualTo(range(0, 450));
    assertThat(receiver.got()).extracting(Got::key).doesNotHaveDuplicates();
    Got first = receiver.got().get(0);
    assertThat(first.path()).isEqualTo("/hook?a=b%20c");
    assertThat(first.type()).isEqualTo("movie.added");
    assertThat(first.header("authorization")).isEqualTo("Bearer of-the-test");
    assertThat(first.header("content-type")).isEqualTo("application/json");
    assertThat(first.header("x-arrway-signature"))
        .isEqualTo(
            Signature.of(
                dev.arrway.platform.config.Secret.of("whsec_0123456789abcdef"),
                rig.now(),
                first.body().getBytes(StandardCharsets.UTF_8)));
    assertThat(first.body()).startsWith("{\"id\":").contains("\"cursor\":\"");
    var standing = rig.standing(id);
    assertThat(standing.pending()).isZero();
    assertThat(standing.subscription().nextTurnAt()).isNull();
    rig.pass(Duration.ofHours(1), STEP);
    assertThat(receiver.got()).hasSize(450);
    assertThat(rig.deliveries(id, DeliveryState.DELIVERED)).hasSize(450);
  }

  @Test
  void onlyWhatIsWantedComes() {
    rig.subscribe(
        DeliveryRig.wanting(receiver.url(), List.of("movie.*", "library.synced"), List.of(3L, 4L)));
    rig.append(
        List.of(
            new EventDraft(OWNER, 3L, "movie.added", Map.of("n", 1)),
            new EventDraft(OWNER, 5L, "movie.added", Map.of("n", 2)),
            new EventDraft(OWNER, null, "library.synced", Map.of("n", 3)),
            new EventDraft(OWNER, 4L, "library.synced", Map.of("n", 4)),
            new EventDraft(OWNER, 4L, "playlist.imported", Map.of("n", 5)),
            new EventDraft(2, 3L, "movie.added", Map.of("n", 6))));
    rig.settle();
    assertThat(numbers(receiver.got())).containsExactly(1, 4);
  }

  @Test
  void aReceiverThatComesBackWithinTheDayGetsEverythingInOrder() {
    long id = rig.subscribe(to(receiver.url()));
    receiver.answers(Receiver.status(500));
    rig.happen("movie.added", 0, 5);
    rig.settle();
    assertThat(numbers(receiver.got())).containsExactly(0);
    rig.pass(Duration.ofHours(10), STEP);
    rig.happen("movie.added", 5, 300);
    rig.pass(Duration.ofHours(10), STEP);
    // Only the first is tried, ever more rarely.
    assertThat(numbers(receiver.got())).containsOnly(0);
    assertThat(receiver.got().size()).isBetween(20, 60);
    assertThat(rig.standing(id).subscription().failures()).isEqualTo(receiver.got().size());
    receiver.forget();
    receiver.answers(Receiver.status(200));
    rig.pass(Duration.ofHours(1), STEP);
    assertThat(numbers(receiver.got())).isEqualTo(range(0, 300));
    assertThat(rig.standing(id).subscription().failures()).isZero();
    assertThat(rig.standing(id).deadLetters()).isZero();
  }

  @Test
  void whatCouldNotBeDeliveredForADayIsPutAsideAndToldOf() {
    long id = rig.subscribe(to(receiver.url()));
    receiver.answers(Receiver.status(500));
    rig.happen("movie.added", 0, 350);
    rig.settle();
    rig.pass(Duration.ofHours(12), STEP);
    rig.happen("movie.added", 350, 360);
    rig.pass(Duration.ofHours(14), STEP);
    assertThat(rig.standing(id).deadLetters()).isEqualTo(350);
    assertThat(rig.told("subscription.dead_lettered")).isNotEmpty();
    assertThat(rig.told("subscription.dead_lettered").get(0).data())
        .contains("\"subscription_id\": " + id, "\"reason\": \"expired\"");
    receiver.forget();
    receiver.answers(Receiver.status(204));
    rig.pass(Duration.ofHours(2), STEP);
    // The events about the subscription itself are not among them.
    assertThat(numbers(receiver.got())).isEqualTo(range(350, 360));
    receiver.forget();
    Futures.await(rig.subscriptions.replayDeadLetters(OWNER, id));
    rig.settle();
    assertThat(numbers(receiver.got())).isEqualTo(range(0, 350));
    assertThat(rig.standing(id).deadLetters()).isZero();
  }

  @Test
  void aReceiverThatSaysWhenIsLeftAloneUntilThen() {
    rig.subscribe(to(receiver.url()));
    receiver.answers(
        (request, got) ->
            request.response().setStatusCode(429).putHeader("Retry-After", "7200").end());
    rig.happen("movie.added", 0, 2);
    rig.settle();
    rig.pass(Duration.ofMinutes(110), STEP);
    assertThat(receiver.got()).hasSize(1);
    receiver.answers(Receiver.status(204));
    rig.pass(Duration.ofMinutes(20), STEP);
    assertThat(numbers(receiver.got())).containsExactly(0, 0, 1);
  }

  @Test
  void aReceiverThatIsGoneEndsTheSubscription() {
    long id = rig.subscribe(to(receiver.url()));
    receiver.answers(Receiver.status(410));
    rig.happen("movie.added", 0, 3);
    rig.settle();
    var standing = rig.standing(id);
    assertThat(standing.subscription().active()).isFalse();
    assertThat(standing.subscription().endedReason()).isEqualTo("gone");
    assertThat(standing.deadLetters()).isEqualTo(3);
    assertThat(rig.told("subscription.dead_lettered").get(0).data()).contains("\"gone\"");
    rig.happen("movie.added", 3, 5);
    rig.pass(Duration.ofHours(3), STEP);
    assertThat(receiver.got()).hasSize(1);
  }

  @Test
  void withoutOrderOneThatFailsHoldsUpNoOther() {
    long id = rig.subscribe(DeliveryRig.unordered(receiver.url()));
    receiver.answers(
        (request, got) -> request.response().setStatusCode(number(got) == 1 ? 500 : 204).end());
    rig.happen("movie.added", 0, 4);
    rig.settle();
    assertThat(numbers(receiver.got())).containsExactly(0, 1, 2, 3);
    rig.pass(Duration.ofHours(23), STEP);
    assertThat(rig.standing(id).pending()).isEqualTo(1);
    rig.pass(Duration.ofHours(2), STEP);
    assertThat(rig.standing(id).deadLetters()).isEqualTo(1);
    assertThat(rig.standing(id).pending()).isZero();
    assertThat(receiver.got().stream().filter(got -> number(got) == 1).count()).isBetween(20L, 60L);
  }

  @Test
  void historyThatIsGoneIsOneResetAndThenItGoesOn() {
    long id = rig.subscribe(to(receiver.url()));
    rig.happen("movie.added", 0, 10);
    rig.settle();
    receiver.forget();
    String start = rig.history.cursor(rig.standing(id).subscription().cursor());
    receiver.answers(Receiver.status(500));
    rig.happen("movie.added", 10, 20);
    // Everything up to number 14 is pruned before anybody looks.
    rig.sql(
        "WITH gone AS (DELETE FROM event WHERE (data->>'n')::int < 15 RETURNING id, owner_id)"
            + " INSERT INTO event_pruned SELECT owner_id, max(id) FROM gone GROUP BY owner_id");
    receiver.answers(Receiver.status(204));
    rig.settle();
    assertThat(receiver.got().get(0).type()).isEqualTo("reset");
    assertThat(numbers(receiver.got().subList(1, 6))).isEqualTo(range(15, 20));
    assertThat(receiver.got()).hasSize(6);
    receiver.forget();
    Futures.await(rig.subscriptions.replayAfter(OWNER, id, start));
    rig.settle();
    assertThat(receiver.got().stream().filter(got -> got.type().equals("reset"))).hasSize(1);
    assertThat(receiver.got()).hasSize(6);
  }

  @Test
  void aReplayFromACursorBringsTheSameDeliveriesAgain() {
    long id = rig.subscribe(to(receiver.url()));
    String start = rig.history.cursor(rig.standing(id).subscription().cursor());
    rig.happen("movie.added", 0, 250);
    rig.settle();
    List<String> keys = receiver.got().stream().map(Got::key).toList();
    receiver.forget();
    Futures.await(rig.subscriptions.replayAfter(OWNER, id, start));
    rig.settle();
    assertThat(receiver.got()).extracting(Got::key).containsExactlyElementsOf(keys);
  }

  @Test
  void twoNodesNeverSendTheSameOrOutOfOrder() {
    rig.subscribe(to(receiver.url()));
    Subscriptions other = rig.node();
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    receiver.answers(
        (request, got) -> {
          most.accumulateAndGet(open.incrementAndGet(), Math::max);
          open.decrementAndGet();
          request.response().setStatusCode(204).end();
        });
    for (int block = 0; block < 10; block++) {
      rig.happen("movie.added", block * 60, block * 60 + 60);
      rig.subscriptions.worker().wake(List.of(OWNER));
      other.worker().wake(List.of(OWNER));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              rig.subscriptions.worker().wake(List.of());
              other.worker().wake(List.of());
              assertThat(receiver.got()).hasSizeGreaterThanOrEqualTo(600);
            });
    DeliveryRig.settle(rig.subscriptions);
    DeliveryRig.settle(other);
    assertThat(numbers(receiver.got())).isEqualTo(range(0, 600));
    Futures.await(other.stop());
  }

  @Test
  void whatADeadNodeHeldIsGoneOnWithWhenItsLeaseIsOver() {
    long id = rig.subscribe(to(receiver.url()));
    Subscriptions dying = rig.node();
    receiver.answers((request, got) -> {});
    rig.happen("movie.added", 0, 3);
    dying.worker().wake(List.of());
    await().until(() -> receiver.got().size() == 1);
    receiver.answers(Receiver.status(204));
    rig.settle();
    assertThat(receiver.got()).as("its lease still holds").hasSize(1);
    rig.sql("UPDATE subscription SET lease_until = now() - interval '1 second' WHERE id = " + id);
    rig.settle();
    assertThat(numbers(receiver.got())).containsExactly(0, 0, 1, 2);
    Futures.await(dying.stop());
    assertThat(rig.standing(id).subscription().failures()).isZero();
  }

  @Test
  void stoppingCountsNothingAsFailedAndGivesBackAtOnce() {
    long id = rig.subscribe(to(receiver.url()));
    Subscriptions stopping = rig.node();
    receiver.answers((request, got) -> {});
    rig.happen("movie.added", 0, 2);
    stopping.worker().wake(List.of());
    await().until(() -> receiver.got().size() == 1);
    Futures.await(stopping.stop());
    assertThat(rig.standing(id).subscription().failures()).isZero();
    receiver.answers(Receiver.status(204));
    rig.settle();
    assertThat(numbers(receiver.got())).containsExactly(0, 0, 1);
  }

  @Test
  void redirectsAreNotFollowedAndLongAnswersNotRead() {
    long id = rig.subscribe(to(receiver.url() + "/a"));
    receiver.answers(
        (request, got) ->
            request.response().setStatusCode(307).putHeader("Location", receiver.url()).end());
    rig.happen("movie.added", 0, 1);
    rig.settle();
    assertThat(receiver.got()).hasSize(1);
    assertThat(rig.deliveries(id, DeliveryState.PENDING).get(0).error()).isEqualTo("status_307");
    receiver.answers((request, got) -> request.response().end("x".repeat(1 << 20)));
    rig.pass(STEP, STEP);
    assertThat(rig.deliveries(id, DeliveryState.PENDING).get(0).error())
        .isEqualTo("upstream_too_large");
  }

  @Test
  void twoThatFailTellOfEachOtherOnce() {
    rig.subscribe(to(receiver.url() + "/one"));
    rig.subscribe(to(receiver.url() + "/two"));
    receiver.answers(Receiver.status(500));
    rig.happen("movie.added", 0, 1);
    rig.settle();
    rig.pass(Duration.ofHours(60), STEP);
    // Each told of its own once; that this could not be delivered to the other is told to nobody.
    assertThat(rig.told("subscription.dead_lettered")).hasSize(2);
  }

  @Test
  void manySubscriptionsHoldNoConnections() {
    for (int i = 0; i < 40; i++) {
      rig.subscribe(to(receiver.url() + "/" + i));
    }
    rig.happen("movie.added", 0, 3);
    rig.settle();
    assertThat(receiver.got()).hasSize(120);
  }

  @Test
  void whatEndedLongAgoIsForgotten() {
    long id = rig.subscribe(to(receiver.url()));
    rig.happen("movie.added", 0, 3);
    rig.settle();
    assertThat(Futures.await(rig.subscriptions.prune(TestRetention.standard()))).isZero();
    rig.pass(Duration.ofDays(31), Duration.ofDays(31));
    assertThat(Futures.await(rig.subscriptions.prune(TestRetention.standard()))).isEqualTo(3);
    assertThat(rig.deliveries(id, DeliveryState.DELIVERED)).isEmpty();
    assertThat(Instant.now()).isBefore(rig.now());
  }
}
