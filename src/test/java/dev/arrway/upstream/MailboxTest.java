package dev.arrway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.platform.bus.Letter;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final List<Letter> started = new ArrayList<>();
  private final List<Promise<Reply>> open = new ArrayList<>();
  private long now = 1_000;

  private Mailbox mailbox(int capacity, int concurrency) {
    return new Mailbox(
        capacity,
        concurrency,
        () -> now,
        Runnable::run,
        letter -> {
          started.add(letter);
          Promise<Reply> promise = Promise.promise();
          open.add(promise);
          return promise.future();
        });
  }

  private static Letter letter(String term, long remainingMs) {
    return new Letter(
        new Envelope(Envelope.SYSTEM, "t", remainingMs, false), new ArrCommand.Lookup(term));
  }

  private static FailureCode code(Future<?> future) {
    return ((FailureException) future.cause()).failure().code();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void worksOnAsManyAsAllowedOldestFirst() {
    Mailbox mailbox = mailbox(10, 2);
    for (String term : List.of("a", "b", "c", "d")) {
      assertThat(mailbox.offer(letter(term, 1_000)).isComplete()).isFalse();
    }
    assertThat(mailbox.running()).isEqualTo(2);
    assertThat(mailbox.queued()).isEqualTo(2);
    open.get(1).complete(new Reply.Done());
    open.get(0).fail(new IllegalStateException());
    assertThat(started)
        .extracting(letter -> ((ArrCommand.Lookup) letter.command()).term())
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void oneMoreThanItHoldsIsBusyAndSaysWhenToComeBack() {
    Mailbox mailbox = mailbox(1, 1);
    var first = mailbox.offer(letter("a", 1_000));
    var second = mailbox.offer(letter("b", 1_000));
    var third = mailbox.offer(letter("c", 1_000));
    assertThat(code(third)).isEqualTo(FailureCode.BUSY);
    assertThat(((FailureException) third.cause()).failure().retryAfterMs()).isPositive();
    open.get(0).complete(new Reply.Done());
    open.get(1).complete(new Reply.Done());
    assertThat(first.succeeded()).isTrue();
    assertThat(second.succeeded()).isTrue();
  }

  @Test
  void whatIsLateIsNeverStartedAndTheRestKnowsHowMuchTimeIsLeft() {
    Mailbox mailbox = mailbox(10, 1);
    var first = mailbox.offer(letter("a", 1_000));
    var late = mailbox.offer(letter("late", 20));
    var next = mailbox.offer(letter("next", 1_000));
    pass(Duration.ofMillis(21));
    open.get(0).complete(new Reply.Done());
    assertThat(first.succeeded()).isTrue();
    assertThat(code(late)).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
    assertThat(started).hasSize(2);
    assertThat(started.get(1).envelope().remainingMs()).isEqualTo(979);
    open.get(1).complete(new Reply.Done());
    assertThat(next.succeeded()).isTrue();
  }

  @Test
  void lettersWhoseAskersLeftMakeRoom() {
    Mailbox mailbox = mailbox(1, 1);
    assertThat(mailbox.offer(letter("a", 10_000)).isComplete()).isFalse();
    var left = mailbox.offer(letter("b", 10));
    pass(Duration.ofMillis(11));
    var taken = mailbox.offer(letter("c", 1_000));
    assertThat(code(left)).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
    assertThat(taken.isComplete()).isFalse();
    assertThat(mailbox.queued()).isOne();
  }

  @Test
  void closingAnswersEverybody() {
    Mailbox mailbox = mailbox(10, 1);
    var running = mailbox.offer(letter("a", 1_000));
    var waiting = mailbox.offer(letter("b", 1_000));
    mailbox.close();
    var after = mailbox.offer(letter("c", 1_000));
    assertThat(List.of(code(running), code(waiting), code(after)))
        .containsOnly(FailureCode.ACTOR_UNAVAILABLE);
    open.get(0).complete(new Reply.Done());
    assertThat(started).hasSize(1);
  }

  @Test
  void manyAnswersWithoutDelayDoNotPileUpOnTheStack() {
    Promise<Reply> gate = Promise.promise();
    List<Letter> seen = new ArrayList<>();
    Mailbox mailbox =
        new Mailbox(
            100_000,
            1,
            () -> now,
            Runnable::run,
            letter -> {
              seen.add(letter);
              return seen.size() == 1 ? gate.future() : Future.succeededFuture(new Reply.Done());
            });
    List<Future<Reply>> all = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      all.add(mailbox.offer(letter("x", 1_000)));
    }
    gate.complete(new Reply.Done());
    assertThat(all).allMatch(Future::succeeded);
    assertThat(mailbox.running()).isZero();
  }
}
